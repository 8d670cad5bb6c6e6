package app.jackdaw.counterexample.download;

/** Something to be known. */
public final class Engine {}
