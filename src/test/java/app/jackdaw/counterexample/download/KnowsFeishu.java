package app.jackdaw.counterexample.download;

import app.jackdaw.counterexample.feishu.Endpoint;

/** Looks into a room that is closed to it. */
public final class KnowsFeishu {
    Endpoint known = new Endpoint();
}
