package app.jackdaw.store;

import app.jackdaw.model.LedgerEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;

/**
 * The one thread that writes: everything that came while it was busy goes into its next
 * transaction, of an item only the latest. What could not be written stays for the next one; a row
 * that can never be written fails alone.
 */
final class SqliteWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteWriter.class);

    /** The database takes all but this one. */
    private static final Set<SQLiteErrorCode> OF_THE_ROW =
            EnumSet.of(
                    SQLiteErrorCode.SQLITE_TOOBIG,
                    SQLiteErrorCode.SQLITE_CONSTRAINT,
                    SQLiteErrorCode.SQLITE_MISMATCH);

    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final Connection connection;
    private final Duration betweenTries;
    private final Consumer<SQLException> onFailure;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();

    /** Empty means: forget the item. */
    private Map<String, Optional<LedgerEntry>> pending = new LinkedHashMap<>();

    private List<Waiter> waiting = new ArrayList<>();

    /** Whoever waits until what is known of an item is safe. */
    private record Waiter(String itemId, CompletableFuture<Void> committed) {}

    /** Of the writing thread alone: one line in the log says it all. */
    private boolean failing;

    /** Of the writing thread alone: the file may be of an earlier version still. */
    private boolean upToDate;

    /** There is something to write that need not wait for the next try. */
    private boolean hasNews;

    /** The last try failed; the next is due after so many nanoseconds more, whatever comes. */
    private boolean refused;

    private long untilNextTry;
    private boolean closed;

    /**
     * @param betweenTries after how long it tries again what could not be written, in the time of
     *     the machine: it is its disk that is waited for
     * @param onFailure told on the writing thread when writing begins to fail
     */
    SqliteWriter(Connection connection, Duration betweenTries, Consumer<SQLException> onFailure) {
        this.connection = connection;
        this.betweenTries = betweenTries;
        this.onFailure = onFailure;
        this.thread = Thread.ofPlatform().name("ledger").daemon().start(this::workAndClose);
    }

    /**
     * @param committed is told when the entry is safe; null when nobody waits
     */
    void put(LedgerEntry entry, @Nullable CompletableFuture<Void> committed) {
        put(entry.item().id(), Optional.of(entry), committed);
    }

    void forget(String itemId) {
        put(itemId, Optional.empty(), null);
    }

    private void put(
            String itemId,
            Optional<LedgerEntry> entry,
            @Nullable CompletableFuture<Void> committed) {
        lock.lock();
        try {
            if (closed) {
                if (committed != null) {
                    committed.completeExceptionally(new IllegalStateException("closed"));
                }
                return;
            }
            pending.put(itemId, entry);
            if (committed != null) {
                waiting.add(new Waiter(itemId, committed));
            }
            // while the disk takes nothing, only whoever waits for an answer hastens a try
            hasNews = hasNews || !refused || committed != null;
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Closing writes, too: it waits for the disk like all else. */
    private void workAndClose() {
        try (connection) {
            work();
        } catch (SQLException closing) {
            LOG.warn("The ledger was not closed properly: code {}", closing.getErrorCode());
        }
    }

    private void work() {
        while (true) {
            Map<String, Optional<LedgerEntry>> batch;
            List<Waiter> told;
            lock.lock();
            try {
                while (!hasNews && !closed) {
                    if (refused) {
                        waitForTheNextTry();
                    } else {
                        news.awaitUninterruptibly();
                    }
                }
                if (!hasNews) {
                    return;
                }
                batch = pending;
                told = waiting;
                pending = new LinkedHashMap<>();
                waiting = new ArrayList<>();
                hasNews = false;
                refused = false;
            } finally {
                lock.unlock();
            }
            commit(batch, told);
        }
    }

    /** What could not be written is tried again by itself: nothing else may ever come. */
    private void waitForTheNextTry() {
        try {
            untilNextTry = news.awaitNanos(untilNextTry);
        } catch (InterruptedException notOurs) {
            untilNextTry = 0; // nobody interrupts this thread; one try more does no harm
        }
        hasNews = hasNews || untilNextTry <= 0;
    }

    private void commit(Map<String, Optional<LedgerEntry>> batch, List<Waiter> told) {
        try {
            Map<String, Exception> mistakes = write(batch);
            failing = false;
            for (Waiter waiter : told) {
                Exception mistake = mistakes.get(waiter.itemId());
                if (mistake == null) {
                    waiter.committed().complete(null);
                } else {
                    waiter.committed().completeExceptionally(mistake);
                }
            }
        } catch (SQLException failure) {
            boolean news = !failing;
            failing = true;
            SqliteLedgerFile.rollBack(connection);
            keep(batch);
            told.forEach(waiter -> waiter.committed().completeExceptionally(failure));
            if (news) {
                LOG.warn("The ledger cannot be written: code {}", failure.getErrorCode());
                onFailure.accept(failure);
            }
        }
    }

    /**
     * @return why items cannot be written, ever; all others are
     * @throws SQLException when nothing can be written now
     */
    private Map<String, Exception> write(Map<String, Optional<LedgerEntry>> batch)
            throws SQLException {
        Map<String, Exception> mistakes = new HashMap<>();
        SqliteLedgerFile.execute(connection, "BEGIN");
        if (!upToDate) {
            SqliteUpdate.run(connection);
        }
        try (PreparedStatement put = connection.prepareStatement(SqliteLedgerFile.PUT);
                PreparedStatement forget =
                        connection.prepareStatement("DELETE FROM entry WHERE id = ?")) {
            for (Map.Entry<String, Optional<LedgerEntry>> change : batch.entrySet()) {
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

    /** Older than what came in the meantime, which wins. */
    private void keep(Map<String, Optional<LedgerEntry>> batch) {
        lock.lock();
        try {
            Map<String, Optional<LedgerEntry>> newer = pending;
            pending = batch;
            pending.putAll(newer);
            refused = true;
            untilNextTry = betweenTries.toNanos();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        close(CLOSING);
    }

    /**
     * Tries once more to write what is left.
     *
     * @param patience in the time of the machine, like the tries; a window waits for it
     */
    void close(Duration patience) {
        lock.lock();
        try {
            closed = true;
            hasNews = hasNews || !pending.isEmpty();
            news.signal();
        } finally {
            lock.unlock();
        }
        try {
            if (!thread.join(patience)) {
                LOG.warn("The ledger's disk does not answer; the last rows may be missing");
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
