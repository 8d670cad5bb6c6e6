package app.jackdaw.store;

import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/**
 * The database file of the ledger: opened, checked, and set aside with its date if it is damaged,
 * after everything that can still be read was carried over. Used by one thread at a time; blocks.
 */
final class SqliteLedgerFile {

    /** Rises when an older application would read the rows wrongly. */
    static final int VERSION = 1;

    /** "jack", so that nobody else's database is taken for a ledger. */
    private static final int APPLICATION_ID = 0x6A61636B;

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Path file;
    private final InstantSource clock;

    SqliteLedgerFile(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    /**
     * What was found.
     *
     * @param connection null when nothing can be remembered in this file
     * @param rows texts of the entries in the order of the list
     * @param problem null when all is well
     */
    record Opened(@Nullable Connection connection, List<String> rows, @Nullable Problem problem) {}

    Opened open() {
        try {
            return healthy();
        } catch (SQLException failure) {
            return switch (kind(failure)) {
                case SQLITE_NOTADB, SQLITE_CORRUPT -> rebuilt();
                case SQLITE_BUSY, SQLITE_LOCKED -> nothing(Cause.LEDGER_LOCKED);
                case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM -> readOnly();
                case SQLITE_FULL -> nothing(Cause.LEDGER_READ_ONLY);
                default -> nothing(Cause.LEDGER_FAILED);
            };
        }
    }

    private Opened healthy() throws SQLException {
        Connection connection = connect(false);
        try {
            pragmas(connection);
            int version = version(connection);
            if (version > VERSION) {
                connection.close();
                return nothing(Cause.LEDGER_NEWER);
            }
            // Takes the lock at once; a second instance fails here.
            execute(connection, "BEGIN EXCLUSIVE");
            execute(
                    connection,
                    "CREATE TABLE IF NOT EXISTS entry"
                            + " (id TEXT PRIMARY KEY, rank INTEGER NOT NULL, text TEXT NOT NULL)"
                            + " WITHOUT ROWID");
            execute(connection, "PRAGMA application_id = " + APPLICATION_ID);
            execute(connection, "PRAGMA user_version = " + VERSION);
            execute(connection, "COMMIT");
            check(connection);
            return new Opened(connection, rows(connection), null);
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
    }

    private Connection connect(boolean readOnly) throws SQLException {
        Properties properties = new Properties();
        if (readOnly) {
            properties.setProperty("open_mode", "1");
        }
        return DriverManager.getConnection("jdbc:sqlite:" + file, properties);
    }

    private static void pragmas(Connection connection) throws SQLException {
        execute(connection, "PRAGMA busy_timeout = 0");
        execute(connection, "PRAGMA locking_mode = EXCLUSIVE");
        execute(connection, "PRAGMA journal_mode = WAL");
        // A crash of the application loses nothing; a loss of power the last moments at most.
        execute(connection, "PRAGMA synchronous = NORMAL");
    }

    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA user_version")) {
            return result.next() ? result.getInt(1) : 0;
        }
    }

    private static void check(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA quick_check(1)")) {
            if (result.next() && !result.getString(1).equals("ok")) {
                throw new SQLException("damaged", null, SQLiteErrorCode.SQLITE_CORRUPT.code);
            }
        }
    }

    private static List<String> rows(Connection connection) throws SQLException {
        Map<String, String> rows = new LinkedHashMap<>();
        read(connection, "SELECT id, text FROM entry ORDER BY rank, id", rows);
        return List.copyOf(rows.values());
    }

    private static void read(Connection connection, String query, Map<String, String> rows)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                rows.putIfAbsent(result.getString(1), result.getString(2));
            }
        }
    }

    /** Reads what can be read from both ends, sets the file aside and begins a new one with it. */
    private Opened rebuilt() {
        Map<String, String> salvaged = salvage();
        try {
            Path aside = setAside();
            Opened fresh = healthy();
            Connection connection = fresh.connection();
            if (connection == null) {
                return fresh;
            }
            execute(connection, "BEGIN");
            for (Map.Entry<String, String> row : salvaged.entrySet()) {
                write(connection, row.getKey(), rank(row.getValue()), row.getValue());
            }
            execute(connection, "COMMIT");
            Problem problem = Problem.of(Cause.LEDGER_DAMAGED, aside.toString());
            return new Opened(connection, rows(connection), problem);
        } catch (SQLException | IOException again) {
            return nothing(Cause.LEDGER_FAILED);
        }
    }

    private Map<String, String> salvage() {
        Map<String, String> rows = new LinkedHashMap<>();
        for (String order : List.of("id", "id DESC")) {
            try (Connection damaged = connect(true)) {
                read(damaged, "SELECT id, text FROM entry ORDER BY " + order, rows);
            } catch (SQLException soFar) {
                continue; // what came before the damage is in the map
            }
        }
        return rows;
    }

    private static long rank(String text) {
        try {
            return LedgerText.read(text).rank();
        } catch (RuntimeException unreadable) {
            return Long.MAX_VALUE;
        }
    }

    private Path setAside() throws IOException {
        Path aside =
                file.resolveSibling(
                        file.getFileName() + ".damaged-" + STAMP.format(clock.instant()));
        for (String suffix : List.of("-wal", "-shm", "")) {
            Path from = file.resolveSibling(file.getFileName() + suffix);
            if (Files.exists(from)) {
                Files.move(from, aside.resolveSibling(aside.getFileName() + suffix));
            }
        }
        return aside;
    }

    private Opened readOnly() {
        Map<String, String> rows = new LinkedHashMap<>();
        try (Connection connection = connect(true)) {
            read(connection, "SELECT id, text FROM entry ORDER BY rank, id", rows);
        } catch (SQLException notEvenThat) {
            return nothing(Cause.LEDGER_READ_ONLY);
        }
        return new Opened(null, List.copyOf(rows.values()), problem(Cause.LEDGER_READ_ONLY));
    }

    private Opened nothing(Cause cause) {
        return new Opened(null, List.of(), problem(cause));
    }

    private Problem problem(Cause cause) {
        return Problem.of(cause, file.toString());
    }

    static void write(Connection connection, String id, long rank, String text)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT OR REPLACE INTO entry VALUES (?, ?, ?)")) {
            statement.setString(1, id);
            statement.setLong(2, rank);
            statement.setString(3, text);
            statement.executeUpdate();
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The primary code: extended ones keep it in their lowest byte. */
    static SQLiteErrorCode kind(SQLException failure) {
        return SQLiteErrorCode.getErrorCode(failure.getErrorCode() & 0xFF);
    }
}
