package app.jackdaw.counterexample.download;

import java.time.Instant;
import java.util.function.Supplier;

/** Asks the wall by a method reference. */
public final class RefersToNow {
    Supplier<Instant> clock = Instant::now;
}
