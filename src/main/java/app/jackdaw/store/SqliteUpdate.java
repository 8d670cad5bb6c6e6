package app.jackdaw.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteErrorCode;

/**
 * Brings the rows of an earlier version to the present one, if they are not there yet. Stateless;
 * on whichever thread has the connection; blocks.
 */
final class SqliteUpdate {

    /** Its rows had no checksums. */
    private static final int FIRST_VERSION = 1;

    private SqliteUpdate() {}

    /**
     * @return false when the disk is too full for that now: all is as it was, and whoever writes
     *     first does it
     */
    static boolean runIfThereIsRoom(Connection connection) throws SQLException {
        if (!isNeeded(connection)) {
            return true; // nothing is written
        }
        SqliteLedgerFile.execute(connection, "BEGIN");
        try {
            run(connection);
            SqliteLedgerFile.execute(connection, "COMMIT");
            return true;
        } catch (SQLException failure) {
            SqliteLedgerFile.rollBack(connection);
            if (SqliteLedgerFile.kind(failure) != SQLiteErrorCode.SQLITE_FULL) {
                throw failure;
            }
            return false;
        }
    }

    /** Within a transaction. */
    static void run(Connection connection) throws SQLException {
        if (isNeeded(connection)) {
            addSums(connection);
        }
    }

    private static boolean isNeeded(Connection connection) throws SQLException {
        return SqliteLedgerFile.version(connection) == FIRST_VERSION;
    }

    /** Rows of the first version are taken at their word; from now on they are vouched for. */
    private static void addSums(Connection connection) throws SQLException {
        SqliteLedgerFile.execute(connection, "ALTER TABLE entry ADD COLUMN sum INTEGER");
        try (PreparedStatement put = connection.prepareStatement(SqliteLedgerFile.PUT);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id, rank, text FROM entry")) {
            while (rows.next()) {
                SqliteLedgerFile.fill(put, rows.getString(1), rows.getLong(2), rows.getString(3));
                put.addBatch();
            }
            put.executeBatch();
        }
        SqliteLedgerFile.execute(connection, "PRAGMA user_version = " + SqliteLedgerFile.VERSION);
    }
}
