package app.jackdaw.download;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who chooses a name next: files take their names in the order of the list, so that equal names get
 * the same numbers on every run, whichever server answers first. A file that fails before it has a
 * name loses its turn and keeps nobody waiting. Any thread.
 */
final class Turns {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Those that run and have no name yet, in the order in which they were started. */
    private final Set<Job> nameless = new LinkedHashSet<>();

    /** The job starts; one that has a name, or had its turn already, does not take part. */
    void begin(Job job) {
        boolean first = job.target == null && job.transfer.facts().attempts() == 0;
        if (!first || job.transfer.state().isFinished()) {
            return;
        }
        lock.lock();
        try {
            nameless.add(job);
        } finally {
            lock.unlock();
        }
    }

    boolean isNext(Job job) {
        lock.lock();
        try {
            return mayChoose(job);
        } finally {
            lock.unlock();
        }
    }

    private boolean mayChoose(Job job) {
        return !nameless.contains(job) || nameless.iterator().next() == job;
    }

    void await(Job job) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!mayChoose(job)) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The job has its name, or ended. */
    void done(Job job) {
        lock.lock();
        try {
            if (nameless.remove(job)) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }
}
