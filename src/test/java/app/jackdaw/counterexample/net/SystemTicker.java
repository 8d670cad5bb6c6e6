package app.jackdaw.counterexample.net;

import java.time.Instant;

/** The one clock. */
public final class SystemTicker {
    Instant now() {
        return Instant.now();
    }
}
