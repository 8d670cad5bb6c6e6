package app.jackdaw.download;

import app.jackdaw.download.Job.Wish;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.Ticker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Jobs that go on by themselves at a known time, and pauses that hold for all, or for all that go
 * to a folder: no room on the disk. Needs the scheduler's lock, except for closing.
 */
final class Waits implements AutoCloseable {

    /**
     * Who waits so long does so for a reason of its own, such as a server that named the time or a
     * permission; that says nothing about how the others would fare: where a host says it to many,
     * it {@linkplain Troubles rests}. Nor does waiting for room: smaller ones may fit.
     */
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Ticker ticker;
    private final DiskRoom room;
    private final JobQueue jobs;
    private final Alarm alarm;
    private boolean held;
    private long heldUntil;

    /** Until when nothing goes there; what goes elsewhere need not wait for room there. */
    private final Map<Path, Long> heldFolders = new HashMap<>();

    /**
     * @param ring calls {@link #over} with the lock, on the alarm's thread
     */
    Waits(Services services, JobQueue jobs, ThreadFactory threads, LongSupplier ring) {
        this.ticker = services.ticker();
        this.room = services.room();
        this.jobs = jobs;
        this.alarm = new Alarm(ticker, threads, ring);
    }

    void park(Job job, Duration delay, Problem why) {
        job.wish = Wish.GO_ON;
        job.heldBy = null;
        job.dueNanos = ticker.nanos() + Math.max(0, delay.toNanos());
        job.transfer.state(
                new TransferState.Waiting(
                        ticker.now().plus(delay), why, job.done(), job.expected()));
        job.waitsApart |= delay.compareTo(LONG) >= 0 || why.cause() == Cause.DISK_FULL;
        jobs.park(job);
        alarm.at(job.dueNanos);
    }

    /** Something else is due then. */
    void ringAt(long nanos) {
        alarm.at(nanos);
    }

    /** Nothing is started for so long. */
    void hold(Duration duration) {
        held = true;
        heldUntil = ticker.nanos() + duration.toNanos();
        alarm.at(heldUntil);
    }

    /** Nothing that goes to the folder is started for so long. */
    void hold(Path folder, Duration duration) {
        long until = ticker.nanos() + duration.toNanos();
        heldFolders.put(folder, until);
        alarm.at(until);
    }

    void lift() {
        held = false;
        heldFolders.clear();
    }

    boolean isHeld() {
        return held && ticker.nanos() - heldUntil < 0;
    }

    boolean isHeld(Path folder) {
        Long until = heldFolders.get(folder);
        return until != null && ticker.nanos() - until < 0;
    }

    /**
     * Hands on what is due, except what still lacks room for all that is known.
     *
     * @return when something is due next, or {@link Alarm#NEVER}
     */
    long over(Consumer<Job> goOn) {
        long now = ticker.nanos();
        for (Job due = jobs.due(); due != null && due.dueNanos - now <= 0; due = jobs.due()) {
            if (due.transfer.state() instanceof TransferState.Waiting waiting
                    && !room.isWorthALook(due)) {
                jobs.remove(due);
                park(due, DiskRoom.BETWEEN_LOOKS, room.asSeen(due, waiting.why()));
            } else {
                goOn.accept(due);
            }
        }
        if (held && now - heldUntil >= 0) {
            held = false;
        }
        heldFolders.values().removeIf(until -> now - until >= 0);
        Job next = jobs.due();
        long end = held ? heldUntil : Alarm.NEVER;
        for (long until : heldFolders.values()) {
            end = Alarm.earlier(end, until);
        }
        return next == null ? end : Alarm.earlier(next.dueNanos, end);
    }

    @Override
    public void close() {
        alarm.close();
    }
}
