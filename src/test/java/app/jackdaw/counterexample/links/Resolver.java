package app.jackdaw.counterexample.links;

/** Something to be known. */
public final class Resolver {}
