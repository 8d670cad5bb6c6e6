package app.jackdaw.links;

import java.util.List;

/** A batch under way and the thread that sees to it. Guarded by the {@link Lane}'s lock. */
final class Flight {

    final List<Ask> asks;
    final Thread thread;
    boolean landed;

    Flight(List<Ask> asks, Thread thread) {
        this.asks = List.copyOf(asks);
        this.thread = thread;
    }

    boolean isAbandoned() {
        return asks.stream().allMatch(ask -> ask.waiters == 0 || ask.outcome.isDone());
    }
}
