package app.jackdaw.download;

import app.jackdaw.net.Ticker;
import java.time.Duration;

/**
 * The time since when some could not be found and nobody at all was heard of. It holds nobody who
 * has another host to ask: the first answer of anybody ends it. Needs the lock of {@link Hosts}.
 */
final class Offline {

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /** Just short enough not to be taken for a wait of the file's own. */
    private static final Duration LONG_WAIT = Duration.ofSeconds(29);

    private final Ticker ticker;
    private boolean offline;
    private long since;
    private int rests;

    Offline(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Somebody answered, or the user wants to know at once. */
    void end() {
        offline = false;
        rests = 0;
    }

    /** One more could not be found. */
    void failed() {
        if (!offline) {
            offline = true;
            since = ticker.nanos();
        }
    }

    /** Whether it is a wrong address by now rather than a missing network. */
    boolean isLong() {
        return offline && ticker.nanos() - since > Hosts.LONGEST_OFFLINE.toNanos();
    }

    /** How long the next one rests: the more were not found, the longer, however many they are. */
    Duration rest() {
        return wait(FIRST_WAIT, rests++, LONGEST_WAIT);
    }

    /** How long to wait for one that swallows everything, after so many failures. */
    static Duration alone(int failures) {
        return wait(FIRST_WAIT, failures - 1, LONG_WAIT);
    }

    static Duration wait(Duration first, int doublings, Duration longest) {
        Duration wait = first.multipliedBy(1L << Math.min(doublings, 10));
        return wait.compareTo(longest) > 0 ? longest : wait;
    }
}
