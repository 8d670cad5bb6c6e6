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
import org.jspecify.annotations.Nullable;

/**
 * Who chooses a name next: files take their names in the order of the list, so that equal names get
 * the same numbers on every run, whichever server answers first. A file that fails before it has a
 * name, or whose link, server or disk does not answer, loses its turn and keeps nobody waiting. Any
 * thread.
 */
final class Turns implements AutoCloseable {

    /**
     * Links come in the order in which they are asked for: from when somebody who asked later has
     * one, the others take no longer than this.
     */
    static final Duration PATIENCE_FOR_LINK = Duration.ofSeconds(60);

    /**
     * While nobody gets one the pace is low, many links were asked for before, or the platform
     * wants a pause, of up to five minutes: those behind fare no better.
     */
    static final Duration PATIENCE_FOR_LINKS = Duration.ofMinutes(10);

    /** A drive that went to sleep wakes up in less. */
    static final Duration PATIENCE_FOR_DISK = Duration.ofSeconds(20);

    /**
     * Who lets a client wait longer for the head of an answer may do so for as long as the client
     * waits; the files of others need not.
     */
    static final Duration PATIENCE_FOR_ANSWER = Duration.ofSeconds(10);

    private final Ticker ticker;
    private final @Nullable Duration patienceForAnswer;
    private final Alarm alarm;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Those that run and have no name yet, in the order in which they were started. */
    private final Set<Job> nameless = new LinkedHashSet<>();

    /** Until when those of them may take that wait for a link or a disk. */
    private final Map<Job, Long> patience = new HashMap<>();

    /** Those of them that wait for a link, in the order in which they asked. */
    private final Set<Job> asking = new LinkedHashSet<>();

    private int waiters;

    /**
     * @param patienceForAnswer after so long without the head of an answer a file loses its turn;
     *     null for never
     */
    Turns(Ticker ticker, ThreadFactory threads, @Nullable Duration patienceForAnswer) {
        this.ticker = ticker;
        this.patienceForAnswer = patienceForAnswer;
        this.alarm = new Alarm(ticker, threads, this::ring);
    }

    /** The job starts; one that has a name, or had its turn already, does not take part. */
    void begin(Job job) {
        boolean first = job.target == null && job.transfer.facts().attempts() == job.attemptsBefore;
        if (!first || job.transfer.state().isFinished()) {
            return;
        }
        lock.lock();
        try {
            if (nameless.add(job)) {
                mayTake(job, PATIENCE_FOR_DISK); // the first thing it does is to look at its folder
            }
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

    /** Returns when the job may choose; what it does then is to look at its folder. */
    void await(Job job) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            awaitTurn(job);
            mayTake(job, PATIENCE_FOR_DISK);
        } finally {
            lock.unlock();
        }
    }

    /** The user may think as long as he likes. */
    void awaitsUser(Job job) {
        lock.lock();
        try {
            patience.remove(job);
        } finally {
            lock.unlock();
        }
    }

    /** The user has answered; a disk may not take as long as he. */
    void hasAnswer(Job job) {
        lock.lock();
        try {
            mayTake(job, PATIENCE_FOR_DISK);
        } finally {
            lock.unlock();
        }
    }

    private void awaitTurn(Job job) throws InterruptedException {
        waiters++;
        try (Whereabouts.Away _ = job.whereabouts.leave()) {
            while (!mayChoose(job)) {
                watchTheFirst();
                changed.await();
            }
        } finally {
            waiters--;
        }
    }

    /** The job asks for a link. */
    void awaitsLink(Job job) {
        lock.lock();
        try {
            asking.remove(job);
            if (nameless.contains(job)) {
                asking.add(job);
            }
            mayTake(job, PATIENCE_FOR_LINKS);
        } finally {
            lock.unlock();
        }
    }

    private void mayTake(Job job, Duration time) {
        if (nameless.contains(job)) {
            patience.put(job, ticker.nanos() + time.toNanos());
        }
        if (waiters > 0) {
            watchTheFirst();
        }
    }

    private void watchTheFirst() {
        Long until = nameless.isEmpty() ? null : patience.get(nameless.iterator().next());
        if (until != null) {
            alarm.at(until);
        }
    }

    /** It has one, and its folder answers: its server is asked. */
    void hasLink(Job job) {
        lock.lock();
        try {
            if (patienceForAnswer == null) {
                patience.remove(job);
            } else {
                mayTake(job, patienceForAnswer);
            }
            if (asking.contains(job)) {
                overtakes(job);
                asking.remove(job);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Its server answered: what it waits for now ends by itself. */
    void hasHead(Job job) {
        lock.lock();
        try {
            patience.remove(job);
        } finally {
            lock.unlock();
        }
    }

    private void overtakes(Job job) {
        long until = ticker.nanos() + PATIENCE_FOR_LINK.toNanos();
        for (Job earlier : asking) {
            if (earlier == job) {
                break;
            }
            patience.merge(earlier, until, (old, _) -> old - until < 0 ? old : until);
        }
        if (waiters > 0) {
            watchTheFirst();
        }
    }

    /** The job has its name, or ended. */
    void done(Job job) {
        lock.lock();
        try {
            patience.remove(job);
            asking.remove(job);
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
            Long until = first == null ? null : patience.get(first);
            if (until != null && ticker.nanos() - until >= 0) {
                patience.remove(first);
                asking.remove(first);
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
