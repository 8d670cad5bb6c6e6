package app.jackdaw;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.slf4j.LoggerFactory;

/**
 * Closes services in reverse order. Those that wait for a disk share one budget of time: a drive
 * that is gone must not keep the lock longer than a new start waits for it. Lives on the thread
 * that opened the services.
 */
final class Closing implements AutoCloseable {

    /** Of all services together. */
    static final Duration BUDGET = Duration.ofSeconds(6);

    /** Ends a service after so long at the latest. */
    @FunctionalInterface
    interface Patient {
        void close(Duration patience);
    }

    /** Ends a service that has nothing to wait for. */
    @FunctionalInterface
    private interface End {
        void close(Duration patience) throws Exception;
    }

    private record Opened(End end, Duration least) {}

    private final Deque<Opened> opened = new ArrayDeque<>();
    private final LongSupplier nanos;
    private Duration kept = Duration.ZERO;

    /**
     * @param nanos a clock in the time of the machine, as disks have no other
     */
    Closing(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** For a service that does not wait. */
    <C extends AutoCloseable> C later(C service) {
        opened.push(new Opened(_ -> service.close(), Duration.ZERO));
        return service;
    }

    /**
     * For a service that waits.
     *
     * @param least what it gets, however long those before it took; also what they left over
     */
    void later(Patient service, Duration least) {
        kept = kept.plus(least);
        if (kept.compareTo(BUDGET) > 0) {
            throw new IllegalArgumentException("more than there is");
        }
        opened.push(new Opened(service::close, least));
    }

    @Override
    public void close() {
        long begun = nanos.getAsLong();
        while (!opened.isEmpty()) {
            Opened next = opened.pop();
            kept = kept.minus(next.least());
            Duration left = BUDGET.minusNanos(nanos.getAsLong() - begun).minus(kept);
            try {
                next.end().close(left.compareTo(next.least()) < 0 ? next.least() : left);
            } catch (Exception failure) {
                LoggerFactory.getLogger(Closing.class).error("Not closed", failure);
            }
        }
    }
}
