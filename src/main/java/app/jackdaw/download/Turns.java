package app.jackdaw.download;

import app.jackdaw.net.Ticker;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who chooses a name next: files take their names in the order of the list, so that equal names get
 * the same numbers on every run, whichever server answers first. A file that fails before it has a
 * name, or whose link does not come, loses its turn and keeps nobody waiting. Any thread.
 */
final class Turns implements AutoCloseable {

    /** Links come within two seconds; those behind have their connections open already. */
    static final Duration PATIENCE_FOR_LINK = Duration.ofSeconds(10);

    private final Ticker ticker;
    private final Alarm alarm;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Those that run and have no name yet, in the order in which they were started. */
    private final Set<Job> nameless = new LinkedHashSet<>();

    /** Those of them that wait for a link, and how long they may. */
    private final Map<Job, Long> linkless = new HashMap<>();

    private int waiters;

    Turns(Ticker ticker, ThreadFactory threads) {
        this.ticker = ticker;
        this.alarm = new Alarm(ticker, threads, this::ring);
    }

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
        waiters++;
        try {
            while (!mayChoose(job)) {
                watchTheFirst();
                changed.await();
            }
        } finally {
            waiters--;
            lock.unlock();
        }
    }

    /** The job asks for a link. */
    void awaitsLink(Job job) {
        long until = ticker.nanos() + PATIENCE_FOR_LINK.toNanos();
        lock.lock();
        try {
            if (nameless.contains(job)) {
                linkless.put(job, until);
            }
            if (waiters > 0) {
                watchTheFirst();
            }
        } finally {
            lock.unlock();
        }
    }

    private void watchTheFirst() {
        Long until = nameless.isEmpty() ? null : linkless.get(nameless.iterator().next());
        if (until != null) {
            alarm.at(until);
        }
    }

    /** It has one. */
    void hasLink(Job job) {
        lock.lock();
        try {
            linkless.remove(job);
        } finally {
            lock.unlock();
        }
    }

    /** The job has its name, or ended. */
    void done(Job job) {
        lock.lock();
        try {
            linkless.remove(job);
            if (nameless.remove(job)) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whoever is first now is watched when those who wait look again. */
    private long ring() {
        lock.lock();
        try {
            Job first = nameless.isEmpty() ? null : nameless.iterator().next();
            Long until = first == null ? null : linkless.get(first);
            if (until != null && ticker.nanos() - until >= 0) {
                linkless.remove(first);
                nameless.remove(first);
            }
            changed.signalAll();
            return Alarm.NEVER;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        alarm.close();
    }
}
