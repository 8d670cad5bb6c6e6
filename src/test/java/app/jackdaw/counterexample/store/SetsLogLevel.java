package app.jackdaw.counterexample.store;

import ch.qos.logback.classic.Level;

/** Turns the logging back end itself. */
public final class SetsLogLevel {
    Level level = Level.DEBUG;
}
