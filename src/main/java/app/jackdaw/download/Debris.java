package app.jackdaw.download;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.LedgerEntry.PartRecord;
import app.jackdaw.model.LedgerEntry.Plan;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.UnwantedPart;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parts of files that are not wanted any more, or begin anew, mostly in another folder, and the
 * empty files that kept their names for them: deleted behind them, as well as that goes. A drive
 * that does not answer holds one thread for all of its parts, and neither their rows nor the
 * closing up. Any thread.
 */
final class Debris implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Debris.class);

    /** In the time of the machine, as disks have no other; one that answers is done by then. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final ThreadFactory threads;
    private final UnwantedParts remembered;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition tidy = lock.newCondition();

    /** By the folder that the user had chosen; one that is here has a thread. */
    private final Map<Path, List<Piece>> queues = new HashMap<>();

    /** By item: what may still be there. */
    private final Map<String, List<Piece>> pieces = new HashMap<>();

    Debris(ThreadFactory threads, UnwantedParts remembered) {
        this.threads = threads;
        this.remembered = remembered;
    }

    /**
     * What earlier runs did not come to delete.
     *
     * @param list in which nothing runs yet
     */
    void restored(JobList list) {
        List<UnwantedPart> all = remembered.all();
        if (!all.isEmpty()) {
            Afterwards afterwards = Afterwards.of(list.all());
            all.forEach(what -> restored(what, afterwards, list.get(what.itemId())));
        }
    }

    private void restored(UnwantedPart what, Afterwards afterwards, @Nullable Job job) {
        if (afterwards.isItsOwn(what, job)) {
            remembered.remove(what);
            return;
        }
        Path next = job == null ? null : job.destination;
        Path goal = job == null || next == null ? null : goal(job, next);
        delete(new Piece(afterwards.without(what), goal));
    }

    /**
     * What there is beside the job's target is deleted soon.
     *
     * @param next where the job goes now
     */
    void leave(Job job, Path next) {
        Path target = job.target;
        if (target != null && target.getParent() != null) {
            Piece piece = new Piece(unwanted(job, target, job.reserves, job.part), goal(job, next));
            remembered.add(piece.what());
            delete(piece);
        }
    }

    private static UnwantedPart unwanted(
            Job job, Path target, boolean reserves, @Nullable PartRecord part) {
        Path root = Objects.requireNonNullElse(job.destination, target.getParent());
        String volume = job.mount == null ? null : job.mount.text();
        String digest = job.item().shortDigest();
        return new UnwantedPart(job.id(), digest, root, target, reserves, part, volume);
    }

    /**
     * The job is off the list, and its worker will delete what there is: if he comes to that.
     *
     * @param told what he remembered last of it
     */
    void expects(Job job, LedgerEntry told) {
        Plan plan = told.plan();
        if (plan != null && !told.state().isFinished()) {
            expects(job, plan.target(), plan.reserves(), told.part());
        }
    }

    /** The same, for who has it in his hands. */
    void expects(Job job) {
        if (!job.transfer.state().isFinished()) {
            expects(job, job.target, job.reserves, job.part);
        }
    }

    private void expects(
            Job job, @Nullable Path target, boolean reserves, @Nullable PartRecord part) {
        if (target != null && target.getParent() != null) {
            UnwantedPart what = unwanted(job, target, reserves, part);
            job.unwanted = what;
            remembered.add(what);
        }
    }

    /**
     * Its worker has put it down: what he could not delete the next start looks for. His thread.
     */
    void isPutDown(Job job) {
        UnwantedPart what = job.unwanted;
        job.unwanted = null;
        if (what == null || what.reserves()) {
            return;
        }
        try {
            boolean isGone = OwnPart.findAny(what.target(), what.digest()).isEmpty();
            if (isGone && new Reach(what.root()).has(what)) {
                remembered.remove(what);
            }
        } catch (IOException untold) {
            LOG.warn("A part may stay: {}", untold.getClass().getSimpleName());
        }
    }

    private void delete(Piece piece) {
        Path root = piece.what().root();
        boolean first;
        lock.lock();
        try {
            pieces.computeIfAbsent(piece.itemId(), _ -> new ArrayList<>()).add(piece);
            first = !queues.containsKey(root);
            queues.computeIfAbsent(root, _ -> new ArrayList<>()).add(piece);
        } finally {
            lock.unlock();
        }
        if (first) {
            begin(root);
        }
    }

    /** Its file goes elsewhere than was known when pieces were left: what it has there is new. */
    void goesTo(Job job, Path next) {
        Path goal = goal(job, next);
        of(job.id()).forEach(piece -> piece.goal(goal));
    }

    private void begin(Path root) {
        try {
            threads.newThread(() -> deleteAll(root)).start();
        } catch (RuntimeException | Error noThread) {
            // It may lie there; what the user wants goes on.
            LOG.warn("Parts stay: {}", noThread.getClass().getSimpleName());
            giveUp(root);
        }
    }

    private void giveUp(Path root) {
        lock.lock();
        try {
            Optional.ofNullable(queues.remove(root)).orElse(List.of()).forEach(this::forget);
            tidy.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Null where the job will be refused. */
    private static @Nullable Path goal(Job job, Path destination) {
        try {
            return Folders.below(destination, job.item().folder());
        } catch (ProblemException | InvalidPathException refused) {
            return null;
        }
    }

    /**
     * On the job's worker, before it has a part. Returns when nothing of its item is left in the
     * folder it goes to, and nothing is being deleted there; its disk is waited for anyway.
     */
    void clear(Job job) throws InterruptedException {
        Path destination = Objects.requireNonNull(job.destination, "a job in the queue has one");
        for (Piece piece : of(job.id())) {
            if (piece.folder().equals(goal(job, destination))) {
                piece.delete(null);
                forget(piece);
            }
        }
    }

    private List<Piece> of(String itemId) {
        lock.lock();
        try {
            return List.copyOf(pieces.getOrDefault(itemId, List.of()));
        } finally {
            lock.unlock();
        }
    }

    private void forget(Piece piece) {
        if (piece.isGone()) {
            remembered.remove(piece.what());
        }
        lock.lock();
        try {
            pieces.computeIfPresent(
                    piece.itemId(),
                    (_, all) -> {
                        all.remove(piece);
                        return all.isEmpty() ? null : all;
                    });
        } finally {
            lock.unlock();
        }
    }

    private void deleteAll(Path root) {
        for (List<Piece> next = take(root); !next.isEmpty(); next = take(root)) {
            Reach reach = new Reach(root);
            next.stream()
                    .collect(Collectors.groupingBy(Piece::folder))
                    .forEach((folder, all) -> delete(folder, all, reach));
            next.forEach(this::forget);
        }
    }

    /** What came since; if nothing did, the next one needs another thread. */
    private List<Piece> take(Path root) {
        lock.lock();
        try {
            List<Piece> taken = Optional.ofNullable(queues.remove(root)).orElse(List.of());
            if (taken.isEmpty()) {
                tidy.signalAll();
            } else {
                queues.put(root, new ArrayList<>());
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** However many there are, their folder is listed once. */
    private void delete(Path folder, List<Piece> all, Reach reach) {
        try {
            Map<String, List<Path>> parts =
                    Piece.list(folder, "*").stream().collect(Collectors.groupingBy(Piece::digest));
            for (Piece piece : all) {
                List<Path> there = piece.of(parts);
                if (there.isEmpty() && !reach.has(piece.what())) {
                    continue; // another start may find it
                }
                boolean mayBeThere = !there.isEmpty() || piece.isReserved();
                if (mayBeThere && !piece.isWhereItsFileGoes()) {
                    piece.delete(there);
                } else {
                    piece.letBe();
                }
            }
        } catch (IOException | RuntimeException | Error unreadable) {
            LOG.warn("Parts could not be deleted: {}", unreadable.getClass().getSimpleName());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits a moment for what is being deleted, and not for a drive that does not answer. */
    @Override
    public void close() {
        long left = PATIENCE.toNanos();
        lock.lock();
        try {
            while (!queues.isEmpty() && left > 0) {
                left = tidy.awaitNanos(left);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
