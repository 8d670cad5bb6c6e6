package app.jackdaw.counterexample.net;

/** Locks itself, and its carrier thread with it. */
public final class Synchronized {
    synchronized int count() {
        return 1;
    }
}
