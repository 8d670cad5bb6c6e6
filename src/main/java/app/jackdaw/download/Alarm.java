package app.jackdaw.download;

import app.jackdaw.net.Ticker;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One sleeping thread for everything that is due some time; none while nothing is. Any thread. */
final class Alarm implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Alarm.class);

    private static final Duration ONCE_MORE = Duration.ofSeconds(1);

    /** Nothing is due. */
    static final long NEVER = -1;

    private final Ticker ticker;
    private final ThreadFactory threads;
    private final LongSupplier ring;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Thread sleeper;
    private long due;
    private boolean ringing;
    private boolean askedWhileRinging;
    private long earliestAsked;
    private boolean closed;

    /**
     * @param ring called when something is due, on the alarm's thread; returns the ticker's
     *     nanoseconds of what is due next, or {@link #NEVER}
     */
    Alarm(Ticker ticker, ThreadFactory threads, LongSupplier ring) {
        this.ticker = ticker;
        this.threads = threads;
        this.ring = ring;
    }

    /** The earlier of two instants, each of which may be {@link #NEVER}. */
    static long earlier(long one, long other) {
        if (one == NEVER || other == NEVER) {
            return one == NEVER ? other : one;
        }
        return one - other < 0 ? one : other;
    }

    /** Rings at that instant of the monotonic clock at the latest. */
    void at(long nanos) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            if (sleeper == null) {
                due = nanos;
                sleeper = threads.newThread(this::sleep);
                sleeper.start();
            } else if (ringing) {
                boolean earlier = !askedWhileRinging || nanos - earliestAsked < 0;
                earliestAsked = earlier ? nanos : earliestAsked;
                askedWhileRinging = true;
            } else if (nanos - due < 0) {
                due = nanos;
                sleeper.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    private void sleep() {
        while (true) {
            long left = left();
            if (left == Long.MIN_VALUE) {
                return;
            }
            try {
                ticker.sleep(Duration.ofNanos(left));
            } catch (InterruptedException earlier) {
                continue; // something is due before that, or all ends
            }
            if (startRinging() && !goOn(ring())) {
                return;
            }
        }
    }

    /** One mistake is not the end of all that is due later. */
    private long ring() {
        try {
            return ring.getAsLong();
        } catch (RuntimeException | Error mistake) {
            LOG.error("An alarm rang in vain: {}", mistake.getClass().getSimpleName());
            return ticker.nanos() + ONCE_MORE.toNanos(); // what is due still is
        }
    }

    private long left() {
        lock.lock();
        try {
            return closed ? Long.MIN_VALUE : Math.max(0, due - ticker.nanos());
        } finally {
            lock.unlock();
        }
    }

    private boolean startRinging() {
        lock.lock();
        try {
            ringing = due - ticker.nanos() <= 0;
            return ringing;
        } finally {
            lock.unlock();
        }
    }

    /** What was asked for while it rang may have come too late for the answer of the ring. */
    private boolean goOn(long next) {
        lock.lock();
        try {
            ringing = false;
            boolean asked = askedWhileRinging;
            askedWhileRinging = false;
            if (next == NEVER && !asked) {
                sleeper = null;
                return false;
            }
            due = next != NEVER && (!asked || next - earliestAsked < 0) ? next : earliestAsked;
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (sleeper != null) {
                sleeper.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }
}
