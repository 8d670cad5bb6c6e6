package app.jackdaw.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether writing fails at present: told once when it begins, and known until it works again; also
 * known, but not told, is a disk that does not answer. Of the writing thread, but for {@link
 * #present}, which any thread may ask.
 */
final class WriteTrouble {

    private static final Logger LOG = LoggerFactory.getLogger(WriteTrouble.class);

    /** A disk that takes longer may never answer. */
    private static final Duration LONG = Duration.ofSeconds(3);

    private final LongSupplier nanos;
    private final Consumer<SQLException> onBegin;
    private volatile @Nullable SQLException present;

    /** When the disk was asked for what it has not answered yet. */
    private volatile @Nullable Long tryingSince;

    /**
     * @param onBegin told on the writing thread when writing begins to fail
     */
    WriteTrouble(LongSupplier nanos, Consumer<SQLException> onBegin) {
        this.nanos = nanos;
        this.onBegin = onBegin;
    }

    /** The disk is asked for one thing more, until this or one of the others is called. */
    void tries() {
        tryingSince = nanos.getAsLong();
    }

    /** One line in the log says it all. */
    void is(SQLException failure) {
        boolean begins = present == null;
        present = failure;
        tryingSince = null;
        if (begins) {
            LOG.warn("The ledger cannot be written: code {}", failure.getErrorCode());
            onBegin.accept(failure);
        }
    }

    void isOver() {
        present = null;
        tryingSince = null;
    }

    /** Why what is to be written is not; empty while writing works. */
    Optional<SQLException> present() {
        SQLException known = present;
        Long since = tryingSince;
        if (known == null && since != null && nanos.getAsLong() - since > LONG.toNanos()) {
            return Optional.of(new SQLException("no answer"));
        }
        return Optional.ofNullable(known);
    }
}
