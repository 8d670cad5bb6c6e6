package app.jackdaw.net;

import java.time.Duration;
import java.time.Instant;

/** The only clock and the only sleep of the application, so that tests run in virtual time. */
public interface Ticker {

    /** Wall clock: for expiry instants and what people read. */
    Instant now();

    /** Monotonic nanoseconds: for pacing, stalls and speeds; only differences mean something. */
    long nanos();

    /** Waits; an interrupt ends it. A duration that is not positive returns at once. */
    void sleep(Duration duration) throws InterruptedException;

    /** The machine's own clock. */
    static Ticker system() {
        return new SystemTicker();
    }
}
