package app.jackdaw.counterexample.store;

/** Something to be known. */
public final class Keeper {}
