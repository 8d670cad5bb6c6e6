package app.jackdaw.links;

import app.jackdaw.feishu.FeishuSession;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.net.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the questions to one identity wait until they make a batch: one {@code extra} per batch,
 * five tokens where there are five, a partial batch after 150 ms. Batches are seen to by up to five
 * virtual threads that come with the work and go with it. Any thread.
 */
final class Lane {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    /** As many calls as the pace lets be in flight at once (transfer engine, decision 6). */
    private static final int MOST_WORKERS = 5;

    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private final Ticker ticker;
    private final ThreadFactory threads;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Ask.Key, Ask> open = new HashMap<>();
    private final WaitingAsks waiting = new WaitingAsks();
    private final Trouble trouble;
    private int workers;
    private int idleWorkers;
    private Caller caller = Caller.NOBODY;

    Lane(Ticker ticker, ThreadFactory threads) {
        this.ticker = ticker;
        this.threads = threads;
        this.trouble = new Trouble(ticker);
    }

    /** Whom to ask from now on; what waits is asked there too. */
    void use(Caller newCaller) {
        lock.lock();
        try {
            caller = newCaller;
            trouble.startOver();
        } finally {
            lock.unlock();
        }
    }

    Caller caller() {
        lock.lock();
        try {
            return caller;
        } finally {
            lock.unlock();
        }
    }

    Trouble trouble() {
        return trouble;
    }

    /** How long the platform still asks to wait, where somebody waits for it; else zero. */
    Duration slowedDownFor() {
        lock.lock();
        try {
            FeishuSession session = caller.session();
            return session == null || open.isEmpty() ? Duration.ZERO : session.slowedDownFor();
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
        Ask ask = new Ask(key, this, ticker.nanos());
        waiting.add(ask);
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
                waiting.remove(ask);
            } else if (!ask.flight.landed && ask.flight.isAbandoned()) {
                ask.flight.thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    int waiters(Ask.Key key) {
        lock.lock();
        try {
            Ask ask = open.get(key);
            return ask == null ? 0 : ask.waiters;
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
                trouble.isOver();
            }
        } finally {
            lock.unlock();
        }
        ask.outcome.complete(outcome);
    }

    /**
     * Joins for somebody who wants it asked whatever was said before: a call that is still under
     * way ends nothing of this.
     */
    List<Ask> joinAnew(Collection<Ask.Key> keys) {
        lock.lock();
        try {
            trouble.startOver();
            return join(keys);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Every question that still waits would end the same way, so nobody asks.
     *
     * @param round when the call began that found this out
     */
    void stop(FeishuSession stopped, Problem problem, int round) {
        List<Ask> rest;
        lock.lock();
        try {
            if (caller.session() != stopped || trouble.round() != round) {
                return; // what waits will be asked by somebody else, or was meant to be asked anew
            }
            rest = waiting.takeAll();
            trouble.concernsAll(problem);
        } finally {
            lock.unlock();
        }
        for (Ask ask : rest) {
            settle(ask, new Outcome.Refusal(problem, true));
        }
    }

    private void callWorkers() {
        int batches = waiting.batches();
        while (idleWorkers < batches && workers < MOST_WORKERS) {
            workers++;
            idleWorkers++;
            threads.newThread(this::work).start();
        }
    }

    private void work() {
        while (true) {
            Flight flight = nextFlightOrNone();
            if (flight == null) {
                return;
            }
            try {
                new Resolver(this, ticker).resolve(flight.asks);
            } catch (InterruptedException nobodyWaits) {
                LOG.debug("A batch was abandoned");
            } catch (RuntimeException | Error mistake) {
                LOG.error("Resolving links failed", mistake);
                settleRest(flight.asks, ours(mistake));
            } finally {
                land(flight);
            }
        }
    }

    private static Outcome ours(Throwable mistake) {
        Problem ours = Problem.of(Cause.INTERNAL, mistake.getClass().getSimpleName());
        return new Outcome.Refusal(ours, false);
    }

    private void settleRest(List<Ask> asks, Outcome outcome) {
        for (Ask ask : asks) {
            if (!ask.outcome.isDone()) {
                settle(ask, outcome);
            }
        }
    }

    /** Who cannot go on is counted no more, and nobody waits for him. */
    private @Nullable Flight nextFlightOrNone() {
        try {
            return nextFlight();
        } catch (RuntimeException | Error mistake) {
            LOG.error("A worker for links broke", mistake);
            List<Ask> rest;
            lock.lock();
            try {
                idleWorkers--;
                workers--;
                rest = waiting.takeAll();
            } finally {
                lock.unlock();
            }
            settleRest(rest, ours(mistake));
            return null;
        }
    }

    /** Waits for a batch; null when there is nothing to do any more. */
    private @Nullable Flight nextFlight() {
        while (true) {
            lock.lock();
            try {
                List<Ask> batch = waiting.takeBatch(ticker.nanos());
                if (!batch.isEmpty()) {
                    Flight flight = new Flight(batch, Thread.currentThread());
                    idleWorkers--;
                    batch.forEach(ask -> ask.flight = flight);
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
