package app.jackdaw.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Whether the embedded database works here: its native library loads, and what is written through a
 * write-ahead log is read by a second connection. Blocks; any thread but the FX thread.
 */
public final class DatabaseCheck {

    private static final String WRITTEN = "寒鸦";

    private DatabaseCheck() {}

    /**
     * @param folder where a database file may be made; it is left there
     * @return the database's version
     * @throws SQLException when something does not work
     */
    public static String run(Path folder) throws SQLException {
        String address = "jdbc:sqlite:" + folder.resolve("self-test.db");
        try (Connection writer = DriverManager.getConnection(address);
                Statement write = writer.createStatement()) {
            write.execute("PRAGMA journal_mode=WAL");
            write.execute("CREATE TABLE words (word TEXT NOT NULL)");
            write.execute("INSERT INTO words VALUES ('" + WRITTEN + "')");
            try (Connection reader = DriverManager.getConnection(address);
                    Statement read = reader.createStatement();
                    ResultSet found =
                            read.executeQuery("SELECT word, sqlite_version() FROM words")) {
                if (!found.next() || !WRITTEN.equals(found.getString(1))) {
                    throw new SQLException("what was written is not what is read");
                }
                return found.getString(2);
            }
        }
    }
}
