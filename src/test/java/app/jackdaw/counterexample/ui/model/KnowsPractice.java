package app.jackdaw.counterexample.ui.model;

import app.jackdaw.counterexample.practice.Platform;

/** Looks into a room that is closed to it. */
public final class KnowsPractice {
    Platform known = new Platform();
}
