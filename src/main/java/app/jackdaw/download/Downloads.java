package app.jackdaw.download;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Move;
import app.jackdaw.model.Problem;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.ByteSource;
import app.jackdaw.net.Ticker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The front door of the transfer engine: the list of wanted files and what is done with each. Every
 * method returns at once (what touches disk or network happens on virtual threads) and may be
 * called on any thread; how things stand is pulled from {@link Transfer}s.
 */
public final class Downloads implements AutoCloseable {

    public static final int DEFAULT_AT_ONCE = 4;
    public static final int MOST_AT_ONCE = 16;

    /** What the engine works with; all of it lives longer than the engine. */
    public record Ports(
            ByteSource bytes,
            LinkSource links,
            Ledger ledger,
            ConflictQuestion conflicts,
            Ticker ticker) {}

    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final Services services;
    private final ConflictRule conflicts;
    private final Scheduler scheduler;
    private final Commands commands;
    private final Starts starts;

    private final JobList list;

    /** Restores the list from the ledger; nothing starts by itself. */
    public Downloads(Ports ports) {
        this(
                ports,
                Thread.ofVirtual().name("transfer-", 0).factory(),
                RandomGenerator.getDefault());
    }

    /**
     * @param threads makes every thread of the engine
     * @param random spreads the waits between tries
     */
    public Downloads(Ports ports, ThreadFactory threads, RandomGenerator random) {
        this(ports, Machine.of(threads, random));
    }

    Downloads(Ports ports, Machine machine) {
        conflicts = new ConflictRule(ports.conflicts());
        services = Services.of(ports, machine, conflicts);
        list = new JobList(services);
        ThreadFactory threads = machine.threads();
        Machine.Patience patience = machine.patience();
        scheduler = new Scheduler(services, threads, DEFAULT_AT_ONCE, patience.disk());
        commands = new Commands(scheduler);
        starts = new Starts(scheduler, commands, list, threads, patience.folder());
        List<LedgerEntry> before = ports.ledger().entries();
        before.forEach(list::restore);
        services.debris().restored(list);
        services.leftovers().whenGone(this::leftoverIsGone);
        services.leftovers().restored(list.all());
        if (!before.isEmpty()) {
            services.hosts().answeredBefore();
        }
    }

    /**
     * How transfers will stand when an engine has been made with these entries: to be shown
     * meanwhile. Nothing comes of them.
     */
    public static List<Transfer> foreseen(List<LedgerEntry> entries) {
        return entries.stream().map(entry -> Restored.job(entry).transfer).toList();
    }

    private void leftoverIsGone(Job job) {
        scheduler.whileStill(() -> services.records().amend(job));
    }

    /**
     * Remembers with the row why there is no link for it.
     *
     * @param why null when there is one
     */
    public void linkSettled(String itemId, @Nullable Problem why) {
        scheduler.whileStill(() -> {
            Job job = list.get(itemId);
            if (job != null && !Objects.equals(job.linkRefusal, why)) {
                job.linkRefusal = why;
                services.records().amend(job);
            }
        });
    }

    /** Somebody was given a link: the platform is there, for those who wait for it, too. */
    public void platformGave() {
        services.hosts().gave(LinkSource.PLATFORM);
    }

    /**
     * Adds items to the end of the list; an item that is in it keeps its place and its state, and
     * learns what it did not know.
     */
    public List<Transfer> list(List<MediaItem> items) {
        List<Transfer> transfers = new ArrayList<>();
        scheduler.whileStill(() ->
                items.forEach(
                        item -> transfers.add(list.listed(item, scheduler.mentions()).transfer)));
        return transfers;
    }

    /** The whole list, in its order. */
    public List<Transfer> transfers() {
        List<Transfer> transfers = new ArrayList<>();
        scheduler.whileStill(() -> list.all().forEach(job -> transfers.add(job.transfer)));
        return transfers;
    }

    public Optional<Transfer> transfer(String itemId) {
        return list.look(itemId);
    }

    /**
     * Downloads items into a folder, in their order. What is under way already, or saved with its
     * file still there, is left alone; what is paused goes on.
     *
     * <p>Where something else is said of a file before its folder is there, that counts. With one
     * that leaves a full disk for another folder go those that were to be written there after it,
     * as long as nothing of them is there.
     *
     * @param folder is made if it does not exist; only here, never later
     * @param end called once, on a thread of the engine's, when they have begun; or with {@code
     *     FOLDER_NOT_WRITABLE} or {@code FOLDER_GONE} when it cannot be made, and all is as it was
     */
    public List<Transfer> start(
            List<MediaItem> items, Path folder, Consumer<Optional<Problem>> end) {
        return starts.start(items, folder, end);
    }

    /**
     * The same, for whoever has the time to wait for the folder.
     *
     * @throws ProblemException {@code FOLDER_NOT_WRITABLE} or {@code FOLDER_GONE}
     */
    public List<Transfer> start(List<MediaItem> items, Path folder) throws ProblemException {
        return starts.start(items, folder);
    }

    /** What runs, waits or is queued stops and keeps what it has. */
    public void pause(Collection<String> itemIds) {
        each(itemIds, commands::pause);
    }

    public void pauseAll() {
        all(_ -> true, commands::pause);
    }

    /** What is paused goes on. */
    public void resume(Collection<String> itemIds) {
        each(itemIds, commands::resume);
    }

    public void resumeAll() {
        all(_ -> true, commands::resume);
    }

    /** What was under way when the application last ended goes on. */
    public void resumeInterrupted() {
        all(job -> job.interruptedByExit, commands::resume);
    }

    /** What failed is tried again; what waits is tried at once. */
    public void retry(Collection<String> itemIds) {
        each(itemIds, commands::retry);
    }

    public void retryFailed() {
        all(job -> job.transfer.state() instanceof TransferState.Failed, commands::retry);
    }

    /**
     * Ends transfers, deletes their parts and never a finished file; the items stay in the list.
     */
    public void cancel(Collection<String> itemIds) {
        each(itemIds, commands::cancel);
    }

    public void cancelAll() {
        all(_ -> true, commands::cancel);
    }

    /** Takes items off the list; deletes their parts and never a finished file. */
    public void remove(Collection<String> itemIds) {
        scheduler.whileStill(() -> {
            for (String id : itemIds) {
                Job job = list.remove(id);
                if (job != null) {
                    commands.remove(job);
                }
            }
            services.records().forget(List.copyOf(itemIds));
        });
    }

    /** Changes the order; items that move together keep theirs among themselves. */
    public void move(Collection<String> itemIds, Move move) {
        scheduler.whileStill(() -> list.move(itemIds, move, scheduler));
    }

    /**
     * @param files 1 to 16; more running ones step back into the queue
     */
    public void setAtOnce(int files) {
        scheduler.atOnce(Math.clamp(files, 1, MOST_AT_ONCE));
    }

    /** What the engine can carry is measured with more than users may choose. */
    void setAtOnceBeyondTheSetting(int files) {
        scheduler.atOnce(files);
    }

    /**
     * @param bytesPerSecond of all transfers together; 0 for no limit
     */
    public void setSpeedLimit(long bytesPerSecond) {
        services.limit().set(Math.max(0, bytesPerSecond));
    }

    public void setConflicts(Conflicts setting) {
        conflicts.set(setting);
    }

    /** Which date files get that are saved from now on. */
    public void setDates(Dates setting) {
        services.dates().set(setting);
    }

    /** What the user reads: names whose servers tell no character set are read so from now on. */
    public void setLanguage(Locale language) {
        services.naming().setReader(language);
    }

    /** Bytes that came over the wire since the start; never falls, so speeds can be read off it. */
    public long receivedBytes() {
        return services.meter().received();
    }

    private void each(Collection<String> itemIds, Consumer<Job> action) {
        scheduler.whileStill(() -> {
            for (String id : itemIds) {
                Job job = list.get(id);
                if (job != null) {
                    action.accept(job);
                }
            }
        });
    }

    private void all(Predicate<Job> which, Consumer<Job> action) {
        scheduler.whileStill(() -> list.all().stream().filter(which).forEach(action));
    }

    /**
     * Stops everything, keeps parts and waits until the last worker has put its file down, but not
     * for ever: a worker that a dead drive holds ends as after a crash.
     */
    @Override
    public void close() {
        close(CLOSING);
    }

    /**
     * @param patience in the time of the machine
     */
    public void close(Duration patience) {
        scheduler.close(patience);
        services.turns().close();
        services.leftovers().close();
    }
}
