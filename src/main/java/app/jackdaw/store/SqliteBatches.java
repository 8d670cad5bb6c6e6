package app.jackdaw.store;

import app.jackdaw.model.LedgerEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;

/**
 * Writes rows in batches, a batch that takes long in several transactions: what was written of it
 * is there, whatever becomes of the rest. Of the writing thread alone.
 */
final class SqliteBatches {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteBatches.class);

    /** The database takes all but this one. */
    private static final Set<SQLiteErrorCode> OF_THE_ROW =
            EnumSet.of(
                    SQLiteErrorCode.SQLITE_TOOBIG,
                    SQLiteErrorCode.SQLITE_CONSTRAINT,
                    SQLiteErrorCode.SQLITE_MISMATCH);

    /** A transaction is not open for longer than this and one answer of the disk. */
    private static final Duration OPEN = Duration.ofMillis(200);

    private final Connection connection;
    private final Runnable beforeEach;
    private final LongSupplier nanos;
    private final WritePace pace;

    /** The file may be of an earlier version still. */
    private boolean upToDate;

    /** Since when the transaction is. */
    private long openSince;

    /**
     * @param beforeEach told before each thing that the disk is asked for: a long batch takes its
     *     time, though the disk answers
     * @param nanos the time of the machine, as it is its disk that takes it
     * @param pace is told how far a batch is
     */
    SqliteBatches(Connection connection, Runnable beforeEach, LongSupplier nanos, WritePace pace) {
        this.connection = connection;
        this.beforeEach = beforeEach;
        this.nanos = nanos;
        this.pace = pace;
    }

    /**
     * @return why items cannot be written, ever; all others are
     * @throws SQLException when nothing can be written now
     */
    Map<String, Exception> write(LedgerChanges batch) throws SQLException {
        Map<String, Exception> mistakes = new HashMap<>();
        begin();
        if (!upToDate) {
            SqliteUpdate.run(connection);
        }
        // before no row tells of them any more
        SqliteUnwanted.add(connection, batch.unwanted(), this::goOn);
        pace.begins(batch.entries().size());
        try (PreparedStatement put = connection.prepareStatement(SqliteLedgerFile.PUT);
                PreparedStatement forget =
                        connection.prepareStatement("DELETE FROM entry WHERE id = ?")) {
            for (Map.Entry<String, Optional<LedgerEntry>> change : batch.entries().entrySet()) {
                goOn();
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
                pace.oneMore();
            }
        }
        SqliteUnwanted.remove(connection, batch.unwanted(), this::goOn);
        commit();
        mistakes.values()
                .forEach(mistake ->
                        LOG.error(
                                "A row cannot be written: {}", mistake.getClass().getSimpleName()));
        return mistakes;
    }

    /** Before each thing that is written. */
    private void goOn() throws SQLException {
        if (nanos.getAsLong() - openSince > OPEN.toNanos()) {
            commit();
            begin();
        }
        beforeEach.run();
    }

    private void begin() throws SQLException {
        beforeEach.run();
        SqliteLedgerFile.execute(connection, "BEGIN");
        openSince = nanos.getAsLong();
    }

    private void commit() throws SQLException {
        beforeEach.run();
        SqliteLedgerFile.execute(connection, "COMMIT");
        upToDate = true;
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
