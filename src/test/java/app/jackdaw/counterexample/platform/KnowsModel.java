package app.jackdaw.counterexample.platform;

import app.jackdaw.counterexample.model.Fact;

/** Looks into a room that is closed to it. */
public final class KnowsModel {
    Fact known = new Fact();
}
