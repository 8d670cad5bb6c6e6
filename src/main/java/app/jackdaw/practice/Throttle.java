package app.jackdaw.practice;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Lets at most five calls start in any sliding second; what it refuses does not count. Any thread.
 */
final class Throttle {

    /** Level 6 of the platform's rate limits (reference, section 3.1). */
    static final int CALLS = 5;

    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Long> starts = new ArrayDeque<>();

    Throttle(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * Counts a call that wants to start.
     *
     * @return empty when the call may start, else the whole seconds to wait, at least one
     */
    OptionalLong admit() {
        lock.lock();
        try {
            long now = nanos.getAsLong();
            while (!starts.isEmpty() && now - starts.getFirst() >= WINDOW_NANOS) {
                starts.removeFirst();
            }
            if (starts.size() < CALLS) {
                starts.addLast(now);
                return OptionalLong.empty();
            }
            long wait = WINDOW_NANOS - (now - starts.getFirst());
            return OptionalLong.of(Math.max(1, Math.ceilDiv(wait, WINDOW_NANOS)));
        } finally {
            lock.unlock();
        }
    }
}
