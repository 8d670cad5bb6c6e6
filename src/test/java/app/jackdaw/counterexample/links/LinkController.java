package app.jackdaw.counterexample.links;

/** A controller far from any window. */
public final class LinkController {}
