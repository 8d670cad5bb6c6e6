package app.jackdaw.store;

import app.jackdaw.model.LedgerEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;

/** Writes rows, each batch in a transaction of its own. Of the writing thread alone. */
final class SqliteBatches {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteBatches.class);

    /** The database takes all but this one. */
    private static final Set<SQLiteErrorCode> OF_THE_ROW =
            EnumSet.of(
                    SQLiteErrorCode.SQLITE_TOOBIG,
                    SQLiteErrorCode.SQLITE_CONSTRAINT,
                    SQLiteErrorCode.SQLITE_MISMATCH);

    private final Connection connection;
    private final Runnable beforeEach;

    /** The file may be of an earlier version still. */
    private boolean upToDate;

    /**
     * @param beforeEach told before each thing that the disk is asked for: a long batch takes its
     *     time, though the disk answers
     */
    SqliteBatches(Connection connection, Runnable beforeEach) {
        this.connection = connection;
        this.beforeEach = beforeEach;
    }

    /**
     * @return why items cannot be written, ever; all others are
     * @throws SQLException when nothing can be written now
     */
    Map<String, Exception> write(Map<String, Optional<LedgerEntry>> batch) throws SQLException {
        Map<String, Exception> mistakes = new HashMap<>();
        beforeEach.run();
        SqliteLedgerFile.execute(connection, "BEGIN");
        if (!upToDate) {
            SqliteUpdate.run(connection);
        }
        try (PreparedStatement put = connection.prepareStatement(SqliteLedgerFile.PUT);
                PreparedStatement forget =
                        connection.prepareStatement("DELETE FROM entry WHERE id = ?")) {
            for (Map.Entry<String, Optional<LedgerEntry>> change : batch.entrySet()) {
                beforeEach.run();
                try {
                    write(change.getKey(), change.getValue(), put, forget);
                } catch (RuntimeException ours) {
                    mistakes.put(change.getKey(), ours);
                } catch (SQLException failure) {
                    if (!OF_THE_ROW.contains(SqliteLedgerFile.kind(failure))) {
                        throw failure;
                    }
                    mistakes.put(change.getKey(), failure);
                }
            }
        }
        beforeEach.run();
        SqliteLedgerFile.execute(connection, "COMMIT");
        upToDate = true;
        mistakes.values()
                .forEach(mistake ->
                        LOG.error(
                                "A row cannot be written: {}", mistake.getClass().getSimpleName()));
        return mistakes;
    }

    private static void write(
            String itemId,
            Optional<LedgerEntry> entry,
            PreparedStatement put,
            PreparedStatement forget)
            throws SQLException {
        if (entry.isEmpty()) {
            forget.setString(1, itemId);
            forget.executeUpdate();
            return;
        }
        String text = LedgerText.write(entry.get());
        SqliteLedgerFile.fill(put, itemId, entry.get().rank(), text);
        put.executeUpdate();
    }
}
