package app.jackdaw.download;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether a worker waits for a server, for its turn or for the user; else it is busy on this
 * machine, where only a disk can keep it. Written by the worker, read on any thread.
 */
final class Whereabouts {

    /** Ends with the wait. */
    interface Away extends AutoCloseable {
        @Override
        void close();
    }

    private final AtomicInteger moves = new AtomicInteger();
    private final Away away = moves::incrementAndGet;

    /** The worker begins to wait for something that is not a disk. */
    Away leave() {
        moves.incrementAndGet();
        return away;
    }

    /** Grows with every move: whoever sees the same number twice saw the same stay. */
    int moves() {
        return moves.get();
    }

    static boolean isAway(int moves) {
        return (moves & 1) == 1;
    }
}
