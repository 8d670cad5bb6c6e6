package app.jackdaw;

import app.jackdaw.download.Conflicts;
import app.jackdaw.download.Dates;
import app.jackdaw.download.Downloads;
import app.jackdaw.download.Transfer;
import app.jackdaw.model.LinkState;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Move;
import app.jackdaw.model.Problem;
import app.jackdaw.ui.model.DownloadOptions;
import app.jackdaw.ui.model.TransferService;
import app.jackdaw.ui.model.TransferView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
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

    private final Downloads engine;
    private final Runnable askAnew;
    private final Consumer<List<String>> notWanted;
    private final Consumer<Problem> onProblem;

    /** So that the window reads states without asking the engine to stand still. */
    private final Map<String, Transfer> transfers = new ConcurrentHashMap<>();

    private final ExecutorService commands =
            Executors.newSingleThreadExecutor(
                    Thread.ofVirtual().name("transfer-commands").factory());
    private final CommandCount pending = new CommandCount();

    /**
     * @param askAnew called before what the user wants to go on does so: what was refused to all
     *     may be mended, so it is asked again, once for all
     * @param notWanted told whose transfers have ended before their time or do not go on for now:
     *     calls for their links would count against a monthly quota for nothing
     * @param onProblem told, on any thread, when a command could not be carried out
     */
    EngineTransfers(
            Downloads engine,
            Runnable askAnew,
            Consumer<List<String>> notWanted,
            Consumer<Problem> onProblem) {
        this.engine = engine;
        this.askAnew = askAnew;
        this.notWanted = notWanted;
        this.onProblem = onProblem;
        engine.transfers().forEach(this::know);
    }

    private void know(Transfer transfer) {
        transfers.put(transfer.itemId(), transfer);
    }

    @Override
    public TransferView view(String itemId) {
        Transfer known = transfers.get(itemId);
        return known == null ? TransferView.NONE : view(known);
    }

    private static TransferView view(Transfer transfer) {
        Transfer.Shown shown = transfer.shown(); // why is written before it shows
        Transfer.Facts facts = transfer.facts();
        Path target = facts.target();
        return new TransferView(
                shown.state(),
                target == null ? null : target.getFileName().toString(),
                facts.name() == Transfer.Name.ADJUSTED,
                facts.attempts(),
                facts.sha256(),
                remark(facts, shown.lost()));
    }

    private static TransferView.Remark remark(Transfer.Facts facts, int lost) {
        if (facts.version() == Transfer.Version.CHANGED) {
            return TransferView.Remark.CHANGED_ON_SERVER;
        }
        if (facts.size() == Transfer.Size.UNVERIFIED) {
            return TransferView.Remark.SIZE_NOT_VERIFIED;
        }
        return lost > 0 ? TransferView.Remark.FETCHED_AGAIN : TransferView.Remark.NONE;
    }

    @Override
    public void list(Collection<MediaItem> items) {
        List<MediaItem> wanted = List.copyOf(items);
        command(() -> engine.list(wanted).forEach(this::know));
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
            engine.start(wanted, destination, this::started).forEach(this::know);
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
            engine.pause(ids);
            notWanted.accept(ids);
        });
    }

    @Override
    public void resume(Collection<MediaItem> items) {
        List<String> ids = ids(items);
        command(() -> {
            askAnew.run();
            engine.resume(ids);
        });
    }

    @Override
    public void retry(Collection<MediaItem> items) {
        List<String> ids = ids(items);
        command(() -> {
            askAnew.run();
            engine.retry(ids);
        });
    }

    @Override
    public void move(Collection<MediaItem> items, Move move) {
        List<String> ids = ids(items);
        command(() -> engine.move(ids, move));
    }

    @Override
    public void use(DownloadOptions options) {
        command(() -> {
            engine.setAtOnce(options.filesAtOnce());
            engine.setSpeedLimit(options.bytesPerSecond());
            engine.setConflicts(Conflicts.valueOf(options.conflicts().name()));
            engine.setDates(Dates.valueOf(options.dates().name()));
        });
    }

    @Override
    public void cancel(Collection<MediaItem> items) {
        List<String> ids = ids(items);
        command(() -> {
            engine.cancel(ids);
            notWanted.accept(ids);
        });
    }

    @Override
    public void forget(Collection<MediaItem> items) {
        List<String> ids = ids(items);
        ids.forEach(transfers::remove);
        command(() -> {
            engine.remove(ids);
            notWanted.accept(ids);
        });
    }

    /**
     * A refusal is remembered with its row, so that it still says why after a restart.
     *
     * @param state how the link stands when the engine comes to it
     */
    void linkSettled(String itemId, Supplier<LinkState> state) {
        command(() -> {
            switch (state.get()) {
                case LinkState.Refused(Problem why) -> engine.linkSettled(itemId, why);
                case LinkState.Ready _, LinkState.Renewing _ -> engine.linkSettled(itemId, null);
                case LinkState.NotFetched _, LinkState.Fetching _ -> {} // told when it is
            }
        });
    }

    /** The platform gave somebody a link. */
    void platformGave() {
        command(engine::platformGave);
    }

    @Override
    public boolean isBusy() {
        return pending.isAny();
    }

    @Override
    public long bytesReceived() {
        return engine.receivedBytes();
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
        try {
            commands.execute(() -> {
                try {
                    carryOut(command);
                } finally {
                    pending.end();
                }
            });
        } catch (RejectedExecutionException closedJustNow) {
            pending.end();
        }
    }

    private void carryOut(Runnable command) {
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
