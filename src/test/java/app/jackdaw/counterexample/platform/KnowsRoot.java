package app.jackdaw.counterexample.platform;

import app.jackdaw.counterexample.Root;

/** Looks into a room that is closed to it. */
public final class KnowsRoot {
    Root known = new Root();
}
