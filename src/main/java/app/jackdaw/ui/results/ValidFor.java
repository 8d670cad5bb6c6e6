package app.jackdaw.ui.results;

import app.jackdaw.model.TemporaryLink;
import app.jackdaw.ui.kit.Formats;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The countdown of one link. Sorts by the instant, rows without a link last; prints what is left at
 * this moment, so that whoever draws or reads it later gets a later text. FX thread.
 */
record ValidFor(@Nullable TemporaryLink link, Formats formats, Supplier<Instant> clock)
        implements Comparable<ValidFor> {

    /** How urgent it is; the style class is the name in lower case. */
    enum Urgency {
        NONE,
        LONG,
        SOON,
        LAST,
        EXPIRED
    }

    private static final Duration SOON = Duration.ofHours(1);
    private static final Duration LAST = Duration.ofMinutes(10);

    private static final Comparator<ValidFor> BY_INSTANT =
            Comparator.comparing(
                    ValidFor::expires, Comparator.nullsLast(Comparator.naturalOrder()));

    Urgency urgency() {
        TemporaryLink present = link;
        if (present == null) {
            return Urgency.NONE;
        }
        Duration left = present.remaining(clock.get());
        if (!left.isPositive()) {
            return Urgency.EXPIRED;
        }
        if (left.compareTo(LAST) < 0) {
            return Urgency.LAST;
        }
        return left.compareTo(SOON) < 0 ? Urgency.SOON : Urgency.LONG;
    }

    private @Nullable Instant expires() {
        TemporaryLink present = link;
        return present == null ? null : present.expires();
    }

    @Override
    public int compareTo(ValidFor other) {
        return BY_INSTANT.compare(this, other);
    }

    @Override
    public String toString() {
        TemporaryLink present = link;
        return present == null ? Formats.UNKNOWN : formats.remaining(present, clock.get());
    }
}
