package app.jackdaw.download;

import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.net.Ticker;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Which hosts answer at all. A host that lets many connections fail in a row gets a rest while the
 * others go on; after it one job asks as a probe, which costs no try, and the first answer ends the
 * rest for all. One that cannot even be found rests from the first time on, and whoever has another
 * one to ask goes first. As long as nobody at all is heard of that may be the network, and nobody's
 * failed try; as soon as anybody is, all that were missed are asked once more, and one that is
 * still not there is to blame itself. One that tells file after file that it is in trouble gets a
 * rest in the same way, but whoever is told so has had his try. To wait is nobody's failed try
 * either when a host that answered before lets everybody wait in vain and nothing else is heard of,
 * or when one that answered in this run refuses connections or is not found: it is being started
 * again, or will be found dead. Any thread.
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

    /** No host is called so: whoever gives links, wherever that is. */
    static final String PLATFORM = LinkSource.PLATFORM;

    /**
     * A host that lets nobody in.
     *
     * @param until when it may be asked again, by the ticker's nanoseconds
     * @param probed whether somebody asks it right now
     * @param why what the last one met
     * @param hopeless silent for so long that nobody need wait for it
     */
    record Rest(long until, boolean probed, Problem why, boolean hopeless) {

        /** One that has two reasons to rest does so until both are over. */
        private Rest and(Rest other) {
            boolean longer = until - other.until >= 0;
            return new Rest(
                    longer ? until : other.until,
                    probed || other.probed,
                    longer ? why : other.why,
                    hopeless || other.hopeless);
        }
    }

    private final Ticker ticker;
    private final Signs signs;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Host> hosts = new HashMap<>();
    private final Troubles troubles;
    private final Offline offline;
    private volatile Runnable whenBack = () -> {};
    private volatile Runnable whenWorthATry = () -> {};

    /**
     * @param received bytes that came so far, from whomever
     */
    Hosts(Ticker ticker, LongSupplier received) {
        this.ticker = ticker;
        this.signs = new Signs(received);
        this.troubles = new Troubles(ticker);
        this.offline = new Offline(ticker);
    }

    /** Called on the thread that heard the answer, after a host that rested gave one. */
    void whenBack(Runnable listener) {
        whenBack = listener;
    }

    /** Called on the thread that heard of another host, which ends the rests of some. */
    void whenWorthATry(Runnable listener) {
        whenWorthATry = listener;
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
            Optional<Rest> trouble = troubles.rest(name);
            if (host == null || !host.isResting()) {
                return trouble;
            }
            Rest silence = host.rest(signs.mayBeBack(name));
            return Optional.of(trouble.map(silence::and).orElse(silence));
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
            boolean silent = host != null && !host.admits(job);
            if (silent || !troubles.admits(name, job)) { // before either takes it for its probe
                return rest(name).map(Rest::why);
            }
            if (host != null) {
                host.letIn(job);
            }
            troubles.letIn(name, job);
            job.signsWhenAsking = signs.count();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** The job asks somebody from now on. */
    void asks(Job job) {
        lock.lock();
        try {
            job.signsWhenAsking = signs.count();
        } finally {
            lock.unlock();
        }
    }

    /** The job asks nobody any more. */
    void left(Job job) {
        lock.lock();
        try {
            hosts.values().forEach(host -> host.left(job));
            troubles.left(job);
        } finally {
            lock.unlock();
        }
    }

    /** The user does not want to wait for the end of a rest: one may ask at once. */
    void lift() {
        lock.lock();
        try {
            hosts.values().forEach(Host::lift);
            troubles.lift();
            offline.end();
        } finally {
            lock.unlock();
        }
    }

    /** There was a network once, before the application was started. */
    void answeredBefore() {
        lock.lock();
        try {
            signs.hadNetwork();
        } finally {
            lock.unlock();
        }
    }

    /** There was a link that nobody had to be asked for: somebody was once. */
    void platformAnsweredBefore() {
        lock.lock();
        try {
            signs.isThere(PLATFORM);
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
        lock.lock();
        try {
            if (giver.equals(PLATFORM)) {
                signs.given();
            }
        } finally {
            lock.unlock();
        }
        back(giver, giver.equals(PLATFORM));
    }

    /** What the giver of links said instead of giving one, if it said anything. */
    void saidInstead(String giver, Problem problem) {
        if (problem.httpStatus() > 0 && !Silence.isNobodyAsked(problem)) {
            back(giver, giver.equals(PLATFORM));
        }
    }

    /** The host said to the job that it is in trouble: see {@link Troubles#met}. */
    void troubled(String name, Job job, Problem problem, Optional<Duration> named) {
        lock.lock();
        try {
            troubles.met(name, job, problem, named);
        } finally {
            lock.unlock();
        }
    }

    /** The host said anything but that it is in trouble. */
    void isWell(String name) {
        boolean back;
        lock.lock();
        try {
            back = troubles.isWell(name);
        } finally {
            lock.unlock();
        }
        if (back) {
            whenBack.run();
        }
    }

    /**
     * Somebody who would have been led to that host, which was silent, got an answer of another:
     * maybe nobody asks it any more, and its rest would have no end.
     */
    void leadsElsewhere(String silent) {
        boolean rested;
        lock.lock();
        try {
            Host host = hosts.remove(silent);
            rested = host != null && host.isResting();
        } finally {
            lock.unlock();
        }
        if (rested) {
            whenBack.run();
        }
    }

    /** The host answered, whatever it said. */
    void answered(String name) {
        lock.lock();
        try {
            signs.answer();
        } finally {
            lock.unlock();
        }
        back(name, true);
    }

    /**
     * @param network whether to have heard of it tells that there is a network
     */
    private void back(String name, boolean network) {
        boolean back;
        boolean others = false;
        lock.lock();
        try {
            Host host = hosts.remove(name);
            back = host != null && host.isResting();
            signs.isThere(name);
            if (network) {
                offline.end();
                for (Host other : hosts.values()) {
                    others |= other.anotherAnswered();
                }
            }
        } finally {
            lock.unlock();
        }
        // these take the scheduler's lock, which may be held while this one is taken
        if (back) {
            whenBack.run();
        } else if (others) {
            whenWorthATry.run();
        }
    }

    /**
     * Counts a failure. Of a probe any failure counts: what it should bring is an answer.
     *
     * @param asked the host that was asked, or {@link #PLATFORM}; a redirect may have led to
     *     another one
     * @return what becomes of the job, if this failure must not count as a try
     */
    Optional<Outcome> failed(String name, String asked, Job job, Problem problem) {
        lock.lock();
        try {
            if (!Troubles.is(problem)) {
                troubles.failed(asked, job, problem);
            }
            Host failing = hosts.get(name);
            boolean unasked = Silence.isNobodyAsked(problem);
            boolean probe = failing != null && failing.isProbe(job);
            if (!probe && !unasked && !Silence.is(problem)) {
                return Optional.empty();
            }
            Host host = hosts.computeIfAbsent(name, _ -> new Host(ticker, problem));
            boolean forAll = host.isAskedForAll(job);
            boolean othersAnswer = host.failed(problem, job.signsWhenAsking, signs.count());
            boolean lost = Silence.isNoWay(problem);
            if (lost && !othersAnswer && isMissed(host, asked)) {
                return Optional.of(new Outcome.Resting(name, problem));
            }
            host.count(failuresBeforeRest(name), !lost);
            if (lost) {
                host.takeBreath();
            }
            boolean gone = lost || problem.cause() == Cause.CONNECTION_REFUSED;
            boolean waits =
                    unasked
                            || (gone && signs.isKnown(name))
                            || (host.isAlone() && signs.mayBeBack(asked));
            if (forAll || (waits && (probe || lost))) {
                return Optional.of(new Outcome.Resting(name, problem));
            }
            return waits
                    ? Optional.of(new Outcome.Again(Offline.alone(host.failures()), problem))
                    : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Nobody finds it, and as far as anybody knows nobody would find another one either. */
    private boolean isMissed(Host host, String asked) {
        boolean wasThere = signs.wasThere(asked);
        offline.failed();
        if (offline.isLong() && !wasThere) {
            return false;
        }
        host.miss(wasThere, offline);
        return true;
    }

    /** Whoever asks a platform that worked has called several times before it is told of. */
    private int failuresBeforeRest(String name) {
        return name.equals(PLATFORM) && signs.isKnown(PLATFORM) ? 1 : FAILURES_BEFORE_REST;
    }
}
