package app.jackdaw.counterexample.links;

import app.jackdaw.counterexample.feishu.Endpoint;
import app.jackdaw.counterexample.feishu.KnowsLinks;

/** Knows what it may. */
public final class Client {
    Endpoint known = new Endpoint();
    KnowsLinks link = new KnowsLinks();
}
