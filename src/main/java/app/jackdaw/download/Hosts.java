package app.jackdaw.download;

import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.net.Ticker;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which hosts answer at all. A host that lets many connections fail in a row gets a rest while the
 * others go on; when no host at all can be found the machine is offline, which is nobody's failed
 * try. A host that cannot be found while others answer is to blame itself. Any thread.
 */
final class Hosts {

    static final int FAILURES_BEFORE_REST = 10;

    /** After this long "offline" is a wrong address rather than a missing network. */
    static final Duration LONGEST_OFFLINE = Duration.ofHours(1);

    private static final Duration FIRST_REST = Duration.ofSeconds(5);
    private static final Duration LONGEST_REST = Duration.ofSeconds(60);
    private static final Duration FIRST_OFFLINE_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_OFFLINE_WAIT = Duration.ofSeconds(30);

    private static final Set<Cause> NO_CONNECTION =
            EnumSet.of(
                    Cause.HOST_NOT_FOUND,
                    Cause.NETWORK_UNREACHABLE,
                    Cause.PROXY_FAILED,
                    Cause.CONNECTION_REFUSED,
                    Cause.TIMED_OUT);

    /** What a machine without a network says, or without the proxy that is its way out. */
    private static final Set<Cause> OFFLINE =
            EnumSet.of(Cause.HOST_NOT_FOUND, Cause.NETWORK_UNREACHABLE, Cause.PROXY_FAILED);

    private static final class Host {
        private int failures;
        private long othersAnswers;
        private int rests;
        private long restUntil;
        private boolean resting;
    }

    private final Ticker ticker;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Host> hosts = new HashMap<>();
    private long answers;
    private boolean offline;
    private long offlineSince;
    private int offlineWaits;

    Hosts(Ticker ticker) {
        this.ticker = ticker;
    }

    /** How long the host still rests; empty when it may be asked. */
    Optional<Duration> rest(String name) {
        lock.lock();
        try {
            Host host = hosts.get(name);
            if (host == null || !host.resting) {
                return Optional.empty();
            }
            long left = host.restUntil - ticker.nanos();
            if (left <= 0) {
                host.resting = false;
                return Optional.empty();
            }
            return Optional.of(Duration.ofNanos(left));
        } finally {
            lock.unlock();
        }
    }

    /** The host answered, whatever it said. */
    void answered(String name) {
        lock.lock();
        try {
            hosts.remove(name);
            answers++;
            offline = false;
            offlineWaits = 0;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Counts a failure.
     *
     * @return how long to wait before the next try of anything, if this failure says that the
     *     machine is offline and must not count as a try
     */
    Optional<Duration> failed(String name, Problem problem) {
        if (!NO_CONNECTION.contains(problem.cause())) {
            return Optional.empty();
        }
        lock.lock();
        try {
            Host host = hosts.computeIfAbsent(name, _ -> new Host());
            boolean othersAnswer = host.failures > 0 && answers > host.othersAnswers;
            host.othersAnswers = answers;
            count(host);
            return OFFLINE.contains(problem.cause()) && !othersAnswer
                    ? offline()
                    : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private void count(Host host) {
        host.failures++;
        if (host.failures >= FAILURES_BEFORE_REST && !host.resting) {
            host.resting = true;
            host.restUntil =
                    ticker.nanos() + wait(FIRST_REST, host.rests++, LONGEST_REST).toNanos();
        }
    }

    private Optional<Duration> offline() {
        if (!offline) {
            offline = true;
            offlineSince = ticker.nanos();
        }
        if (ticker.nanos() - offlineSince > LONGEST_OFFLINE.toNanos()) {
            return Optional.empty();
        }
        return Optional.of(wait(FIRST_OFFLINE_WAIT, offlineWaits++, LONGEST_OFFLINE_WAIT));
    }

    private static Duration wait(Duration first, int doublings, Duration longest) {
        Duration wait = first.multipliedBy(1L << Math.min(doublings, 10));
        return wait.compareTo(longest) > 0 ? longest : wait;
    }
}
