package app.jackdaw.store;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How fast a disk that answers takes the rows of the batch in work. Of the writing thread, but for
 * {@link #rest}, which any thread may ask.
 */
final class WritePace {

    private final LongSupplier nanos;

    /** Null while nothing is written. */
    private volatile @Nullable Batch batch;

    /**
     * @param last when the last row was written: a commit behind it is no pace of rows, as it takes
     *     the same for one and for many
     */
    private record Batch(long since, long last, int written, int left) {

        Batch oneMore(long now) {
            return new Batch(since, now, written + 1, left - 1);
        }
    }

    WritePace(LongSupplier nanos) {
        this.nanos = nanos;
    }

    void begins(int rows) {
        long now = nanos.getAsLong();
        batch = new Batch(now, now, 0, rows);
    }

    void oneMore() {
        Batch known = batch;
        batch = known == null ? null : known.oneMore(nanos.getAsLong());
    }

    void ends() {
        batch = null;
    }

    /**
     * What the rest takes if it goes on like this; nothing before the first row is written, as
     * nobody knows then.
     *
     * @param more rows that wait for the batch after this one
     */
    Duration rest(int more) {
        Batch known = batch;
        if (known == null || known.written() == 0) {
            return Duration.ZERO;
        }
        long until = known.left() > 0 ? nanos.getAsLong() : known.last();
        Duration soFar = Duration.ofNanos(until - known.since());
        return soFar.multipliedBy(known.left() + (long) more).dividedBy(known.written());
    }
}
