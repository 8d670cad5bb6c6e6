package app.jackdaw.counterexample.feishu;

/** Something to be known. */
public final class Endpoint {}
