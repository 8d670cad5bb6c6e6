package app.jackdaw.links;

import app.jackdaw.model.Problem;
import app.jackdaw.model.ProblemException;
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

    /** A fault at the other side may pass sooner; those who wait try again in that time. */
    private static final Duration FAULT_HOLDS = Duration.ofSeconds(3);

    /** Somebody may start over meanwhile. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private record Lasting(Problem problem, long until) {}

    private final Ticker ticker;
    private final AtomicInteger failuresInARow = new AtomicInteger();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger round = new AtomicInteger();
    private volatile @Nullable Lasting lasting;

    Trouble(Ticker ticker) {
        this.ticker = ticker;
    }

    /** A link came. */
    void isOver() {
        answered();
        lasting = null;
    }

    /** The platform said something about a token, so it works. */
    void answered() {
        answers.incrementAndGet();
        failuresInARow.set(0);
    }

    /** Changes whenever the platform is seen to work. */
    int answers() {
        return answers.get();
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
     * Nothing but faults came of a whole batch.
     *
     * @return whether that now counts as a trouble that stays
     */
    boolean failedAgain() {
        return failuresInARow.incrementAndGet() >= MOST_FAILURES_IN_A_ROW;
    }

    void concernsAll(Problem problem) {
        failuresInARow.set(0);
        Duration holds = problem.cause() == Problem.Cause.NOT_ASKED ? FAULT_HOLDS : PROBLEM_HOLDS;
        lasting = new Lasting(problem, ticker.nanos() + holds.toNanos());
    }

    /**
     * Returns when asking is worth it. What may pass is waited for: to be told of it once more
     * would look like another try, and be none.
     *
     * @throws ProblemException what lately concerned every call and does not pass by itself
     */
    void awaitWorthAsking() throws ProblemException, InterruptedException {
        for (Lasting known = present(); known != null; known = present()) {
            if (!known.problem().cause().retryHelps()) {
                throw new ProblemException(known.problem());
            }
            Duration left = Duration.ofNanos(known.until() - ticker.nanos());
            ticker.sleep(left.compareTo(LOOK_AGAIN) < 0 ? left : LOOK_AGAIN);
        }
    }

    private @Nullable Lasting present() {
        Lasting known = lasting;
        return known != null && ticker.nanos() - known.until() < 0 ? known : null;
    }
}
