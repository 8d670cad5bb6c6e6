package app.jackdaw.download;

import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * What was heard of anybody in this run of the application, and what that says of those who are
 * silent now. Needs the lock of {@link Hosts}.
 */
final class Signs {

    private final LongSupplier received;

    /** Those that answered in this run. */
    private final Set<String> known = new HashSet<>();

    private boolean hadNetwork;
    private long answers;

    /** Links that the platform gave. */
    private long given;

    /**
     * @param received bytes that came so far, from whomever
     */
    Signs(LongSupplier received) {
        this.received = received;
    }

    /** There was a network once, before the application was started. */
    void hadNetwork() {
        hadNetwork = true;
    }

    void isThere(String name) {
        known.add(name);
    }

    /** A host of bytes said something. */
    void answer() {
        answers++;
    }

    void given() {
        given++;
    }

    /** How many there were. */
    long count() {
        return answers + given + received.getAsLong();
    }

    boolean isKnown(String name) {
        return known.contains(name);
    }

    /** It was there before, or nothing was heard of in this run and something was in another. */
    boolean mayBeBack(String name) {
        return known.contains(name) || (hadNetwork && known.isEmpty());
    }

    /** The same of one that cannot be found: what the platform says tells nothing of it. */
    boolean wasThere(String name) {
        return known.contains(name) || (hadNetwork && answers == 0);
    }
}
