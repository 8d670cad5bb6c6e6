package app.jackdaw.links;

import app.jackdaw.feishu.FeishuSession;
import app.jackdaw.feishu.MediaApi;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.net.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where questions wait until they make a batch: one {@code extra} per batch, five tokens where
 * there are five, a partial batch after 150 ms. Batches are seen to by up to five virtual threads
 * that come with the work and go with it. Any thread.
 */
final class Lane {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    /** As many calls as the pace lets be in flight at once (transfer engine, decision 6). */
    private static final int MOST_WORKERS = 5;

    /** The transfer engine's requirement R22. */
    private static final Duration LONGEST_WAIT_FOR_MORE = Duration.ofMillis(150);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    /**
     * Batches in a row of which nothing came, for a trouble that should have passed, until it
     * counts as one that stays. More than the workers, so that some that failed at the same time
     * are not enough.
     */
    private static final int MOST_FAILURES_IN_A_ROW = 8;

    /**
     * For so long after a problem that concerns every call transfers are told the same without a
     * call, or hundreds of them would each ask a platform that has said no.
     */
    private static final Duration PROBLEM_HOLDS = Duration.ofSeconds(10);

    private record Halt(Problem problem, long since) {}

    private final Ticker ticker;
    private final ThreadFactory threads;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Ask.Key, Ask> open = new HashMap<>();
    private final Map<Optional<String>, Set<Ask>> waiting = new LinkedHashMap<>();
    private int workers;
    private int idleWorkers;
    private int failuresInARow;
    private @Nullable FeishuSession session;
    private @Nullable Halt halt;

    Lane(Ticker ticker, ThreadFactory threads) {
        this.ticker = ticker;
        this.threads = threads;
    }

    /** Whom to ask from now on; what waits is asked there too. */
    void use(@Nullable FeishuSession newSession) {
        lock.lock();
        try {
            session = newSession;
            failuresInARow = 0;
            halt = null;
        } finally {
            lock.unlock();
        }
    }

    @Nullable FeishuSession session() {
        lock.lock();
        try {
            return session;
        } finally {
            lock.unlock();
        }
    }

    /** The problem that lately concerned every call, null when asking is worth it. */
    @Nullable Problem halted() {
        lock.lock();
        try {
            boolean holds = halt != null && ticker.nanos() - halt.since() < PROBLEM_HOLDS.toNanos();
            return holds && halt != null ? halt.problem() : null;
        } finally {
            lock.unlock();
        }
    }

    /** The user wants it asked all the same. */
    void resume() {
        lock.lock();
        try {
            halt = null;
            failuresInARow = 0;
        } finally {
            lock.unlock();
        }
    }

    /** Joins the questions that are open already and opens the others, all at once. */
    List<Ask> join(Collection<Ask.Key> keys) {
        lock.lock();
        try {
            List<Ask> asks = new ArrayList<>(keys.size());
            for (Ask.Key key : keys) {
                Ask ask = open.computeIfAbsent(key, this::opened);
                ask.waiters++;
                asks.add(ask);
            }
            callWorkers();
            return asks;
        } finally {
            lock.unlock();
        }
    }

    private Ask opened(Ask.Key key) {
        Ask ask = new Ask(key, ticker.nanos());
        waiting.computeIfAbsent(Optional.ofNullable(key.extra()), _ -> new LinkedHashSet<>())
                .add(ask);
        return ask;
    }

    /** One who waited does so no longer; a question that nobody waits for is not asked. */
    void leave(Ask ask) {
        lock.lock();
        try {
            ask.waiters--;
            if (ask.waiters > 0 || ask.outcome.isDone()) {
                return;
            }
            open.remove(ask.key, ask);
            if (ask.flight == null) {
                remove(ask);
            } else if (!ask.flight.landed && ask.flight.isAbandoned()) {
                ask.flight.thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    boolean isWanted(Ask ask) {
        lock.lock();
        try {
            return ask.waiters > 0 && !ask.outcome.isDone();
        } finally {
            lock.unlock();
        }
    }

    void settle(Ask ask, Outcome outcome) {
        lock.lock();
        try {
            open.remove(ask.key, ask);
            if (outcome instanceof Outcome.Link) {
                failuresInARow = 0;
                halt = null;
            }
        } finally {
            lock.unlock();
        }
        ask.outcome.complete(outcome);
    }

    /** Every question that still waits would end the same way, so nobody asks. */
    void stop(FeishuSession stopped, Problem problem) {
        List<Ask> rest = new ArrayList<>();
        lock.lock();
        try {
            if (session != stopped) {
                return; // what waits will be asked by somebody else
            }
            waiting.values().forEach(rest::addAll);
            waiting.clear();
            failuresInARow = 0;
            halt = new Halt(problem, ticker.nanos());
        } finally {
            lock.unlock();
        }
        for (Ask ask : rest) {
            settle(ask, new Outcome.Refusal(problem, true));
        }
    }

    /**
     * Nothing came of a whole batch for a trouble that should have passed.
     *
     * @return whether it now counts as one that stays
     */
    boolean failedAgain() {
        lock.lock();
        try {
            failuresInARow++;
            return failuresInARow >= MOST_FAILURES_IN_A_ROW;
        } finally {
            lock.unlock();
        }
    }

    private void remove(Ask ask) {
        Optional<String> extra = Optional.ofNullable(ask.key.extra());
        Set<Ask> group = waiting.get(extra);
        if (group != null) {
            group.remove(ask);
            if (group.isEmpty()) {
                waiting.remove(extra);
            }
        }
    }

    private void callWorkers() {
        int batches = 0;
        for (Set<Ask> group : waiting.values()) {
            batches += (group.size() + MediaApi.MOST_TOKENS - 1) / MediaApi.MOST_TOKENS;
        }
        while (idleWorkers < batches && workers < MOST_WORKERS) {
            workers++;
            idleWorkers++;
            threads.newThread(this::work).start();
        }
    }

    private void work() {
        while (true) {
            Flight flight = nextFlight();
            if (flight == null) {
                return;
            }
            try {
                FeishuSession present = session();
                if (present == null) {
                    Problem missing = Problem.of(Cause.CREDENTIALS_MISSING);
                    settleRest(flight, new Outcome.Refusal(missing, true));
                } else {
                    new Resolver(this, ticker).resolve(flight.asks);
                }
            } catch (InterruptedException nobodyWaits) {
                LOG.debug("A batch was abandoned");
            } catch (RuntimeException mistake) {
                LOG.error("Resolving links failed", mistake);
                Problem ours = Problem.of(Cause.INTERNAL, mistake.getClass().getSimpleName());
                settleRest(flight, new Outcome.Refusal(ours, false));
            } finally {
                land(flight);
            }
        }
    }

    private void settleRest(Flight flight, Outcome outcome) {
        for (Ask ask : flight.asks) {
            if (!ask.outcome.isDone()) {
                settle(ask, outcome);
            }
        }
    }

    /** Waits for a batch; null when there is nothing to do any more. */
    private @Nullable Flight nextFlight() {
        while (true) {
            lock.lock();
            try {
                List<Ask> batch = nextBatch();
                if (!batch.isEmpty()) {
                    idleWorkers--;
                    Flight flight = new Flight(batch, Thread.currentThread());
                    for (Ask ask : batch) {
                        remove(ask);
                        ask.flight = flight;
                    }
                    return flight;
                }
                if (waiting.isEmpty()) {
                    idleWorkers--;
                    workers--;
                    return null;
                }
            } finally {
                lock.unlock();
            }
            try {
                ticker.sleep(LOOK_AGAIN);
            } catch (InterruptedException notMeantForUs) {
                // Flights are interrupted while they fly; a worker that waits has none.
                LOG.debug("Interrupted without a flight");
            }
        }
    }

    /**
     * Five of one group, or all of a partial group that waited long enough; else none. The groups
     * take turns, so that a large one does not hold up the others.
     */
    private List<Ask> nextBatch() {
        long now = ticker.nanos();
        for (Map.Entry<Optional<String>, Set<Ask>> entry : waiting.entrySet()) {
            Set<Ask> group = entry.getValue();
            boolean full = group.size() >= MediaApi.MOST_TOKENS;
            long waited = now - group.iterator().next().since;
            if (full || waited >= LONGEST_WAIT_FOR_MORE.toNanos()) {
                List<Ask> batch = group.stream().limit(MediaApi.MOST_TOKENS).toList();
                waiting.remove(entry.getKey());
                waiting.put(entry.getKey(), group); // to the end; the loop is over
                return batch;
            }
        }
        return List.of();
    }

    /** From here on nobody interrupts for the last flight's sake. */
    private void land(Flight flight) {
        lock.lock();
        try {
            flight.landed = true;
            idleWorkers++;
            boolean _ = Thread.interrupted();
        } finally {
            lock.unlock();
        }
    }
}
