package app.jackdaw.counterexample.misc;

/** Stands in a package that the table does not list. */
public final class Homeless {}
