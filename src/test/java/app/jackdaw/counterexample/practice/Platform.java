package app.jackdaw.counterexample.practice;

/** Something to be known. */
public final class Platform {}
