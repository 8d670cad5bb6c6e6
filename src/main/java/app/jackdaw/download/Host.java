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

    /** Between two who ask one that cannot be found, before it has failed often. */
    private static final Duration BREATH = Duration.ofSeconds(1);

    private final Ticker ticker;
    private Problem why;
    private long silentSince;
    private int failures;
    private long othersSigns;
    private boolean alone;
    private int rests;
    private long restUntil;
    private boolean resting;

    /** Its rest ended early: that nobody has asked it since says nothing of it. */
    private boolean unasked;

    private boolean failedOften;
    private @Nullable Job probe;

    /** Others answered since it was last asked in vain. */
    private boolean othersAnswered;

    /** It could not be found, and nobody answered since: maybe there is no network. */
    private boolean missed;

    private long missedSince;

    /** Of one that is missed. */
    private boolean wasThere;

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
        boolean judged = !unasked && !(alone && mayBeBack) && !(missed && wasThere);
        boolean hopeless = judged && isLong();
        return new Hosts.Rest(restUntil, probe != null, why, hopeless);
    }

    private boolean isLong() {
        return ticker.nanos() - silentSince >= Hosts.LONGEST_SILENCE.toNanos();
    }

    Problem why() {
        return why;
    }

    void why(Problem newer) {
        why = newer;
    }

    boolean isProbe(Job job) {
        return probe == job;
    }

    /** Whether the job looks on behalf of all: after many failures one more is nobody's try. */
    boolean isAskedForAll(Job job) {
        return probe == job && failedOften;
    }

    /** Whether the job may ask now: after its rest, if nobody else does. */
    boolean admits(Job job) {
        boolean over = ticker.nanos() - restUntil >= 0;
        return !resting || (over && (probe == null || probe == job));
    }

    /** The job asks, as {@link #admits}; after a rest the first one to come is its probe. */
    void letIn(Job job) {
        if (resting) {
            probe = job;
        }
    }

    void left(Job job) {
        probe = probe == job ? null : probe;
    }

    /** One may ask at once, and it has all its time again. */
    void lift() {
        rests = 0;
        missed = false;
        silentSince = ticker.nanos();
        restUntil = ticker.nanos();
    }

    /** It may be silent for so long before anybody begins to count how long it is. */
    void beSilentFor(Duration time) {
        silentSince = ticker.nanos() + time.toNanos();
    }

    /** One that rests does so for as long at least. */
    void restAtLeast(Duration time) {
        long until = ticker.nanos() + time.toNanos();
        restUntil = resting && until - restUntil > 0 ? until : restUntil;
    }

    /**
     * Somebody asked it in vain.
     *
     * @param before signs of life of anybody when it was asked
     * @param signs the same by now
     * @return whether others answered since it was last asked in vain
     */
    boolean failed(Problem problem, long before, long signs) {
        why = problem;
        // who was asked before others were heard of again may have been as far away as they were
        boolean askedAlone = before == othersSigns;
        alone = Silence.isUnanswered(problem) && (askedAlone || signs == othersSigns);
        othersSigns = askedAlone ? before : signs;
        boolean others = othersAnswered;
        othersAnswered = false;
        return others;
    }

    /** Whether nothing was heard of anybody since it was last asked in vain. */
    boolean isAlone() {
        return alone;
    }

    /**
     * It could not be found, as if there were no network.
     *
     * @param there whether it is known to exist
     * @param offline tells for how long nobody asks, if somebody did not find it just before
     */
    void miss(boolean there, Offline offline) {
        wasThere = there;
        if (!missed) {
            missed = true;
            missedSince = ticker.nanos();
        }
        if (!restsNow()) {
            restFor(offline.rest());
        }
    }

    /**
     * Another one answered: there is a network.
     *
     * @return whether this one may be asked earlier because of that
     */
    boolean anotherAnswered() {
        othersAnswered = true;
        boolean waits = missed && restsNow();
        endMiss(wasThere);
        if (waits) {
            restUntil = ticker.nanos();
            unasked = true;
        }
        return waits;
    }

    /**
     * @param network whether the silence until now was that of the network, and none of its own
     */
    private void endMiss(boolean network) {
        if (missed && network) {
            silentSince += ticker.nanos() - missedSince;
        }
        missed = false;
    }

    /**
     * How often it failed, and whether it needs a rest.
     *
     * @param most so many failures are enough for one
     * @param found whether somebody was reached in its name, so that there is a network
     */
    void count(int most, boolean found) {
        failures++;
        failedOften |= failures >= most;
        endMiss(found);
        if (failures >= most && !restsNow()) {
            restFor(Offline.wait(FIRST_REST, rests++, LONGEST_REST));
        }
    }

    /** One may ask it at a time from now on: it alone cannot be found. */
    void takeBreath() {
        if (!restsNow()) {
            restFor(BREATH);
        }
    }

    private boolean restsNow() {
        return resting && ticker.nanos() - restUntil < 0;
    }

    private void restFor(Duration time) {
        resting = true;
        unasked = false;
        restUntil = ticker.nanos() + time.toNanos();
    }

    int failures() {
        return failures;
    }
}
