package app.jackdaw.store;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.UnwantedPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;

/**
 * The database file of the ledger: opened, checked, and set aside with its date if it is damaged,
 * after everything that can still be read was carried over. Used by one thread at a time; blocks.
 */
final class SqliteLedgerFile {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteLedgerFile.class);

    /** Rises when an older application would read the rows wrongly. */
    static final int VERSION = 2;

    /** No release will ever come so far: what says more is damaged. */
    private static final int LAST_VERSION = 1_000;

    /** Its parameters are an entry's id, rank, text and checksum. */
    static final String PUT = "INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?)";

    /** "jack", so that nobody else's database is taken for a ledger. */
    static final int APPLICATION_ID = 0x6A61636B;

    /** More than a high screen shows of a list. */
    static final int FIRST = 100;

    /** Only what they are sorted by is sorted: whole rows of a long list would fill the memory. */
    private static final String FIRST_ROWS =
            "WHERE id IN (SELECT id FROM entry ORDER BY rank, id LIMIT " + FIRST + ")";

    /** Who looks at the file, or copies it, has it for a moment; another instance keeps it. */
    static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Path file;
    private final Duration patience;
    private final SqliteSalvage salvage;
    private final Consumer<List<LedgerEntry>> onFirst;

    /**
     * @param patience how long whoever else has the file is waited for, in the time of the machine
     * @param onFirst is given how the list begins, as soon as that is known: a long one takes its
     *     time. May be told again, of a file that had to be rebuilt
     */
    SqliteLedgerFile(
            Path file,
            InstantSource clock,
            Duration patience,
            Consumer<List<LedgerEntry>> onFirst) {
        this.file = file;
        this.patience = patience;
        this.onFirst = onFirst;
        this.salvage = new SqliteSalvage(file, clock);
    }

    /**
     * What was found.
     *
     * @param connection null when nothing can be remembered in this file
     * @param rows in the order of the list
     * @param unwanted parts that are still to be deleted
     * @param problem null when all is well
     */
    record Opened(
            @Nullable Connection connection,
            Entries rows,
            List<UnwantedPart> unwanted,
            @Nullable Problem problem) {

        /** Nothing is to be written. */
        void giveUp() {
            try {
                if (connection != null) {
                    connection.close();
                }
            } catch (SQLException unclosed) {
                LOG.warn("The list stays open: {}", unclosed.getClass().getSimpleName());
            }
        }
    }

    Opened open() {
        try {
            Optional<Path> aside = salvage.finish();
            if (aside.isPresent()) {
                return rebuilt(aside.get());
            }
            salvage.makeIfMissing();
            SqliteGlance found = SqliteGlance.at(file);
            int version = found.version();
            if (version > VERSION && version <= LAST_VERSION) {
                return nothing(Cause.LEDGER_NEWER); // before anything of it is touched
            }
            return found.isToBeRebuilt() ? rebuilt() : healthy();
        } catch (IOException notFinished) {
            return nothing(Cause.LEDGER_FAILED);
        } catch (SQLException failure) {
            return switch (kind(failure)) {
                case SQLITE_NOTADB, SQLITE_CORRUPT -> rebuilt();
                case SQLITE_BUSY, SQLITE_LOCKED -> nothing(Cause.LEDGER_LOCKED);
                case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_FULL ->
                        unusable(Cause.LEDGER_READ_ONLY);
                case SQLITE_ERROR -> // its tables are not as we made them
                        salvage.holdsOurRows() ? rebuilt() : unusable(Cause.LEDGER_FAILED);
                case SQLITE_IOERR -> // so fails, too, to lock a file that may not be written
                        unusable(
                                Files.isWritable(file)
                                        ? Cause.LEDGER_FAILED
                                        : Cause.LEDGER_READ_ONLY);
                default -> unusable(Cause.LEDGER_FAILED);
            };
        }
    }

    /** A flipped bit in its first bytes can make a file look as if it could not be written. */
    private Opened unusable(Cause cause) {
        return salvage.isDamaged() ? rebuilt() : onlyRead(cause);
    }

    private Opened healthy() throws SQLException {
        Connection connection = connect(file, false);
        try {
            pragmas(connection, patience);
            int version = version(connection);
            if (version < 0 || version > LAST_VERSION) {
                throw damaged();
            }
            if (version > VERSION) {
                connection.close();
                return nothing(Cause.LEDGER_NEWER);
            }
            // Takes the lock; a second instance fails here.
            execute(connection, "BEGIN EXCLUSIVE");
            waitForLocks(connection, Duration.ZERO); // nobody else has any from now on
            if (version > 0) {
                tellFirst(connection); // a long list takes its time to be checked, too
            }
            check(connection);
            if (version == 0) { // else nothing is written: the disk may be full
                create(connection);
            }
            execute(connection, "COMMIT");
            boolean done = SqliteUpdate.runIfThereIsRoom(connection);
            Problem noRoom = done ? null : Problem.of(Cause.LEDGER_NO_ROOM, folder());
            return new Opened(
                    connection, rows(connection), SqliteUnwanted.read(connection), noRoom);
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
                        + " (id TEXT PRIMARY KEY, rank INTEGER NOT NULL, text TEXT NOT NULL,"
                        + " sum INTEGER) WITHOUT ROWID");
        execute(connection, "PRAGMA application_id = " + APPLICATION_ID);
        execute(connection, "PRAGMA user_version = " + VERSION);
    }

    /** Parameters of {@link #PUT}. */
    static void fill(PreparedStatement put, String id, long rank, String text) throws SQLException {
        put.setString(1, id);
        put.setLong(2, rank);
        put.setString(3, text);
        put.setLong(4, RowSum.of(id, rank, text));
    }

    private static void waitForLocks(Connection connection, Duration patience) throws SQLException {
        execute(connection, "PRAGMA busy_timeout = " + patience.toMillis());
    }

    private static void pragmas(Connection connection, Duration patience) throws SQLException {
        waitForLocks(connection, patience);
        execute(connection, "PRAGMA locking_mode = EXCLUSIVE");
        execute(connection, "PRAGMA journal_mode = WAL");
        // What is taken off the list leaves the file, too, and no old row comes back from a page
        // that is read by itself.
        execute(connection, "PRAGMA secure_delete = ON");
        // A crash of the application loses nothing; a loss of power the last moments at most.
        execute(connection, "PRAGMA synchronous = NORMAL");
    }

    static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA user_version")) {
            return result.next() ? result.getInt(1) : 0;
        }
    }

    private static void check(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA quick_check(1)")) {
            if (result.next() && !result.getString(1).equals("ok")) {
                throw damaged();
            }
        }
    }

    private static SQLException damaged() {
        return new SQLException("damaged", null, SQLiteErrorCode.SQLITE_CORRUPT.code);
    }

    private void tellFirst(Connection connection) throws SQLException {
        Entries first = new Entries();
        SqliteRows.read(connection, FIRST_ROWS, (_, text) -> first.add(text));
        onFirst.accept(first.list());
    }

    /**
     * Put into their order later: the database would write all of a long list into a temporary file
     * for that.
     */
    private Entries rows(Connection connection) throws SQLException {
        Entries rows = new Entries();
        if (!SqliteRows.read(connection, "", (_, text) -> rows.add(text))) {
            throw damaged();
        }
        return rows;
    }

    private Opened withoutConnection(Entries rows, Problem problem) {
        List<LedgerEntry> all = rows.list();
        onFirst.accept(List.copyOf(all.subList(0, Math.min(FIRST, all.size()))));
        return new Opened(null, rows, List.of(), problem);
    }

    /** What can be read of a damaged file goes into a new one. */
    private Opened rebuilt() {
        List<String> rows = salvage.rows();
        try {
            return rebuilt(salvage.replace(rows));
        } catch (SQLException | IOException notReplaced) {
            return withoutConnection(Entries.of(rows), problem(Cause.LEDGER_FAILED));
        }
    }

    private Opened rebuilt(Path aside) throws SQLException {
        Opened fresh = healthy();
        Problem problem = Problem.of(Cause.LEDGER_DAMAGED, aside.toString());
        return new Opened(fresh.connection(), fresh.rows(), List.of(), problem);
    }

    private Opened onlyRead(Cause cause) {
        return withoutConnection(Entries.of(salvage.copiedRows()), problem(cause));
    }

    private Opened nothing(Cause cause) {
        return new Opened(null, new Entries(), List.of(), problem(cause));
    }

    private Problem problem(Cause cause) {
        return Problem.of(cause, file.toString());
    }

    private String folder() {
        return String.valueOf(file.toAbsolutePath().getParent());
    }

    static void rollBack(Connection connection) {
        try {
            execute(connection, "ROLLBACK");
        } catch (SQLException already) {
            LOG.debug("nothing to roll back"); // a full disk rolls back by itself
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
