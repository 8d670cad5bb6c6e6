package app.jackdaw;

import app.jackdaw.download.Conflicts;
import app.jackdaw.download.Dates;
import app.jackdaw.download.Downloads;
import app.jackdaw.download.Transfer;
import app.jackdaw.model.LinkState;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Move;
import app.jackdaw.model.Problem;
import app.jackdaw.model.TransferState;
import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.model.DownloadOptions;
import app.jackdaw.ui.model.TransferService;
import app.jackdaw.ui.model.TransferView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects what the window wants of transfers to the engine. Commands may have to wait for the
 * engine, so they are carried out one after another on a virtual thread, in the order in which they
 * were given.
 */
final class EngineTransfers implements TransferService, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EngineTransfers.class);

    private static final Duration LAST_COMMANDS = Duration.ofSeconds(3);

    private final Late<Downloads> late;

    /** How some transfers will stand when the engine is there, by their items. */
    private volatile Map<String, TransferView> foreseen = Map.of();

    private final Runnable askAnew;
    private final Consumer<List<String>> notWanted;
    private final Consumer<Problem> onProblem;
    private volatile Consumer<Runnable> whenWritten = _ -> {};

    /** Off the window's list, but not off the engine's yet. */
    private final Set<String> leaving = ConcurrentHashMap.newKeySet();

    /** The one that carries out commands; null before the first. */
    private volatile @Nullable Thread carrying;

    private final ExecutorService commands =
            Executors.newSingleThreadExecutor(
                    Thread.ofVirtual().name("transfer-commands").factory());

    /** Not carried out yet: the rows may not show them. */
    private final CommandCount commanded = new CommandCount();

    /** The same and starts whose folder is still being made: not lost at the end. */
    private final CommandCount pending = new CommandCount();

    /**
     * @param askAnew called before what the user wants to go on does so: what was refused to all
     *     may be mended, so it is asked again, once for all
     * @param notWanted told whose transfers have ended before their time or do not go on for now:
     *     calls for their links would count against a monthly quota for nothing
     * @param onProblem told, on any thread, when a command could not be carried out
     */
    EngineTransfers(
            Late<Downloads> engine,
            Runnable askAnew,
            Consumer<List<String>> notWanted,
            Consumer<Problem> onProblem) {
        this.late = engine;
        this.askAnew = askAnew;
        this.notWanted = notWanted;
        this.onProblem = onProblem;
    }

    /**
     * @param disk given what is to be done when all that the engine has told it is written
     */
    void writtenBy(Consumer<Runnable> disk) {
        whenWritten = disk;
    }

    /** Commands are for an engine that is there; the first ones wait for it. */
    private Downloads engine() {
        return late.opened();
    }

    /**
     * @param transfers as the engine will have them when it is there: they can be looked at before
     */
    void foresee(Collection<Transfer> transfers) {
        foreseen =
                transfers.stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        transfer -> transfer.item().id(), EngineTransfers::view));
    }

    /** Without asking the engine to stand still. */
    @Override
    public TransferView view(String itemId) {
        if (leaving.contains(itemId)) {
            return TransferView.NONE;
        }
        Downloads engine = late.now();
        return engine == null
                ? foreseen.getOrDefault(itemId, TransferView.NONE)
                : engine.transfer(itemId).map(EngineTransfers::view).orElse(TransferView.NONE);
    }

    private static TransferView view(Transfer transfer) {
        Transfer.Shown shown = transfer.shown(); // why is written before it shows
        Transfer.Facts facts = transfer.facts();
        Path file = file(shown.state(), facts);
        return new TransferView(
                shown.state(),
                file == null ? null : fileName(file, transfer.item()),
                facts.name() == Transfer.Name.ADJUSTED,
                facts.attempts(),
                facts.sha256(),
                remarks(facts, shown.lost(), transfer.halt()),
                transfer.item());
    }

    /** What was left alone has no target of its own: its row is called like what is there. */
    private static @Nullable Path file(TransferState state, Transfer.Facts facts) {
        Path target = facts.target();
        return target == null && state instanceof TransferState.Skipped there
                ? there.path()
                : target;
    }

    /** Most files have a name that their row holds already; a long list need not hold it twice. */
    private static String fileName(Path file, MediaItem item) {
        String name = file.getFileName().toString();
        if (item.ownName() != null && item.ownName().equals(name)) {
            return item.ownName();
        }
        return item.knownName() != null && item.knownName().equals(name) ? item.knownName() : name;
    }

    /** That a file was fetched again goes without saying where it changed. */
    static Set<TransferView.Remark> remarks(Transfer.Facts facts, int lost, Transfer.Halt halt) {
        boolean changed = facts.version() == Transfer.Version.CHANGED;
        boolean unverified = facts.size() == Transfer.Size.UNVERIFIED;
        if (!changed && !unverified && lost == 0 && halt == Transfer.Halt.NONE) {
            return Set.of(); // of most rows, which are looked at often
        }
        Set<TransferView.Remark> remarks = EnumSet.noneOf(TransferView.Remark.class);
        switch (halt) {
            case NONE -> {}
            case USER -> remarks.add(TransferView.Remark.ASKS_USER);
            case TURN -> remarks.add(TransferView.Remark.AWAITS_TURN);
        }
        if (changed) {
            remarks.add(TransferView.Remark.CHANGED_ON_SERVER);
        } else if (lost > 0) {
            remarks.add(TransferView.Remark.FETCHED_AGAIN);
        }
        if (unverified) {
            remarks.add(TransferView.Remark.SIZE_NOT_VERIFIED);
        }
        return Collections.unmodifiableSet(remarks);
    }

    @Override
    public void list(Collection<MediaItem> items, Runnable whenKept) {
        List<MediaItem> wanted = List.copyOf(items);
        command(() -> {
            engine().list(wanted);
            whenWritten.accept(whenKept);
        });
    }

    @Override
    public void start(Collection<MediaItem> items, Path destination) {
        List<MediaItem> wanted = List.copyOf(items);
        command(() -> start(wanted, destination));
    }

    /** A drive that does not answer keeps no other command waiting. */
    private void start(List<MediaItem> wanted, Path destination) {
        pending.begin();
        boolean begun = false;
        try {
            askAnew.run();
            engine().start(wanted, destination, this::started);
            begun = true;
        } finally {
            if (!begun) {
                pending.end();
            }
        }
    }

    private void started(Optional<Problem> refused) {
        try {
            refused.ifPresent(onProblem);
        } finally {
            pending.end();
        }
    }

    @Override
    public void pause(Collection<MediaItem> items) {
        List<String> ids = ids(items);
        command(() -> {
            engine().pause(ids);
            notWanted.accept(ids);
        });
    }

    @Override
    public void resume(Collection<MediaItem> items) {
        List<String> ids = ids(items);
        command(() -> {
            askAnew.run();
            engine().resume(ids);
        });
    }

    @Override
    public void retry(Collection<MediaItem> items) {
        List<String> ids = ids(items);
        command(() -> {
            askAnew.run();
            engine().retry(ids);
        });
    }

    @Override
    public void move(Collection<MediaItem> items, Move move) {
        List<String> ids = ids(items);
        command(() -> engine().move(ids, move));
    }

    @Override
    public void use(DownloadOptions options) {
        command(() -> {
            engine().setAtOnce(options.filesAtOnce());
            engine().setSpeedLimit(options.bytesPerSecond());
            engine().setConflicts(Conflicts.valueOf(options.conflicts().name()));
            engine().setDates(Dates.valueOf(options.dates().name()));
        });
    }

    /** From now on, names are read by the language of the window. FX thread. */
    void follow(ObservableValue<Language> window) {
        Consumer<Language> tell =
                language -> command(() -> engine().setLanguage(language.locale()));
        tell.accept(window.getValue());
        window.addListener((_, _, language) -> tell.accept(language));
    }

    @Override
    public void cancel(Collection<MediaItem> items, Consumer<Collection<MediaItem>> whenEnded) {
        List<MediaItem> rows = List.copyOf(items);
        List<String> ids = ids(rows);
        command(() -> {
            // by now: a row may show what it was a beat ago
            List<MediaItem> ended = rows.stream().filter(this::hasSomethingToEnd).toList();
            engine().cancel(ids);
            notWanted.accept(ids);
            whenEnded.accept(ended);
        });
    }

    private boolean hasSomethingToEnd(MediaItem item) {
        return engine().transfer(item.id())
                .map(Transfer::state)
                .filter(state -> !(state instanceof TransferState.Idle) && !state.isFinished())
                .isPresent();
    }

    @Override
    public void forget(Collection<MediaItem> items) {
        List<String> ids = ids(items);
        leaving.addAll(ids);
        command(() -> {
            try {
                engine().remove(ids);
            } finally {
                ids.forEach(leaving::remove);
            }
            notWanted.accept(ids);
        });
    }

    /**
     * A refusal is remembered with its row, so that it still says why after a restart.
     *
     * @param state how the link stands when the engine comes to it
     */
    void linkSettled(String itemId, Supplier<LinkState> state) {
        Runnable tell =
                () -> {
                    switch (state.get()) {
                        case LinkState.Refused(Problem why) -> engine().linkSettled(itemId, why);
                        case LinkState.Ready _, LinkState.Renewing _, LinkState.NotFetched _ ->
                                engine().linkSettled(itemId, null);
                        case LinkState.Fetching _ -> {} // told when it is
                    }
                };
        if (Thread.currentThread() == carrying) {
            tell.run(); // it belongs to a command, and the window may close meanwhile
        } else {
            command(tell);
        }
    }

    /** The platform gave somebody a link. */
    void platformGave() {
        command(() -> engine().platformGave());
    }

    /**
     * Waits until what was commanded so far is carried out, or for a moment.
     *
     * @param patience in the time of the machine
     */
    void settle(Duration patience) {
        try {
            if (!commanded.awaitNone(patience)) {
                LOG.info("Commands are still to be carried out");
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isBusy() {
        return commanded.isAny();
    }

    @Override
    public long bytesReceived() {
        Downloads engine = late.now();
        return engine == null ? 0 : engine.receivedBytes();
    }

    /** What was asked for last is still carried out, unless a dead drive holds it up. */
    @Override
    public void close() {
        close(LAST_COMMANDS);
    }

    /**
     * @param patience in the time of the machine
     */
    void close(Duration patience) {
        commands.shutdown();
        try {
            if (!pending.awaitNone(patience)) {
                commands.shutdownNow();
            }
        } catch (InterruptedException hurried) {
            commands.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void command(Runnable command) {
        if (commands.isShutdown()) {
            return; // the window closes
        }
        pending.begin();
        commanded.begin();
        try {
            commands.execute(() -> {
                try {
                    carryOut(command);
                } finally {
                    through();
                }
            });
        } catch (RejectedExecutionException closedJustNow) {
            through();
        }
    }

    private void through() {
        commanded.end();
        pending.end();
    }

    private void carryOut(Runnable command) {
        carrying = Thread.currentThread();
        try {
            command.run();
        } catch (RuntimeException mistake) {
            LOG.error("A transfer command failed", mistake);
            onProblem.accept(
                    Problem.of(Problem.Cause.INTERNAL, mistake.getClass().getSimpleName()));
        }
    }

    private static List<String> ids(Collection<MediaItem> items) {
        return items.stream().map(MediaItem::id).toList();
    }
}
