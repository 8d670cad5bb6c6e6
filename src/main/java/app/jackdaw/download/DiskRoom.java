package app.jackdaw.download;

import app.jackdaw.model.LackOfRoom;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.net.Ticker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Looks ahead: a file that cannot fit is neither begun nor asked for. What those that run still
 * need is theirs: several that begin together share the room that each of them sees. Many may wait
 * for room; what one of them saw holds for the others for a while, so a crowd costs no more looks
 * than a single file. Any thread; only {@link #lookFor} touches the disk.
 */
final class DiskRoom {

    /** Left for the system and for what is written at the same time. */
    static final long RESERVE = 256L << 20;

    /** How long a transfer waits before the next look. */
    static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    /** How much the volume of a folder holds. */
    interface Space {

        /** Not by its file store, which reads the table of all mounted volumes for every file. */
        Space OF_VOLUMES =
                new Space() {
                    @Override
                    public long total(Path folder) {
                        return folder.toFile().getTotalSpace();
                    }

                    @Override
                    public long usable(Path folder) {
                        return folder.toFile().getUsableSpace();
                    }
                };

        /** Free or not; 0 when nobody knows. */
        long total(Path folder);

        /** What may still be written into the folder. */
        long usable(Path folder);
    }

    /**
     * @param usable bytes that whoever looked might write but for what is kept free
     * @param reserve bytes that are
     * @param at by the monotonic clock
     */
    private record Seen(long usable, long reserve, long at) {

        /** Beyond the reserve, so it may be negative. */
        long free() {
            return usable - reserve;
        }
    }

    /**
     * Room that a running file was promised.
     *
     * @param needed bytes that were still to be written
     * @param done bytes that were there then
     */
    private record Promise(Path folder, long needed, long done) {

        /** What is written meanwhile the disk counts itself. */
        long left(Job job) {
            return Math.max(0, needed - (job.transfer.state().done() - done));
        }
    }

    private final Space space;
    private final Ticker ticker;

    private final ReentrantLock lock = new ReentrantLock();

    /** With the lock. */
    private final Map<Job, Promise> promises = new HashMap<>();

    /** By the folder that files go to. */
    private final Map<Path, Seen> seen = new ConcurrentHashMap<>();

    DiskRoom(Space space, Ticker ticker) {
        this.space = space;
        this.ticker = ticker;
    }

    /**
     * Remembers with the job what it lacks, until there is room; else the room is promised to it
     * until it has {@link #left}.
     *
     * @param needed bytes still to be written, negative when not known
     * @return a pause, if there is no room for them
     */
    Optional<Outcome> lookFor(Job job, long needed) {
        Path folder = Objects.requireNonNull(job.destination, "a job in the queue has one");
        long wanted = Math.max(0, needed);
        long total = space.total(folder);
        if (total == 0) { // then the write itself will tell
            job.roomNeeded = Job.NO_LACK;
            return Optional.empty();
        }
        // A small volume need not stay a quarter empty.
        long reserve = Math.min(RESERVE, total / 20);
        long usable = promise(job, folder, wanted, reserve);
        seen.put(folder, new Seen(usable, reserve, ticker.nanos()));
        if (usable >= wanted + reserve) {
            job.roomNeeded = Job.NO_LACK;
            return Optional.empty();
        }
        job.roomNeeded = wanted;
        Problem why = new LackOfRoom(wanted, usable, folder.toString(), reserve).problem();
        return Optional.of(new Outcome.Again(BETWEEN_LOOKS, why.at(ticker.now())));
    }

    /**
     * Promises the room to the job, if it is there.
     *
     * @return what may be written by this job
     */
    private long promise(Job job, Path folder, long wanted, long reserve) {
        long usable = space.usable(folder);
        lock.lock();
        try {
            promises.remove(job);
            // of a length that nobody knows yet nothing is promised, and nothing withheld
            long left = wanted == 0 ? usable : Math.max(0, usable - promised(folder));
            if (wanted > 0 && left >= wanted + reserve) {
                promises.put(job, new Promise(folder, wanted, job.transfer.state().done()));
            }
            return left;
        } finally {
            lock.unlock();
        }
    }

    /** With the lock. To all others that go to the folder. */
    private long promised(Path folder) {
        long promised = 0;
        for (Map.Entry<Job, Promise> other : promises.entrySet()) {
            if (other.getValue().folder().equals(folder)) {
                promised += other.getValue().left(other.getKey());
            }
        }
        return promised;
    }

    /** Nobody writes for the job any more. */
    void left(Job job) {
        lock.lock();
        try {
            promises.remove(job);
        } finally {
            lock.unlock();
        }
    }

    /** What a job that waits for room lacks by what anybody saw last; touches no disk. */
    Problem asSeen(Job job, Problem why) {
        Path folder = job.destination;
        Seen last = folder == null ? null : seen.get(folder);
        if (folder == null || last == null || why.cause() != Cause.DISK_FULL) {
            return why;
        }
        long needed = LackOfRoom.in(why).needed();
        return new LackOfRoom(needed, last.usable(), folder.toString(), last.reserve())
                .problem()
                .at(ticker.now());
    }

    /**
     * Whether the job may have room by now. Where nobody has looked for a while it is let through
     * to look for those who ask next, too. Needs the scheduler's lock.
     */
    boolean isWorthALook(Job job) {
        Path folder = job.destination;
        Seen last = folder == null ? null : seen.get(folder);
        if (job.roomNeeded == Job.NO_LACK || folder == null || last == null) {
            return true;
        }
        long now = ticker.nanos();
        if (now - last.at() < BETWEEN_LOOKS.toNanos()) {
            return job.roomNeeded <= last.free();
        }
        seen.replace(folder, last, new Seen(last.usable(), last.reserve(), now));
        return true;
    }
}
