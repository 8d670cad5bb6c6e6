package app.jackdaw.practice;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What the practice platform takes from outside: time, and how slow its slow documents are. Its
 * parts are called from several threads at once. Immutable.
 *
 * @param clock wall clock: for the life of access tokens and links
 * @param nanos monotonic nanoseconds: for the limit of calls in a second
 * @param sleep makes slow documents slow
 * @param slowing 1 lets slow documents take their own time, 0 serves all at full speed, 2 takes
 *     twice as long
 * @param seed decides the order of answers
 */
public record PracticeSettings(
        InstantSource clock, LongSupplier nanos, Sleep sleep, double slowing, long seed) {

    /** Waits; an interrupt ends it. */
    @FunctionalInterface
    public interface Sleep {
        void sleep(Duration duration) throws InterruptedException;
    }

    public PracticeSettings {
        if (!(slowing >= 0)) {
            throw new IllegalArgumentException("slowing is negative: " + slowing);
        }
    }

    /** As in the example: slow documents take their time. */
    public static PracticeSettings of(InstantSource clock, LongSupplier nanos, Sleep sleep) {
        return new PracticeSettings(clock, nanos, sleep, 1, 20_261_123);
    }

    public PracticeSettings withSlowing(double factor) {
        return new PracticeSettings(clock, nanos, sleep, factor, seed);
    }

    public PracticeSettings withSeed(long otherSeed) {
        return new PracticeSettings(clock, nanos, sleep, slowing, otherSeed);
    }
}
