package app.jackdaw.counterexample.ui.shell;

/** Something to be known. */
public final class Shell {}
