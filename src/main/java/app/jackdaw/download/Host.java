package app.jackdaw.download;

import app.jackdaw.model.Problem;
import app.jackdaw.net.Ticker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with one host that failed since it last answered. Needs the lock of {@link Hosts}.
 */
final class Host {

    private static final Duration FIRST_REST = Duration.ofSeconds(5);
    private static final Duration LONGEST_REST = Duration.ofSeconds(60);

    private final Ticker ticker;
    private Problem why;
    private long silentSince;
    private int failures;
    private long othersAnswers;
    private long othersSigns;
    private boolean alone;
    private int rests;
    private long restUntil;
    private boolean resting;
    private @Nullable Job probe;

    Host(Ticker ticker, Problem why) {
        this.ticker = ticker;
        this.why = why;
        this.silentSince = ticker.nanos();
    }

    /** Whether nobody but its probe may ask it. */
    boolean isResting() {
        return resting;
    }

    Hosts.Rest rest(boolean mayBeBack) {
        boolean hopeless = isLong() && !(alone && mayBeBack);
        return new Hosts.Rest(restUntil, probe != null, why, hopeless);
    }

    private boolean isLong() {
        return ticker.nanos() - silentSince >= Hosts.LONGEST_SILENCE.toNanos();
    }

    Problem why() {
        return why;
    }

    boolean isProbe(Job job) {
        return probe == job;
    }

    /** After its rest the first one to come is its probe. */
    boolean letIn(Job job) {
        boolean over = ticker.nanos() - restUntil >= 0;
        boolean first = over && (probe == null || probe == job);
        probe = first ? job : probe;
        return first;
    }

    void left(Job job) {
        probe = probe == job ? null : probe;
    }

    /** One may ask at once, and it has all its time again. */
    void lift() {
        rests = 0;
        silentSince = ticker.nanos();
        restUntil = ticker.nanos();
    }

    /**
     * Somebody asked it in vain.
     *
     * @param answers that others gave so far
     * @param before signs of life of anybody when it was asked
     * @param signs the same by now
     * @param unanswered whether it did not even refuse
     * @return whether others answered since it was last asked in vain
     */
    boolean failed(Problem problem, long answers, long before, long signs, boolean unanswered) {
        why = problem;
        boolean othersAnswer = answers > othersAnswers;
        othersAnswers = answers;
        // who was asked before others were heard of again may have been as far away as they were
        boolean askedAlone = before == othersSigns;
        alone = unanswered && (askedAlone || signs == othersSigns);
        othersSigns = askedAlone ? before : signs;
        return othersAnswer;
    }

    /** Whether nothing was heard of anybody since it was last asked in vain. */
    boolean isAlone() {
        return alone;
    }

    /**
     * How often it failed, and whether it needs a rest.
     *
     * @param most so many failures are enough for one
     */
    void count(int most) {
        failures++;
        boolean restsNow = resting && ticker.nanos() - restUntil < 0;
        if (failures >= most && !restsNow) {
            resting = true;
            restUntil =
                    ticker.nanos() + Offline.wait(FIRST_REST, this.rests++, LONGEST_REST).toNanos();
        }
    }

    int failures() {
        return failures;
    }
}
