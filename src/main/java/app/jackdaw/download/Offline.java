package app.jackdaw.download;

import app.jackdaw.net.Ticker;
import java.time.Duration;
import java.util.Optional;

/** While no host at all can be found. Needs the lock of {@link Hosts}. */
final class Offline {

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /** Just short enough not to be taken for a wait of the file's own. */
    private static final Duration LONG_WAIT = Duration.ofSeconds(29);

    private final Ticker ticker;
    private boolean offline;
    private long since;
    private int waits;

    Offline(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Somebody answered, or the user wants to know at once. */
    void end() {
        offline = false;
        waits = 0;
    }

    /**
     * One more could not be found.
     *
     * @param wasThere whether it is known to exist
     */
    Optional<Hosts.Away> failed(boolean wasThere) {
        if (!offline) {
            offline = true;
            since = ticker.nanos();
        }
        if (ticker.nanos() - since > Hosts.LONGEST_OFFLINE.toNanos()) {
            return wasThere ? Optional.of(new Hosts.Away(LONG_WAIT, false)) : Optional.empty();
        }
        return Optional.of(new Hosts.Away(wait(FIRST_WAIT, waits++, LONGEST_WAIT), true));
    }

    /** How long to wait for one that swallows everything, after so many failures. */
    static Hosts.Away alone(int failures) {
        return new Hosts.Away(wait(FIRST_WAIT, failures - 1, LONG_WAIT), false);
    }

    static Duration wait(Duration first, int doublings, Duration longest) {
        Duration wait = first.multipliedBy(1L << Math.min(doublings, 10));
        return wait.compareTo(longest) > 0 ? longest : wait;
    }
}
