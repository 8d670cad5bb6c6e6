package app.jackdaw.counterexample.net;

/** Shares a variable with the whole process. */
public final class StaticState {
    static int count = 0;
}
