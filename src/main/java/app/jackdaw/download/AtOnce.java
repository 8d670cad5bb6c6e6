package app.jackdaw.download;

import app.jackdaw.net.Ticker;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * How many files are fetched at once: as many as the user says, and fewer for a while when the
 * system has no more sockets or files to give. Each such failure halves the number, as each refusal
 * of the link API slows its pace; each quiet minute gives one back, because what took the sockets
 * may be gone. Needs the scheduler's lock.
 */
final class AtOnce {

    static final Duration QUIET = Duration.ofMinutes(1);

    private final Ticker ticker;
    private int wanted;
    private int allowed;
    private long changed;

    /** Those that ran when the number was halved: their failures are a reason no more. */
    private final Set<Job> crowd = new HashSet<>();

    AtOnce(Ticker ticker, int wanted) {
        this.ticker = ticker;
        this.wanted = wanted;
        this.allowed = wanted;
    }

    /** The user says so, and knows better than what happened before. */
    void want(int files) {
        wanted = files;
        allowed = files;
        crowd.clear();
    }

    /** The job found no room among those that run. */
    void crowded(Job job, Collection<Job> running) {
        boolean knownAlready = crowd.remove(job);
        if (!knownAlready) {
            allowed = Math.max(1, allowed() / 2);
            crowd.clear();
            crowd.addAll(running);
        }
        changed = ticker.nanos();
    }

    /** What the user said last. */
    int wanted() {
        return wanted;
    }

    int allowed() {
        while (allowed < wanted && since() >= QUIET.toNanos()) {
            allowed++;
            changed += QUIET.toNanos();
        }
        return allowed;
    }

    private long since() {
        return ticker.nanos() - changed;
    }

    /** When there will be one more, or {@link Alarm#NEVER}. */
    long next() {
        return allowed() < wanted ? changed + QUIET.toNanos() : Alarm.NEVER;
    }
}
