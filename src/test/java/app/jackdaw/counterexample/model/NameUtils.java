package app.jackdaw.counterexample.model;

/** A drawer for everything. */
public final class NameUtils {}
