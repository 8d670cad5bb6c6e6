package app.jackdaw.download;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * Whether a worker waits for a server, for its turn or for the user; else it is busy on this
 * machine, where only a disk can keep it. Every job has one, so it is a single small object.
 * Written by the worker, read on any thread.
 */
final class Whereabouts implements AutoCloseable {

    private static final AtomicIntegerFieldUpdater<Whereabouts> MOVES =
            AtomicIntegerFieldUpdater.newUpdater(Whereabouts.class, "moves");

    private volatile int moves;

    /**
     * The worker begins to wait for something that is not a disk.
     *
     * @return is closed at the end of the wait
     */
    Whereabouts leave() {
        MOVES.incrementAndGet(this);
        return this;
    }

    /** Back from a wait. */
    @Override
    public void close() {
        MOVES.incrementAndGet(this);
    }

    /** Grows with every move: whoever sees the same number twice saw the same stay. */
    int moves() {
        return moves;
    }

    static boolean isAway(int moves) {
        return (moves & 1) == 1;
    }
}
