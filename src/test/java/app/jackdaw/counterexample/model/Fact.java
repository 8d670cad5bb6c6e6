package app.jackdaw.counterexample.model;

/** Something to be known. */
public record Fact() {}
