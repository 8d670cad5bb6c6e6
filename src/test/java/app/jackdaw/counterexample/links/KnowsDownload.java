package app.jackdaw.counterexample.links;

import app.jackdaw.counterexample.download.Engine;

/** Looks into a room that is closed to it. */
public final class KnowsDownload {
    Engine known = new Engine();
}
