package app.jackdaw.counterexample;

/** May print. */
public final class Main {
    void run() {
        System.err.println("here");
    }
}
