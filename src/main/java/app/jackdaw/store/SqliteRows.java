package app.jackdaw.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads what is in the ledger's table. Stateless; whoever has the connection; blocks. */
final class SqliteRows {

    private SqliteRows() {}

    /** Takes a row's id and its text, both in UTF-8. */
    interface Taker {
        void take(byte[] id, byte[] text);
    }

    /**
     * Reads rows as the database has them, in bytes: to make texts of a long list takes longer.
     *
     * @return whether all rows are as they were written; those that are not are left out
     */
    static boolean read(Connection connection, String order, Taker rows) throws SQLException {
        boolean whole = true;
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT * FROM entry " + order);
                ResultSet result = statement.executeQuery()) {
            boolean summed = result.getMetaData().getColumnCount() > 3;
            while (result.next()) {
                byte[] id = result.getBytes(1);
                byte[] text = result.getBytes(3);
                boolean right =
                        summed
                                ? RowSum.isRight(id, result.getLong(2), text, result.getLong(4))
                                : id != null && text != null; // damage can leave either out
                if (right) {
                    rows.take(id, text);
                }
                whole &= right;
            }
        }
        return whole;
    }
}
