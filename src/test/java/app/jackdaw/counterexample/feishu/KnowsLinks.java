package app.jackdaw.counterexample.feishu;

import app.jackdaw.counterexample.links.Resolver;

/** Looks into a room that is closed to it. */
public final class KnowsLinks {
    Resolver known = new Resolver();
}
