package app.jackdaw.store;

import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private final Path file;
    private final SqliteSalvage salvage;

    SqliteLedgerFile(Path file, InstantSource clock) {
        this.file = file;
        this.salvage = new SqliteSalvage(file, clock);
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
            Optional<Path> aside = salvage.finish();
            return aside.isPresent() ? rebuilt(aside.get()) : healthy();
        } catch (IOException notFinished) {
            return nothing(Cause.LEDGER_FAILED);
        } catch (SQLException failure) {
            return switch (kind(failure)) {
                case SQLITE_NOTADB, SQLITE_CORRUPT -> rebuilt();
                case SQLITE_BUSY, SQLITE_LOCKED -> nothing(Cause.LEDGER_LOCKED);
                case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_FULL ->
                        onlyRead(Cause.LEDGER_READ_ONLY);
                default -> onlyRead(Cause.LEDGER_FAILED);
            };
        }
    }

    private Opened healthy() throws SQLException {
        Connection connection = connect(file, false);
        try {
            pragmas(connection);
            int version = version(connection);
            if (version > VERSION) {
                connection.close();
                return nothing(Cause.LEDGER_NEWER);
            }
            // Takes the lock at once; a second instance fails here.
            execute(connection, "BEGIN EXCLUSIVE");
            if (version == 0) { // else nothing is written: the disk may be full
                create(connection);
            }
            execute(connection, "COMMIT");
            check(connection);
            return new Opened(connection, rows(connection), null);
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
    }

    static Connection connect(Path file, boolean readOnly) throws SQLException {
        Properties properties = new Properties();
        if (readOnly) {
            properties.setProperty("open_mode", "1");
        }
        return DriverManager.getConnection("jdbc:sqlite:" + file, properties);
    }

    static void create(Connection connection) throws SQLException {
        execute(
                connection,
                "CREATE TABLE IF NOT EXISTS entry"
                        + " (id TEXT PRIMARY KEY, rank INTEGER NOT NULL, text TEXT NOT NULL)"
                        + " WITHOUT ROWID");
        execute(connection, "PRAGMA application_id = " + APPLICATION_ID);
        execute(connection, "PRAGMA user_version = " + VERSION);
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
        SqliteSalvage.read(connection, "SELECT id, text FROM entry ORDER BY rank, id", rows);
        return List.copyOf(rows.values());
    }

    /** What can be read of a damaged file goes into a new one. */
    private Opened rebuilt() {
        List<String> rows = salvage.rows();
        try {
            return rebuilt(salvage.replace(rows));
        } catch (SQLException | IOException notReplaced) {
            return new Opened(null, rows, problem(Cause.LEDGER_FAILED));
        }
    }

    private Opened rebuilt(Path aside) throws SQLException {
        Opened fresh = healthy();
        Problem problem = Problem.of(Cause.LEDGER_DAMAGED, aside.toString());
        return new Opened(fresh.connection(), fresh.rows(), problem);
    }

    private Opened onlyRead(Cause cause) {
        return new Opened(null, salvage.copiedRows(), problem(cause));
    }

    private Opened nothing(Cause cause) {
        return new Opened(null, List.of(), problem(cause));
    }

    private Problem problem(Cause cause) {
        return Problem.of(cause, file.toString());
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
