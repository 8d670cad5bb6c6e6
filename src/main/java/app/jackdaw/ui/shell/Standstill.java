package app.jackdaw.ui.shell;

import app.jackdaw.model.BatchSummary;
import app.jackdaw.ui.model.Counts;
import app.jackdaw.ui.model.RowSync;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether the work stands still, or one of its rows is only on its way to its server, which shows
 * as little. FX thread.
 */
final class Standstill {

    /** Nothing that is only on its way takes two seconds; five beats a second. */
    private static final int BEATS_OF_REST = 10;

    /** Who alone waits longer has a reason of its own, and the others only get their links. */
    private static final Duration LONG_WAIT = Duration.ofMinutes(1);

    /** What moves where work is done, though no beat sees a row run. */
    private record Reached(int done, long bytes) {

        static Reached by(BatchSummary batch) {
            int unfinished = batch.underWay() + batch.paused();
            return new Reached(batch.asked() - unfinished, batch.bytesDone());
        }
    }

    private final RowSync sync;
    private Reached reached = Reached.by(BatchSummary.NONE);
    private int links;
    private @Nullable Instant newestLink;

    /** Beats in which nothing ran and nothing came. */
    private int still;

    Standstill(RowSync sync) {
        this.sync = sync;
    }

    void beat(Counts counts) {
        Reached now = Reached.by(counts.batch());
        // a link ends no rest: now and then one is asked for that leads to the same host
        boolean linked =
                still < BEATS_OF_REST
                        && (counts.ready() > links
                                || !Objects.equals(counts.newestLink(), newestLink));
        boolean moves = counts.running() > 0 || !now.equals(reached) || linked;
        boolean idle = counts.batch().underWay() == 0; // what begins after that is on its way
        still = idle || moves ? 0 : still + 1;
        reached = now;
        links = counts.ready();
        newestLink = counts.newestLink();
    }

    /** Whether nothing ran and nothing came for longer than it takes to go from file to file. */
    boolean isAtRest(Counts counts) {
        return still >= BEATS_OF_REST && counts.running() == 0;
    }

    /**
     * @param delay of these rows
     * @return whether all wait, or those that do hold the others up
     */
    boolean isOf(Counts counts, Counts.Delay delay) {
        boolean allWait = delay.rows() == counts.batch().underWay();
        boolean isAsked = counts.asking() > 0; // he is the one who holds it up
        // several wait where their host rests, and the others are held back until it answers
        boolean together = delay.isCommon() || sync.waitsFor(delay).compareTo(LONG_WAIT) < 0;
        boolean heldUp = isAtRest(counts) && together;
        return counts.running() == 0 && !isAsked && (allWait || heldUp);
    }
}
