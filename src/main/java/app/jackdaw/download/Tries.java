package app.jackdaw.download;

import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * How often and after which waits one file is tried again. Waits are random between nothing and a
 * bound that doubles, so that many files do not come back in one wave; progress starts anew. For
 * one thread at a time.
 */
final class Tries {

    /** The first try and five more. */
    static final int MOST_WITHOUT_PROGRESS = 6;

    /** An end for a server that always gives just a little. */
    static final int MOST_FRUITLESS = 50;

    /** Less than this is no progress. */
    static final long PROGRESS = 256 * 1024;

    static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final Duration MOST_JITTER = Duration.ofMillis(250);

    /** A second answer of this kind will not differ from the first. */
    private static final Set<Cause> ONCE_MORE = EnumSet.of(Cause.ENCODED_BODY, Cause.SIZE_DIFFERS);

    /**
     * What the platform says of one token when it is asked for a link. It was asked as often as
     * that helps before this was said; asking anew is for the user.
     */
    private static final Set<Cause> SAID_OF_TOKEN =
            EnumSet.of(
                    Cause.NOT_RETURNED,
                    Cause.LINK_INVALID,
                    Cause.ANSWER_NOT_JSON,
                    Cause.ANSWER_CUT,
                    Cause.ANSWER_UNKNOWN);

    /**
     * A limit that was reached over many requests: to go on would only be more of them; or what
     * takes hours.
     */
    private static final Set<Cause> ENDS_HERE =
            EnumSet.of(Cause.SLIVERS, Cause.PLATFORM_BUSY_MOVING);

    /** What is wrong with a disk is for the user to mend: to go on makes it worse. */
    private static final Set<Cause> OF_THE_DISK =
            EnumSet.of(
                    Cause.DISK_FULL,
                    Cause.DISK_FAILED,
                    Cause.FOLDER_GONE,
                    Cause.FOLDER_NOT_WRITABLE);

    /** Replaced by a larger one: most jobs never have any. */
    private Set<Cause> triedOnceMore = Set.of();

    private int inARow;
    private int fruitless;

    /** Counts a try that ended with the problem. Empty when there is to be no other. */
    Optional<Duration> after(
            Problem problem, long moved, Optional<Duration> asked, RandomGenerator random) {
        if (!problem.cause().retryHelps()
                || SAID_OF_TOKEN.contains(problem.cause())
                || OF_THE_DISK.contains(problem.cause())
                || ENDS_HERE.contains(problem.cause())) {
            return Optional.empty();
        }
        if (ONCE_MORE.contains(problem.cause()) && !isFirst(problem.cause())) {
            return Optional.empty();
        }
        if (moved >= PROGRESS) {
            inARow = 0;
        } else {
            inARow++;
            fruitless++;
        }
        if (inARow >= MOST_WITHOUT_PROGRESS || fruitless >= MOST_FRUITLESS) {
            return Optional.empty();
        }
        Duration wait = asked.isPresent() ? asked(asked.get(), random) : backOff(random);
        return Optional.of(wait);
    }

    private boolean isFirst(Cause cause) {
        boolean first = !triedOnceMore.contains(cause);
        Set<Cause> more = EnumSet.of(cause);
        more.addAll(triedOnceMore);
        triedOnceMore = more;
        return first;
    }

    /** The user asks for another round. */
    void startOver() {
        inARow = 0;
        fruitless = 0;
        triedOnceMore = Set.of();
    }

    private static Duration asked(Duration asked, RandomGenerator random) {
        Duration capped = asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked;
        return capped.plusNanos(random.nextLong(MOST_JITTER.toNanos()));
    }

    private Duration backOff(RandomGenerator random) {
        int doublings = Math.min(Math.max(inARow - 1, 0), 10);
        Duration bound = FIRST_WAIT.multipliedBy(1L << doublings);
        long nanos = Math.min(bound.toNanos(), LONGEST_WAIT.toNanos());
        return Duration.ofNanos(random.nextLong(nanos + 1));
    }
}
