package app.jackdaw.download;

import app.jackdaw.model.LedgerEntry.PartRecord;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parts whose file has its final name, but which could not be deleted because somebody held them, a
 * virus scanner for example: tried again now and then, and at the next start. Any thread; touches
 * the disk, and a drive that does not answer keeps nobody but the next leftover waiting.
 */
final class Leftovers implements AutoCloseable {

    /** How a file is deleted. */
    @FunctionalInterface
    interface Delete {

        void delete(Path file) throws IOException;
    }

    static final Duration BETWEEN_TRIES = Duration.ofSeconds(30);

    /** Of one part; then it is left to the next start. */
    static final int MOST_TRIES = 10;

    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

    private final Ticker ticker;
    private final Delete delete;
    private final Alarm alarm;

    /** By item: it may be taken off the list, and come back as another job with the same part. */
    private final Map<String, Leftover> kept = new ConcurrentHashMap<>();

    private volatile Consumer<Job> whenGone = _ -> {};

    Leftovers(Ticker ticker, ThreadFactory threads, Delete delete) {
        this.ticker = ticker;
        this.delete = delete;
        this.alarm = new Alarm(ticker, threads, this::ring);
    }

    /**
     * @param listener told on the alarm's thread of each job whose part was deleted late
     */
    void whenGone(Consumer<Job> listener) {
        whenGone = listener;
    }

    /** How parts are deleted here. */
    Delete delete() {
        return delete;
    }

    /**
     * On the job's worker. Deletes the part of a file that has its name, or is there under the name
     * that it had before; if that does not work now, it is remembered with the job.
     */
    void clear(Job job, Path target, Path part, PartRecord whole) {
        try {
            delete.delete(part);
        } catch (IOException held) {
            LOG.info("A part stays for a while: {}", held.getClass().getSimpleName());
            job.leftover = whole;
            kept.put(job.id(), new Leftover(job, target, whole));
            alarm.at(ticker.nanos() + BETWEEN_TRIES.toNanos());
        }
    }

    /** What the last run of the application could not delete. */
    void restored(Collection<Job> jobs) {
        for (Job job : jobs) {
            Path file =
                    job.transfer.state() instanceof TransferState.Saved ? job.target : job.found;
            PartRecord whole = job.leftover;
            if (whole != null && file != null) {
                kept.put(job.id(), new Leftover(job, file, whole));
            }
        }
        if (!kept.isEmpty()) {
            alarm.at(ticker.nanos());
        }
    }

    /**
     * On the job's worker. The file is wanted anew, perhaps by another job than the one that left a
     * part: from now on a part in the folder that it goes to is a new one. What was left elsewhere
     * is still to be deleted, and not waited for.
     */
    void forget(Job job) throws ProblemException, InterruptedException {
        job.leftover = null;
        Leftover leftover = kept.get(job.id());
        Path destination = job.destination;
        if (leftover != null
                && destination != null
                && leftover.isIn(Folders.below(destination, job.item().folder()))) {
            leftover.end();
            kept.remove(job.id(), leftover);
        }
    }

    private long ring() {
        for (Map.Entry<String, Leftover> entry : kept.entrySet()) {
            Leftover leftover = entry.getValue();
            if (leftover.delete()) {
                kept.remove(entry.getKey(), leftover);
                leftover.job.leftover = null;
                whenGone.accept(leftover.job);
            } else if (leftover.isGivenUp()) {
                kept.remove(entry.getKey(), leftover);
            }
        }
        return kept.isEmpty() ? Alarm.NEVER : ticker.nanos() + BETWEEN_TRIES.toNanos();
    }

    @Override
    public void close() {
        alarm.close();
    }

    /** One of them. */
    private final class Leftover {
        private final Job job;
        private final Path target;
        private final PartRecord whole;
        private final ReentrantLock lock = new ReentrantLock();
        private int tries;
        private boolean ended;

        Leftover(Job job, Path target, PartRecord whole) {
            this.job = job;
            this.target = target;
            this.whole = whole;
        }

        boolean isIn(Path folder) {
            return folder.equals(target.getParent());
        }

        /** Returns when nothing is being deleted any more. */
        void end() throws InterruptedException {
            lock.lockInterruptibly();
            try {
                ended = true;
            } finally {
                lock.unlock();
            }
        }

        /** Whether it was deleted. */
        boolean delete() {
            lock.lock();
            try {
                return !ended && isDeleted();
            } finally {
                lock.unlock();
            }
        }

        private boolean isDeleted() {
            tries++;
            Path folder = target.getParent();
            if (folder == null || !Files.isDirectory(folder)) {
                return false; // on a drive that was pulled out
            }
            try {
                Optional<Path> part = OwnPart.find(target, job.item().shortDigest(), whole);
                if (part.isPresent()) {
                    delete.delete(part.get());
                    return true;
                }
                return Files.exists(target); // else another drive may be there, or none
            } catch (IOException held) {
                return false;
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        boolean isGivenUp() {
            lock.lock();
            try {
                return ended || tries >= MOST_TRIES;
            } finally {
                lock.unlock();
            }
        }
    }
}
