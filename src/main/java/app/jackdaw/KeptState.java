package app.jackdaw;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.net.Ticker;
import app.jackdaw.platform.AppFolders;
import app.jackdaw.store.SettingsStore;
import app.jackdaw.store.SqliteLedger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What an earlier run left for this one: the settings and the list of files. Opening blocks for the
 * settings and needs no window, so that it can be done beside the FX thread; the list is read on a
 * thread of its own, a long one only when the window shows how it begins. Any thread.
 */
final class KeptState implements EarlierList.Kept, AutoCloseable {

    private static final String LEDGER = "jackdaw.db";

    private static final Problem FORGOTTEN = Problem.of(Cause.PASTED_LINK_FORGOTTEN);

    /** For whoever is in no hurry; a disk that takes longer does not answer any more. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration SETTINGS_DELAY = Duration.ofSeconds(1);

    private final SettingsStore settings;
    private final Ticker ticker;
    private final Late<SqliteLedger> ledger;
    private final CompletableFuture<List<LedgerEntry>> first = new CompletableFuture<>();
    private final CompletableFuture<Boolean> goOn = new CompletableFuture<>();
    private volatile Consumer<Problem> onTrouble = _ -> {};

    private KeptState(AppFolders folders, Ticker ticker) {
        this.ticker = ticker;
        // first: it takes longer
        ledger = Late.open("open-list", () -> openLedger(folders.data().resolve(LEDGER)));
        settings =
                SettingsStore.open(
                        folders.settings(),
                        ticker::now,
                        SETTINGS_DELAY,
                        ticker::sleep,
                        problem -> onTrouble.accept(problem));
    }

    private SqliteLedger openLedger(Path file) {
        try {
            SqliteLedger opened = SqliteLedger.open(file, ticker::now, ticker::nanos, this::begins);
            opened.whenNotWritten(problem -> onTrouble.accept(problem));
            return opened;
        } finally {
            first.complete(List.of()); // if nobody has said more
        }
    }

    /** To read a long list keeps a processor busy that its window needs for its first frame. */
    private void begins(List<LedgerEntry> rows) {
        first.complete(rows);
        if (rows.size() >= SqliteLedger.FIRST) {
            goOn.join();
        }
    }

    /** Whoever opens it has the lock on the data folder, if anybody can have it. */
    static KeptState open(AppFolders folders, Ticker ticker) {
        return new KeptState(folders, ticker);
    }

    SettingsStore settings() {
        return settings;
    }

    @Override
    public void readOn() {
        goOn.complete(true);
    }

    /** Waits until it is read, at once where that was not wanted yet. */
    SqliteLedger ledger() {
        readOn();
        return ledger.opened();
    }

    /** Waits until it may be read, and is. */
    SqliteLedger ledgerInTime() {
        return ledger.opened();
    }

    /** How the list begins; known long before all of it is read. */
    @Override
    public List<LedgerEntry> firstRows() {
        return first.join();
    }

    /** Whether the list has any rows. */
    boolean hasRows() {
        return !firstRows().isEmpty();
    }

    /**
     * Pasted links are written nowhere: those of wanted files are not known any more.
     *
     * @param of some of the list
     * @param recall is given each item that has no link for a reason, and the reason
     */
    static void refusedLinks(List<LedgerEntry> of, BiConsumer<String, Problem> recall) {
        for (LedgerEntry entry : of) {
            boolean forgotten = entry.item().isPastedLink() && !entry.state().isFinished();
            Problem refusal = forgotten ? FORGOTTEN : entry.linkRefusal();
            if (refusal != null) {
                recall.accept(entry.item().id(), refusal);
            }
        }
    }

    /** What the user must be told of the opening; waits for its end. */
    @Override
    public Stream<Problem> problems() {
        return Stream.of(settings.problem(), ledger().problem()).flatMap(Optional::stream);
    }

    /**
     * Why something of the list would be lost if the application ended now; does not wait.
     *
     * @param patience what the end has for the list
     */
    Optional<Problem> notKept(Duration patience) {
        SqliteLedger opened = ledger.now();
        // not opened: nothing was written yet
        return opened == null ? Optional.empty() : opened.notKept(patience);
    }

    /**
     * @param action done, on any thread, when all is written that the list was told so far; never
     *     where nothing can be
     */
    void whenWritten(Runnable action) {
        ledger.opened().whenWritten(action);
    }

    /** Who is told, on the thread that wrote, when something cannot be written any more. */
    void whenNotWritten(Consumer<Problem> listener) {
        onTrouble = listener;
    }

    /**
     * Writes what is not written yet, but for the settings.
     *
     * @param patience in the time of the machine
     */
    void closeLedger(Duration patience) {
        readOn();
        ledger.close(SqliteLedger::close, patience, ticker::nanos);
    }

    /** Writes what is not written yet. */
    @Override
    public void close() {
        try {
            closeLedger(PATIENCE);
        } finally {
            settings.close();
        }
    }
}
