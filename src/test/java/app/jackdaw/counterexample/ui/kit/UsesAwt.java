package app.jackdaw.counterexample.ui.kit;

import java.awt.GraphicsEnvironment;

/** Brings a second toolkit in. */
public final class UsesAwt {
    boolean headless = GraphicsEnvironment.isHeadless();
}
