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
import org.jspecify.annotations.Nullable;

/**
 * Which hosts answer at all. A host that lets many connections fail in a row gets a rest while the
 * others go on; after it one job asks as a probe, which costs no try, and the first answer ends the
 * rest for all. When no host at all can be found the machine is offline, which is nobody's failed
 * try. A host that cannot be found while others answer is to blame itself. Any thread.
 */
final class Hosts {

    static final int FAILURES_BEFORE_REST = 10;

    /** After this long "offline" is a wrong address rather than a missing network. */
    static final Duration LONGEST_OFFLINE = Duration.ofHours(1);

    /** Nobody waits longer for a host that lets nobody in. */
    static final Duration LONGEST_SILENCE = Duration.ofHours(1);

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
        private Problem why;
        private long silentSince;
        private int failures;
        private long othersAnswers;
        private int rests;
        private long restUntil;
        private boolean resting;
        private @Nullable Job probe;

        Host(Problem why, long silentSince) {
            this.why = why;
            this.silentSince = silentSince;
        }
    }

    /**
     * A host that lets nobody in.
     *
     * @param until when it may be asked again, by the ticker's nanoseconds
     * @param probed whether somebody asks it right now
     * @param why what the last one met
     * @param hopeless silent for so long that nobody need wait for it
     */
    record Rest(long until, boolean probed, Problem why, boolean hopeless) {}

    private final Ticker ticker;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Host> hosts = new HashMap<>();
    private long answers;
    private boolean offline;
    private long offlineSince;
    private int offlineWaits;
    private volatile Runnable whenBack = () -> {};

    Hosts(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Called on the thread that heard the answer, after a host that rested gave one. */
    void whenBack(Runnable listener) {
        whenBack = listener;
    }

    /** Empty for a host that anybody may ask. */
    Optional<Rest> rest(String name) {
        lock.lock();
        try {
            Host host = hosts.get(name);
            if (host == null || !host.resting) {
                return Optional.empty();
            }
            boolean hopeless = ticker.nanos() - host.silentSince >= LONGEST_SILENCE.toNanos();
            return Optional.of(new Rest(host.restUntil, host.probe != null, host.why, hopeless));
        } finally {
            lock.unlock();
        }
    }

    /**
     * The job wants to ask the host; after a rest the first one to come is its probe.
     *
     * @return why not now, if the host rests or has a probe already
     */
    Optional<Problem> enter(String name, Job job) {
        lock.lock();
        try {
            Host host = hosts.get(name);
            if (host == null || !host.resting) {
                return Optional.empty();
            }
            boolean over = ticker.nanos() - host.restUntil >= 0;
            if (over && (host.probe == null || host.probe == job)) {
                host.probe = job;
                return Optional.empty();
            }
            return Optional.of(host.why);
        } finally {
            lock.unlock();
        }
    }

    /** Whether the job asks this host before all others may. */
    boolean isProbe(String name, Job job) {
        lock.lock();
        try {
            Host host = hosts.get(name);
            return host != null && host.probe == job;
        } finally {
            lock.unlock();
        }
    }

    /** The job asks nobody any more. */
    void left(Job job) {
        lock.lock();
        try {
            for (Host host : hosts.values()) {
                if (host.probe == job) {
                    host.probe = null;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** The user does not want to wait for the end of a rest: one may ask at once. */
    void lift() {
        lock.lock();
        try {
            for (Host host : hosts.values()) {
                host.rests = 0;
                host.silentSince = ticker.nanos();
                host.restUntil = ticker.nanos();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The host answered, whatever it said. */
    void answered(String name) {
        boolean back;
        lock.lock();
        try {
            Host host = hosts.remove(name);
            back = host != null && host.resting;
            answers++;
            offline = false;
            offlineWaits = 0;
        } finally {
            lock.unlock();
        }
        if (back) {
            whenBack.run(); // takes the scheduler's lock, which may be held while this one is taken
        }
    }

    /** Whether the problem is that nobody answered at all. */
    static boolean isSilence(Problem problem) {
        return NO_CONNECTION.contains(problem.cause());
    }

    /**
     * Counts a failure. Of a probe any failure counts: what it should bring is an answer.
     *
     * @return how long to wait before the next try of anything, if this failure says that the
     *     machine is offline and must not count as a try
     */
    Optional<Duration> failed(String name, Job job, Problem problem) {
        lock.lock();
        try {
            Host known = hosts.get(name);
            boolean counts = isSilence(problem) || (known != null && known.probe == job);
            if (!counts) {
                return Optional.empty();
            }
            Host host = hosts.computeIfAbsent(name, _ -> new Host(problem, ticker.nanos()));
            host.why = problem;
            boolean othersAnswer = known != null && answers > host.othersAnswers;
            host.othersAnswers = answers;
            Optional<Duration> offline =
                    OFFLINE.contains(problem.cause()) && !othersAnswer
                            ? offline()
                            : Optional.empty();
            if (offline.isEmpty()) {
                count(host);
            }
            return offline;
        } finally {
            lock.unlock();
        }
    }

    private void count(Host host) {
        host.failures++;
        boolean rests = host.resting && ticker.nanos() - host.restUntil < 0;
        if (host.failures >= FAILURES_BEFORE_REST && !rests) {
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
