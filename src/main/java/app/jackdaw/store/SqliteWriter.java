package app.jackdaw.store;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.UnwantedPart;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes: everything that came while it was busy goes into its next batch, of
 * an item only the latest. What could not be written stays for the next one; a row that can never
 * be written fails alone.
 */
final class SqliteWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteWriter.class);

    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final Connection connection;
    private final SqliteBatches batches;
    private final Duration betweenTries;
    private final WriteTrouble trouble;
    private final WritePace pace;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();

    private LedgerChanges pending = new LedgerChanges();

    private List<Waiter> waiting = new ArrayList<>();

    /** Whoever waits until what is known of an item is safe. */
    private record Waiter(String itemId, CompletableFuture<Void> committed) {}

    private final WhenWritten whenWritten = new WhenWritten();

    /** There is something to write that need not wait for the next try. */
    private boolean hasNews;

    /** The last try failed; the next is due after so many nanoseconds more, whatever comes. */
    private boolean refused;

    private long untilNextTry;
    private boolean closed;

    /**
     * @param betweenTries after how long it tries again what could not be written, in the time of
     *     the machine: it is its disk that is waited for
     * @param nanos the time by which a disk that does not answer is known
     * @param onFailure told on the writing thread when writing begins to fail
     */
    SqliteWriter(
            Connection connection,
            Duration betweenTries,
            LongSupplier nanos,
            Consumer<SQLException> onFailure) {
        this.connection = connection;
        this.betweenTries = betweenTries;
        this.trouble = new WriteTrouble(nanos, onFailure);
        this.pace = new WritePace(nanos);
        this.batches = new SqliteBatches(connection, trouble::tries, nanos, pace);
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

    void addUnwanted(UnwantedPart part) {
        put(changes -> changes.unwanted().put(part.key(), Optional.of(part)), null);
    }

    void removeUnwanted(UnwantedPart part) {
        put(changes -> changes.unwanted().put(part.key(), Optional.empty()), null);
    }

    private void put(
            String itemId,
            Optional<LedgerEntry> entry,
            @Nullable CompletableFuture<Void> committed) {
        put(
                changes -> changes.entries().put(itemId, entry),
                committed == null ? null : new Waiter(itemId, committed));
    }

    private void put(Consumer<LedgerChanges> change, @Nullable Waiter waiter) {
        lock.lock();
        try {
            if (closed) {
                if (waiter != null) {
                    waiter.committed().completeExceptionally(new IllegalStateException("closed"));
                }
                return;
            }
            change.accept(pending);
            whenWritten.oneMore();
            if (waiter != null) {
                waiting.add(waiter);
            }
            // while the disk takes nothing, only whoever waits for an answer hastens a try
            hasNews = hasNews || !refused || waiter != null;
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * @param action done when all that came so far is written, however many tries that takes; on
     *     the writing thread, or at once
     */
    void whenWritten(Runnable action) {
        lock.lock();
        try {
            if (closed) {
                return; // what came last may not have been taken
            }
        } finally {
            lock.unlock();
        }
        whenWritten.then(action);
    }

    /** Why there is something that is not written and would be lost; empty while all is well. */
    Optional<SQLException> failure() {
        return trouble.present();
    }

    /**
     * The same, of an end that waits for the disk only so long: also where there is more to write
     * than that is enough for.
     */
    Optional<SQLException> failure(Duration patience) {
        Optional<SQLException> known = failure();
        return known.isEmpty() && pace.rest(waitingRows()).compareTo(patience) > 0
                ? Optional.of(new SQLException("too much to write"))
                : known;
    }

    private int waitingRows() {
        lock.lock();
        try {
            return pending.entries().size();
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
        } catch (RuntimeException | Error death) {
            LOG.error("The ledger is written no more: {}", death.getClass().getSimpleName());
            brokenFor(death);
        }
    }

    private void work() {
        while (true) {
            LedgerChanges batch;
            List<Waiter> told;
            long changes;
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
                changes = whenWritten.changes();
                pending = new LedgerChanges();
                waiting = new ArrayList<>();
                hasNews = false;
                refused = false;
            } finally {
                lock.unlock();
            }
            if (commit(batch, told)) {
                whenWritten.areWritten(changes);
            }
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

    private boolean commit(LedgerChanges batch, List<Waiter> told) {
        try {
            Map<String, Exception> mistakes = batches.write(batch);
            trouble.isOver();
            for (Waiter waiter : told) {
                Exception mistake = mistakes.get(waiter.itemId());
                if (mistake == null) {
                    waiter.committed().complete(null);
                } else {
                    waiter.committed().completeExceptionally(mistake);
                }
            }
            return true;
        } catch (SQLException failure) {
            failed(batch, told, failure);
            return false;
        } catch (RuntimeException | Error mistake) {
            // Such as no more memory: it may pass, and somebody waits for an answer.
            LOG.error("Writing the ledger broke: {}", mistake.getClass().getSimpleName());
            failed(batch, told, new SQLException(mistake.getClass().getSimpleName(), mistake));
            return false;
        } finally {
            pace.ends();
        }
    }

    private void failed(LedgerChanges batch, List<Waiter> told, SQLException failure) {
        try {
            keep(batch);
            SqliteLedgerFile.rollBack(connection);
            trouble.is(failure);
        } finally {
            told.forEach(waiter -> waiter.committed().completeExceptionally(failure));
        }
    }

    /** Nobody waits for a thread that is no more, and the user is told. */
    private void brokenFor(Throwable death) {
        SQLException failure = new SQLException(death.getClass().getSimpleName(), death);
        List<Waiter> told;
        lock.lock();
        try {
            closed = true;
            told = waiting;
            waiting = new ArrayList<>();
        } finally {
            lock.unlock();
        }
        told.forEach(waiter -> waiter.committed().completeExceptionally(failure));
        trouble.is(failure);
    }

    /** Older than what came in the meantime, which wins. */
    private void keep(LedgerChanges batch) {
        lock.lock();
        try {
            LedgerChanges newer = pending;
            pending = batch;
            pending.add(newer);
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
