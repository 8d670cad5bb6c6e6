package app.jackdaw.counterexample.ui.results;

import app.jackdaw.counterexample.ui.shell.Shell;

/** Looks into a room that is closed to it. */
public final class KnowsShell {
    Shell known = new Shell();
}
