package app.jackdaw.counterexample.download;

import java.time.Instant;

/** Asks the wall instead of the ticker. */
public final class AsksNow {
    long now = System.nanoTime();
    Instant instant = Instant.now();
}
