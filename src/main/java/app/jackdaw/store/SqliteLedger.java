package app.jackdaw.store;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.UnwantedPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;

/**
 * Remembers the list of wanted files and every transition in a database. Whatever is wrong with
 * that file ends in a {@link #problem}, never in an exception and never in lost rows: a file that
 * cannot be used is left alone, and the list lives in memory. Any thread; opening and {@link
 * #recordNow} block.
 */
public final class SqliteLedger implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteLedger.class);

    /** So many rows, in the order of the list, are told before the rest of a longer one is read. */
    public static final int FIRST = SqliteLedgerFile.FIRST;

    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(5);

    private final Path file;
    private volatile List<LedgerEntry> entries;
    private final List<UnwantedPart> unwanted;
    private final @Nullable Problem problem;
    private final @Nullable SqliteWriter writer;
    private volatile Consumer<Problem> onTrouble = _ -> {};

    /** Items that were to be remembered where nothing is written. */
    private final Set<String> inMemoryOnly = ConcurrentHashMap.newKeySet();

    private SqliteLedger(
            Path file,
            List<LedgerEntry> entries,
            List<UnwantedPart> unwanted,
            @Nullable Problem problem,
            @Nullable Connection connection,
            LongSupplier nanos) {
        this.file = file;
        this.entries = entries;
        this.unwanted = unwanted;
        this.problem = problem;
        this.writer =
                connection == null
                        ? null
                        : new SqliteWriter(
                                connection,
                                BETWEEN_TRIES,
                                nanos,
                                failure -> onTrouble.accept(meaning(failure)));
    }

    /**
     * @param file is made, with its folder, if there is none
     * @param clock dates a damaged file that is set aside
     */
    public static SqliteLedger open(Path file, InstantSource clock) {
        return open(file, clock, () -> 0, _ -> {});
    }

    /**
     * @param nanos the time by which a disk that does not answer is known
     * @param onFirst is given, on this thread, how the list begins, before all of it is read. May
     *     be told again, of a file that had to be rebuilt; not told of one that cannot be read
     */
    public static SqliteLedger open(
            Path file,
            InstantSource clock,
            LongSupplier nanos,
            Consumer<List<LedgerEntry>> onFirst) {
        return open(file, clock, nanos, SqliteLedgerFile.PATIENCE, onFirst);
    }

    /**
     * @param patience with whoever else has the file, in the time of the machine
     */
    static SqliteLedger open(
            Path file,
            InstantSource clock,
            LongSupplier nanos,
            Duration patience,
            Consumer<List<LedgerEntry>> onFirst) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException | NullPointerException noFolder) {
            Problem problem = Problem.of(Cause.LEDGER_READ_ONLY, file.toString());
            return new SqliteLedger(file, List.of(), List.of(), problem, null, nanos);
        }
        SqliteLedgerFile.Opened opened =
                new SqliteLedgerFile(file, clock, patience, onFirst).open();
        int unreadable = opened.rows().unreadable();
        Problem problem = opened.problem();
        if (unreadable > 0) {
            LOG.warn("{} rows of the ledger cannot be read", unreadable);
            problem = problem == null ? Problem.of(Cause.LEDGER_FAILED, file.toString()) : problem;
        }
        if (opened.rows().unspelled() > 0) {
            LOG.warn("{} rows have paths that cannot be spelled here", opened.rows().unspelled());
            opened.giveUp(); // what is known of their files must not be written over
            // a damage is told once only, by the start that finds it
            Problem first =
                    problem == null
                            ? Problem.of(Cause.LEDGER_NOT_SPELLED, file.toString())
                            : problem;
            return new SqliteLedger(file, opened.rows().list(), List.of(), first, null, nanos);
        }
        return new SqliteLedger(
                file, opened.rows().list(), opened.unwanted(), problem, opened.connection(), nanos);
    }

    /** What the user must be told, if anything. */
    public Optional<Problem> problem() {
        return Optional.ofNullable(problem);
    }

    /**
     * Who is told, on the writing thread, when rows cannot be written any more. They are kept and
     * written as soon as that works again, but do not survive the end of the application.
     */
    public void whenNotWritten(Consumer<Problem> listener) {
        onTrouble = listener;
    }

    /**
     * Why something would be forgotten if the application ended now; empty if nothing would.
     *
     * @param patience how long closing waits at least for what is still to be written
     */
    public Optional<Problem> notKept(Duration patience) {
        if (writer != null) {
            return writer.failure(patience).map(this::meaning);
        }
        return inMemoryOnly.isEmpty() ? Optional.empty() : problem();
    }

    /** What was remembered, in the order of the list. */
    public List<LedgerEntry> entries() {
        return entries;
    }

    /** Whoever wanted to know what was remembered knows it now; it needs no room any more. */
    public void letGoOfEntries() {
        entries = List.of();
    }

    /** Parts that were still to be deleted. */
    public List<UnwantedPart> unwanted() {
        return unwanted;
    }

    /** Remembers soon that a part is still to be deleted: no later than what is told after it. */
    public void addUnwanted(UnwantedPart part) {
        if (writer != null) {
            writer.addUnwanted(part);
        }
    }

    /** Forgets a part soon that is not there any more. */
    public void removeUnwanted(UnwantedPart part) {
        if (writer != null) {
            writer.removeUnwanted(part);
        }
    }

    /** Remembers an entry soon. */
    public void record(LedgerEntry entry) {
        if (writer == null) {
            inMemoryOnly.add(entry.item().id());
        } else {
            writer.put(entry, null);
        }
    }

    /**
     * Remembers an entry and all before it.
     *
     * @throws ProblemException {@code LEDGER_NO_ROOM} or {@code LEDGER_FAILED}; what was remembered
     *     before stays, and what could not be is tried again with the next entry
     */
    public void recordNow(LedgerEntry entry) throws ProblemException, InterruptedException {
        commit(entry).await();
    }

    /**
     * Hands over an entry; returns at once. What is recorded or forgotten after that comes after
     * it.
     */
    public Commit commit(LedgerEntry entry) {
        if (writer == null) {
            record(entry);
            return () -> {};
        }
        CompletableFuture<Void> committed = new CompletableFuture<>();
        writer.put(entry, committed);
        return () -> {
            try {
                committed.get();
            } catch (ExecutionException failure) {
                throw new ProblemException(meaning(failure.getCause()), failure);
            }
        };
    }

    /** An entry that was handed over, on its way to the disk. */
    public interface Commit {

        /**
         * Returns when the entry and all before it are on the disk.
         *
         * @throws ProblemException as {@link #recordNow}
         */
        void await() throws ProblemException, InterruptedException;
    }

    /**
     * @param action done, on any thread, when all that was remembered or forgotten so far is on the
     *     disk; never where nothing is written
     */
    public void whenWritten(Runnable action) {
        if (writer != null) {
            writer.whenWritten(action);
        }
    }

    private Problem meaning(@Nullable Throwable failure) {
        boolean full =
                failure instanceof SQLException sql
                        && SqliteLedgerFile.kind(sql) == SQLiteErrorCode.SQLITE_FULL;
        Path folder = file.toAbsolutePath().getParent();
        return full
                ? Problem.of(Cause.LEDGER_NO_ROOM, String.valueOf(folder))
                : Problem.of(Cause.LEDGER_FAILED, file.toString());
    }

    /** Forgets items soon. */
    public void forget(Collection<String> itemIds) {
        if (writer == null) {
            inMemoryOnly.removeAll(itemIds);
        } else {
            itemIds.forEach(writer::forget);
        }
    }

    /** Writes what is left and gives the file free. */
    @Override
    public void close() {
        if (writer != null) {
            writer.close();
        }
    }

    /**
     * @param patience in the time of the machine: a window waits for it
     */
    public void close(Duration patience) {
        if (writer != null) {
            writer.close(patience);
        }
    }
}
