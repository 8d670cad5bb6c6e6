package app.jackdaw.counterexample.ui.kit;

import app.jackdaw.counterexample.store.Keeper;

/** Looks into a room that is closed to it. */
public final class KnowsStore {
    Keeper known = new Keeper();
}
