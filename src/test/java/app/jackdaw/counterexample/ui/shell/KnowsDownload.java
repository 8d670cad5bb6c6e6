package app.jackdaw.counterexample.ui.shell;

import app.jackdaw.counterexample.download.Engine;

/** Looks into a room that is closed to it. */
public final class KnowsDownload {
    Engine known = new Engine();
}
