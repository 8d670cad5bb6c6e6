package app.jackdaw.download;

import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.net.Ticker;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Which hosts answer at all. A host that lets many connections fail in a row gets a rest while the
 * others go on; after it one job asks as a probe, which costs no try, and the first answer ends the
 * rest for all. When no host at all can be found the machine is offline, which is nobody's failed
 * try; nor is it when a host that answered before lets everybody wait in vain and nothing else is
 * heard of either. A host that is silent while others answer is to blame itself. One that answered
 * in this run and now refuses connections is being started again, or will be found dead: to wait
 * for it is nobody's failed try either. Any thread.
 */
final class Hosts {

    static final int FAILURES_BEFORE_REST = 10;

    /**
     * After this long "offline" is a wrong address rather than a missing network; but a host that
     * answered before is missed for as long as it takes: the network was left for the night.
     */
    static final Duration LONGEST_OFFLINE = Duration.ofHours(1);

    /** Nobody waits longer for a host that lets nobody in. */
    static final Duration LONGEST_SILENCE = Duration.ofHours(1);

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

    /** No host is called so: whoever gives links, wherever that is. */
    static final String PLATFORM = LinkSource.PLATFORM;

    /** Of the platform: to have asked for a link and been told so costs no try. */
    private static final Set<Cause> NOBODY_ASKED = EnumSet.of(Cause.RATE_LIMITED, Cause.NOT_ASKED);

    /**
     * A host that lets nobody in.
     *
     * @param until when it may be asked again, by the ticker's nanoseconds
     * @param probed whether somebody asks it right now
     * @param why what the last one met
     * @param hopeless silent for so long that nobody need wait for it
     */
    record Rest(long until, boolean probed, Problem why, boolean hopeless) {}

    /**
     * Nobody can be found.
     *
     * @param all whether nobody need try meanwhile; after a long time another host may be worth it
     */
    record Away(Duration time, boolean all) {}

    private final Ticker ticker;
    private final LongSupplier received;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Host> hosts = new HashMap<>();

    /** Those that answered in this run of the application. */
    private final Set<String> known = new HashSet<>();

    private boolean hadNetwork;
    private long answers;

    /** Links that the platform gave. */
    private long given;

    private final Offline offline;
    private volatile Runnable whenBack = () -> {};

    /**
     * @param received bytes that came so far, from whomever
     */
    Hosts(Ticker ticker, LongSupplier received) {
        this.ticker = ticker;
        this.received = received;
        this.offline = new Offline(ticker);
    }

    /** Called on the thread that heard the answer, after a host that rested gave one. */
    void whenBack(Runnable listener) {
        whenBack = listener;
    }

    /** What a host is called here: two servers on one machine are two hosts. */
    static String of(URI uri) {
        int port = uri.getPort();
        int usual = "http".equalsIgnoreCase(uri.getScheme()) ? 80 : 443;
        return uri.getHost() + ":" + (port < 0 ? usual : port);
    }

    /** Empty for a host that anybody may ask. */
    Optional<Rest> rest(String name) {
        lock.lock();
        try {
            Host host = hosts.get(name);
            return host == null || !host.isResting()
                    ? Optional.empty()
                    : Optional.of(host.rest(mayBeBack(name)));
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
            if (host == null || !host.isResting() || host.letIn(job)) {
                job.signsWhenAsking = signs();
                return Optional.empty();
            }
            return Optional.of(host.why());
        } finally {
            lock.unlock();
        }
    }

    /** The job asks somebody from now on. */
    void asks(Job job) {
        lock.lock();
        try {
            job.signsWhenAsking = signs();
        } finally {
            lock.unlock();
        }
    }

    private long signs() {
        return answers + given + received.getAsLong();
    }

    /** Whether the job asks this host before all others may. */
    boolean isProbe(String name, Job job) {
        lock.lock();
        try {
            Host host = hosts.get(name);
            return host != null && host.isProbe(job);
        } finally {
            lock.unlock();
        }
    }

    /** The job asks nobody any more. */
    void left(Job job) {
        lock.lock();
        try {
            hosts.values().forEach(host -> host.left(job));
        } finally {
            lock.unlock();
        }
    }

    /** The user does not want to wait for the end of a rest: one may ask at once. */
    void lift() {
        lock.lock();
        try {
            hosts.values().forEach(Host::lift);
            offline.end();
        } finally {
            lock.unlock();
        }
    }

    /** There was a network once, before the application was started. */
    void answeredBefore() {
        lock.lock();
        try {
            hadNetwork = true;
        } finally {
            lock.unlock();
        }
    }

    /** There was a link that nobody had to be asked for: somebody was once. */
    void platformAnsweredBefore() {
        lock.lock();
        try {
            known.add(PLATFORM);
        } finally {
            lock.unlock();
        }
    }

    /**
     * A link was given.
     *
     * @param giver by {@link LinkSource#giver}
     */
    void gave(String giver) {
        if (giver.equals(PLATFORM)) {
            lock.lock();
            try {
                given++;
            } finally {
                lock.unlock();
            }
        }
        back(giver);
    }

    /** What the giver of links said instead of giving one, if it said anything. */
    void saidInstead(String giver, Problem problem) {
        if (problem.httpStatus() > 0 && !NOBODY_ASKED.contains(problem.cause())) {
            back(giver);
        }
    }

    /** The host answered, whatever it said. */
    void answered(String name) {
        lock.lock();
        try {
            answers++;
            offline.end();
        } finally {
            lock.unlock();
        }
        back(name);
    }

    private void back(String name) {
        boolean back;
        lock.lock();
        try {
            Host host = hosts.remove(name);
            back = host != null && host.isResting();
            known.add(name);
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
     * @param asked the host that was asked, or {@link #PLATFORM}; a redirect may have led to
     *     another one
     * @return how long to wait, if this failure says that the machine is offline and must not count
     *     as a try
     */
    Optional<Away> failed(String name, String asked, Job job, Problem problem) {
        lock.lock();
        try {
            Host failing = hosts.get(name);
            boolean unasked = NOBODY_ASKED.contains(problem.cause()); // no host of bytes says so
            boolean counts =
                    unasked || isSilence(problem) || (failing != null && failing.isProbe(job));
            if (!counts) {
                return Optional.empty();
            }
            Host host = hosts.computeIfAbsent(name, _ -> new Host(ticker, problem));
            boolean since =
                    host.failed(
                            problem, answers, job.signsWhenAsking, signs(), isUnanswered(problem));
            boolean othersAnswer = failing != null && since;
            boolean refuses = problem.cause() == Cause.CONNECTION_REFUSED && known.contains(name);
            boolean waits = unasked || refuses || (host.isAlone() && mayBeBack(asked));
            if (waits && !host.isProbe(job)) {
                host.count(before(name));
                return Optional.of(Offline.alone(host.failures()));
            }
            Optional<Away> away =
                    OFFLINE.contains(problem.cause()) && !othersAnswer
                            ? offline.failed(known.contains(asked) || (hadNetwork && answers == 0))
                            : Optional.empty();
            if (away.isEmpty()) {
                host.count(before(name));
            }
            return away;
        } finally {
            lock.unlock();
        }
    }

    /** Whoever asks a platform that worked has called several times before it is told of. */
    private int before(String name) {
        return name.equals(PLATFORM) && known.contains(PLATFORM) ? 1 : FAILURES_BEFORE_REST;
    }

    private static boolean isUnanswered(Problem problem) {
        return problem.cause() == Cause.TIMED_OUT
                && problem.arguments().contains(Problem.NOT_CONNECTED);
    }

    /** It was there before, or nothing was heard of in this run and something was in another. */
    private boolean mayBeBack(String name) {
        return known.contains(name) || (hadNetwork && known.isEmpty());
    }
}
