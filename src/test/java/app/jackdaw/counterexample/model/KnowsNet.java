package app.jackdaw.counterexample.model;

import app.jackdaw.counterexample.net.Client;

/** Looks into a room that is closed to it. */
public final class KnowsNet {
    Client known = new Client();
}
