package app.jackdaw.links;

import app.jackdaw.model.Problem;
import app.jackdaw.net.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What lately went wrong for all, so that nobody hammers a platform that said no. Any thread. */
final class Trouble {

    /**
     * Batches in a row of which nothing came, for a trouble that should have passed, until it
     * counts as one that stays. More than the workers, so that some that failed at the same time
     * are not enough.
     */
    private static final int MOST_FAILURES_IN_A_ROW = 8;

    /** For so long transfers are told of a problem that concerns every call without a call. */
    private static final Duration PROBLEM_HOLDS = Duration.ofSeconds(10);

    private record Lasting(Problem problem, long since) {}

    private final Ticker ticker;
    private final AtomicInteger failuresInARow = new AtomicInteger();
    private final AtomicInteger round = new AtomicInteger();
    private volatile @Nullable Lasting lasting;

    Trouble(Ticker ticker) {
        this.ticker = ticker;
    }

    /** A link came. */
    void isOver() {
        failuresInARow.set(0);
        lasting = null;
    }

    /** Whom to ask has changed, or the user wants it asked all the same. */
    void startOver() {
        round.incrementAndGet();
        isOver();
    }

    /** Changes whenever somebody starts over: what a call of an earlier round says is history. */
    int round() {
        return round.get();
    }

    /**
     * Nothing came of a whole batch.
     *
     * @return whether that now counts as a trouble that stays
     */
    boolean failedAgain() {
        return failuresInARow.incrementAndGet() >= MOST_FAILURES_IN_A_ROW;
    }

    void concernsAll(Problem problem) {
        failuresInARow.set(0);
        lasting = new Lasting(problem, ticker.nanos());
    }

    /** The problem that lately concerned every call, null when asking is worth it. */
    @Nullable Problem lately() {
        Lasting known = lasting;
        boolean holds = known != null && ticker.nanos() - known.since() < PROBLEM_HOLDS.toNanos();
        return known != null && holds ? known.problem() : null;
    }
}
