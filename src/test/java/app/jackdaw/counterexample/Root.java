package app.jackdaw.counterexample;

/** Something to be known. */
public final class Root {}
