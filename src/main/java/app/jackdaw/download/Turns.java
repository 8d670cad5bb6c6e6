package app.jackdaw.download;

import app.jackdaw.net.Ticker;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Who chooses a name next: files take their names in the order of the list, so that equal names get
 * the same numbers on every run, whichever server answers first. A file that fails before it has a
 * name, or whose link, server or disk does not answer, loses its turn and keeps nobody waiting; one
 * that was told another folder chooses once more, in its place in the list. Any thread.
 */
final class Turns implements AutoCloseable {

    /**
     * Links come in the order in which they are asked for: from when somebody who asked later, or
     * need not ask, has one, the others take no longer than this.
     */
    static final Duration PATIENCE_FOR_LINK = Duration.ofSeconds(60);

    /**
     * While nobody gets one the pace is low, many links were asked for before, or the platform
     * wants a pause, of up to five minutes: those behind fare no better.
     */
    static final Duration PATIENCE_FOR_LINKS = Duration.ofMinutes(10);

    /** Who asked within so long of each other did so in the order in which they were started. */
    private static final Duration TOGETHER = Duration.ofSeconds(1);

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

    private final Line nameless = new Line();

    /** Until when those of them may take that wait for a link or a disk. */
    private final Map<Job, Long> patience = new HashMap<>();

    /** When those that wait for a link asked for it, with a name or without. */
    private final Map<Job, Long> asking = new HashMap<>();

    /** Those that had a link without asking for one. */
    private final Set<Job> provided = new HashSet<>();

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

    /**
     * The job starts; one that has a name, or had its turn already, does not take part. Whoever has
     * a place keeps it.
     */
    void begin(Job job) {
        boolean named = job.target != null || job.transfer.state().isFinished();
        boolean first = !named && job.transfer.facts().attempts() == job.attemptsBefore;
        lock.lock();
        try {
            if (first || nameless.contains(job)) {
                change(() -> nameless.begin(job));
                mayTake(job, PATIENCE_FOR_DISK); // the first thing it does is to look at its folder
            }
        } finally {
            lock.unlock();
        }
    }

    /** It ended, and starts soon in the folder that it was told: nobody comes between. */
    void again(Job job) {
        lock.lock();
        try {
            nameless.obey(job);
            begin(job);
        } finally {
            lock.unlock();
        }
    }

    /** The job was told another folder while it runs: it will begin anew, and choose a name. */
    void told(Job job) {
        lock.lock();
        try {
            boolean hadName = !nameless.contains(job);
            change(() -> nameless.tell(job));
            if (hadName) {
                mayTake(job, asking.containsKey(job) ? PATIENCE_FOR_LINK : PATIENCE_FOR_DISK);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Rows may have been moved since the last one began: whoever sleeps may be the first by now.
     */
    private void change(Runnable line) {
        Job before = nameless.first();
        line.run();
        if (nameless.first() != before) {
            changed.signalAll();
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
        return !nameless.contains(job) || nameless.first() == job;
    }

    /** Returns when the job may choose; what it does then is to look at its folder. */
    void await(Job job) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            awaitTurn(job);
            if (nameless.first() == job) {
                nameless.choose(job);
            }
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
        patience.remove(job); // it keeps nobody waiting before its turn comes
        waiters++;
        try (Whereabouts _ = job.whereabouts.leave()) {
            while (!mayChoose(job)) {
                job.transfer.halt(Transfer.Halt.TURN);
                watchTheFirst();
                changed.await();
            }
        } finally {
            job.transfer.halt(Transfer.Halt.NONE);
            waiters--;
        }
    }

    /** The job asks for a link. */
    void awaitsLink(Job job) {
        lock.lock();
        try {
            asking.put(job, ticker.nanos());
            provided.remove(job); // what it had was refused, or is stale
            boolean overtaken =
                    nameless.inOrder().stream()
                            .dropWhile(other -> other != job)
                            .anyMatch(provided::contains);
            mayTake(job, overtaken ? PATIENCE_FOR_LINK : PATIENCE_FOR_LINKS);
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
        Job first = nameless.first();
        Long until = first == null ? null : patience.get(first);
        if (until != null) {
            alarm.at(until);
        }
    }

    /** It has one. Who need not ask for it fares better than all who do. */
    void hasLink(Job job) {
        lock.lock();
        try {
            mayTakeToBeAnswered(job);
            Long asked = asking.remove(job);
            if (nameless.contains(job)) {
                if (asked == null) {
                    provided.add(job);
                }
                overtakes(job, asked == null ? ticker.nanos() : asked);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Its folder answers, too: its server is asked. */
    void asksServer(Job job) {
        lock.lock();
        try {
            mayTakeToBeAnswered(job);
        } finally {
            lock.unlock();
        }
    }

    private void mayTakeToBeAnswered(Job job) {
        if (patienceForAnswer == null) {
            patience.remove(job);
        } else {
            mayTake(job, patienceForAnswer);
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

    private void overtakes(Job job, long asked) {
        long until = ticker.nanos() + PATIENCE_FOR_LINK.toNanos();
        long together = TOGETHER.toNanos();
        for (Job other : nameless.inOrder()) {
            if (other == job) {
                together = -together; // those behind must have asked clearly before it
                continue;
            }
            Long othersAsked = asking.get(other);
            if (othersAsked != null && othersAsked - asked < together) {
                patience.merge(other, until, (old, _) -> old - until < 0 ? old : until);
            }
        }
        if (waiters > 0) {
            watchTheFirst();
        }
    }

    /** The job has its name, for as long as it goes there. */
    void hasName(Job job) {
        lock.lock();
        try {
            if (nameless.name(job)) {
                patience.remove(job);
                provided.remove(job);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The job ended. */
    void done(Job job) {
        lock.lock();
        try {
            patience.remove(job);
            asking.remove(job);
            provided.remove(job);
            if (nameless.leave(job)) {
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
            Job first = nameless.first();
            Long until = first == null ? null : patience.get(first);
            if (first != null && until != null && ticker.nanos() - until >= 0) {
                patience.remove(first);
                asking.remove(first);
                provided.remove(first);
                nameless.leave(first);
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
