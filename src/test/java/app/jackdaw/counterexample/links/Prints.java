package app.jackdaw.counterexample.links;

/** Prints where nobody looks. */
public final class Prints {
    void run() {
        System.out.println("here");
    }
}
