package app.jackdaw.counterexample.links;

import java.util.function.Consumer;

/** Prints by a method reference. */
public final class PrintsByReference {
    Consumer<String> printer = System.err::println;
}
