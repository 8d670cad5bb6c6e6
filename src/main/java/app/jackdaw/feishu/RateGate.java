package app.jackdaw.feishu;

import app.jackdaw.net.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The pace of one identity's calls, first come, first served. At n calls a second they start at
 * least 1000/n ms apart, and none starts before one second has passed since the answer to the n-th
 * call before it (the server counted that one before it answered), so that a strict sliding second
 * never sees one more. When the platform asks to slow down, everybody waits, then one call tries
 * alone, and the pace is lower from then on: the limit of this tenant is not the documented one.
 * Any thread.
 */
final class RateGate {

    /** The documented ceiling (transfer engine, decision 6). */
    static final int MOST_PER_SECOND = 5;

    private static final Duration WINDOW = Duration.ofSeconds(1);

    /** Each refusal makes the gap so much longer, up to a second. */
    private static final double SLOWER = 1.25;

    /** After so many calls without a refusal the step before is tried again. */
    private static final int CLEAN_CALLS = 500;

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(60);
    private static final int JITTER_MILLIS = 250;

    /** Refusals after which a call, or in a row the lane, gives up (reference, section 3.4). */
    static final int MOST_TRIES = 6;

    /** One call from its start until it is known what its answer means. */
    final class Call implements AutoCloseable {
        private final CountDownLatch over = new CountDownLatch(1);
        private final long pauses;
        private volatile long answered = Long.MIN_VALUE;

        private Call(long pauses) {
            this.pauses = pauses;
        }

        /** The answer is here. */
        void answered() {
            answered = ticker.nanos();
        }

        /** The answer is understood, or there will be none. */
        @Override
        public void close() {
            if (answered == Long.MIN_VALUE) {
                answered();
            }
            over.countDown();
        }
    }

    private final Ticker ticker;
    private final RandomGenerator jitter;

    /** Whoever holds it is the next to start; fair, so calls start in the order they came. */
    private final Semaphore turn = new Semaphore(1, true);

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Call> latest = new ArrayList<>();
    private boolean startedBefore;
    private long lastStart;
    private int perSecond = MOST_PER_SECOND;

    /** What the platform taught us; counts where it is longer than the chosen one. */
    private Duration learnedGap = Duration.ZERO;

    private int clean;
    private boolean paused;
    private long pausedUntil;
    private long pauses;
    private int refusalsInARow;
    private long surrenders;
    private @Nullable Call probe;

    RateGate(Ticker ticker, RandomGenerator jitter) {
        this.ticker = ticker;
        this.jitter = jitter;
    }

    /**
     * Waits for this call's turn.
     *
     * @return the call, which the caller must close; null when the lane gave up meanwhile
     */
    @Nullable Call enter() throws InterruptedException {
        long surrendersAtArrival = surrenders();
        turn.acquire();
        try {
            while (true) {
                if (surrenders() != surrendersAtArrival) {
                    return null;
                }
                Call inTheWay = callToWaitFor();
                if (inTheWay != null) {
                    inTheWay.over.await();
                    continue;
                }
                Duration wait = untilNextStart();
                if (!wait.isPositive()) {
                    return start();
                }
                ticker.sleep(wait);
            }
        } finally {
            turn.release();
        }
    }

    /**
     * How many calls a second there may be; holds for the next call that starts.
     *
     * @param calls 1 to 5
     */
    void perSecond(int calls) {
        lock.lock();
        try {
            perSecond = Math.clamp(calls, 1, MOST_PER_SECOND);
        } finally {
            lock.unlock();
        }
    }

    private Duration chosenGap() {
        return WINDOW.dividedBy(perSecond);
    }

    /** The platform answered as it should. */
    void accepted() {
        lock.lock();
        try {
            refusalsInARow = 0;
            clean++;
            if (isSlow() && clean >= CLEAN_CALLS) {
                clean = 0;
                learnedGap = times(learnedGap, 1 / SLOWER);
            }
        } finally {
            lock.unlock();
        }
    }

    private Duration gap() {
        return isSlow() ? learnedGap : chosenGap();
    }

    /** How many calls a second there may be at present: as chosen, or fewer as was learned. */
    double callsASecond() {
        lock.lock();
        try {
            return (double) WINDOW.toNanos() / gap().toNanos();
        } finally {
            lock.unlock();
        }
    }

    private boolean isSlow() {
        return learnedGap.compareTo(chosenGap()) > 0;
    }

    private static Duration times(Duration duration, double factor) {
        return Duration.ofNanos(Math.round(duration.toNanos() * factor));
    }

    /**
     * The platform asked to slow down: all wait.
     *
     * @param asked how long it wants, zero where it does not say
     * @return whether to try again; else the lane gave up, and so did all who wait
     */
    boolean refused(Call call, Duration asked) {
        lock.lock();
        try {
            if (call.pauses != pauses) {
                // it started before the present pause: the same refusal once more, told later
                if (asked.isPositive()) {
                    paused = true;
                    pausedUntil = Math.max(pausedUntil, ticker.nanos() + bounded(asked).toNanos());
                }
                return true;
            }
            refusalsInARow++;
            pauses++;
            clean = 0;
            Duration slower = times(gap(), SLOWER);
            learnedGap = slower.compareTo(WINDOW) > 0 ? WINDOW : slower;
            probe = null;
            paused = true;
            pausedUntil = ticker.nanos() + pause(asked).toNanos();
            if (refusalsInARow < MOST_TRIES) {
                return true;
            }
            refusalsInARow = 0;
            surrenders++;
            return false;
        } finally {
            lock.unlock();
        }
    }

    private Duration pause(Duration asked) {
        Duration backOff = SHORTEST_PAUSE.multipliedBy(1L << Math.min(refusalsInARow - 1, 6));
        Duration own = backOff.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : backOff;
        return bounded(asked.isPositive() ? asked : own);
    }

    private Duration bounded(Duration wanted) {
        Duration atLeast = wanted.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : wanted;
        Duration atMost = atLeast.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : atLeast;
        return atMost.plusMillis(jitter.nextInt(JITTER_MILLIS + 1));
    }

    private long surrenders() {
        lock.lock();
        try {
            return surrenders;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Call callToWaitFor() {
        lock.lock();
        try {
            if (probe != null && probe.over.getCount() > 0) {
                return probe;
            }
            if (isSlow() && latest.getLast().over.getCount() > 0) {
                return latest.getLast();
            }
            Call before = ofAWindowBefore();
            return before != null && before.over.getCount() > 0 ? before : null;
        } finally {
            lock.unlock();
        }
    }

    /** Held. The call since whose answer a second has to pass; null while there were too few. */
    private @Nullable Call ofAWindowBefore() {
        return latest.size() < perSecond ? null : latest.get(latest.size() - perSecond);
    }

    /** How long the platform still wants to be left alone; zero when it does not. */
    Duration pauseLeft() {
        lock.lock();
        try {
            long left = paused ? Math.max(0, pausedUntil - ticker.nanos()) : 0;
            return Duration.ofNanos(left);
        } finally {
            lock.unlock();
        }
    }

    /** Positive where the next call has to wait, if only to look again. */
    Duration untilNextStart() {
        lock.lock();
        try {
            if (callToWaitFor() != null) {
                return gap(); // slower since a moment ago: an answer is to come first after all
            }
            long now = ticker.nanos();
            long wait = startedBefore ? lastStart + chosenGap().toNanos() - now : 0;
            if (isSlow()) {
                // From the answer: then calls are at least so far apart where they are counted.
                wait = latest.getLast().answered + gap().toNanos() - now;
            }
            Call before = ofAWindowBefore();
            if (before != null) {
                wait = Math.max(wait, before.answered + WINDOW.toNanos() - now);
            }
            if (paused) {
                wait = Math.max(wait, pausedUntil - now);
            }
            return Duration.ofNanos(wait);
        } finally {
            lock.unlock();
        }
    }

    private Call start() {
        lock.lock();
        try {
            Call call = new Call(pauses);
            startedBefore = true;
            lastStart = ticker.nanos();
            latest.addLast(call);
            if (latest.size() > MOST_PER_SECOND) {
                latest.removeFirst();
            }
            if (paused) {
                paused = false;
                probe = call;
            }
            return call;
        } finally {
            lock.unlock();
        }
    }
}
