package app.jackdaw.download;

import app.jackdaw.model.LackOfRoom;
import app.jackdaw.model.Problem;
import app.jackdaw.net.Ticker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Looks ahead: a file that cannot fit is neither begun nor asked for. Many may wait for room; what
 * one of them saw holds for the others for a while, so a crowd costs no more looks than a single
 * file. Any thread; only {@link #lookFor} touches the disk.
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
     * @param free beyond the reserve, so it may be negative
     * @param at by the monotonic clock
     */
    private record Seen(long free, long at) {}

    private final Space space;
    private final Ticker ticker;

    /** By the folder that files go to. */
    private final Map<Path, Seen> seen = new ConcurrentHashMap<>();

    DiskRoom(Space space, Ticker ticker) {
        this.space = space;
        this.ticker = ticker;
    }

    /**
     * Remembers with the job what it lacks, until there is room.
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
        long usable = space.usable(folder);
        // A small volume need not stay a quarter empty.
        long reserve = Math.min(RESERVE, total / 20);
        seen.put(folder, new Seen(usable - reserve, ticker.nanos()));
        if (usable >= wanted + reserve) {
            job.roomNeeded = Job.NO_LACK;
            return Optional.empty();
        }
        job.roomNeeded = wanted;
        Problem why = new LackOfRoom(wanted, usable, folder.toString(), reserve).problem();
        return Optional.of(new Outcome.Again(BETWEEN_LOOKS, why.at(ticker.now())));
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
        seen.replace(folder, last, new Seen(last.free(), now));
        return true;
    }
}
