package app.jackdaw.counterexample.links;

/** Prints a failure instead of reporting it. */
public final class PrintsTrace {
    void run(Exception failure) {
        failure.printStackTrace();
    }
}
