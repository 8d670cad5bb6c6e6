package app.jackdaw.counterexample.net;

/** Something to be known. */
public final class Client {}
