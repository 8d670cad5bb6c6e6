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

    private record Batch(long since, int written, int left) {

        Batch oneMore() {
            return new Batch(since, written + 1, left - 1);
        }
    }

    WritePace(LongSupplier nanos) {
        this.nanos = nanos;
    }

    void begins(int rows) {
        batch = new Batch(nanos.getAsLong(), 0, rows);
    }

    void oneMore() {
        Batch known = batch;
        batch = known == null ? null : known.oneMore();
    }

    void ends() {
        batch = null;
    }

    /**
     * What the rest takes if it goes on like this; nothing before the first row is written, as
     * nobody knows then, nor behind the last: what is left then is the commit, which is the same
     * for one row and for many.
     *
     * @param more rows that wait for the batch after this one
     */
    Duration rest(int more) {
        Batch known = batch;
        if (known == null || known.written() == 0 || known.left() <= 0) {
            return Duration.ZERO;
        }
        Duration sinceBegin = Duration.ofNanos(nanos.getAsLong() - known.since());
        return sinceBegin.multipliedBy(known.left() + (long) more).dividedBy(known.written());
    }
}
