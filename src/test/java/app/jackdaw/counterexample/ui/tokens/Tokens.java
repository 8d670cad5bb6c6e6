package app.jackdaw.counterexample.ui.tokens;

/** Something to be known. */
public final class Tokens {}
