package app.jackdaw.counterexample.ui.model;

import app.jackdaw.counterexample.links.Resolver;

/** Looks into a room that is closed to it. */
public final class KnowsService {
    Resolver known = new Resolver();
}
