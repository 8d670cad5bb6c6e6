package app.jackdaw.download;

import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.net.Ticker;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Hosts that answer, and say nothing but that they are in trouble, or are asked too often. One
 * file, or a few, may be the reason themselves and come to an end like any other that fails; where
 * many different ones in a row are told so, it is the host, which gets a rest as one does that lets
 * nobody in, until the time that it named. Whoever was told so has had a try, a probe too; to wait
 * costs none. Needs the lock of {@link Hosts}.
 */
final class Troubles {

    /** One that names a later time is asked again by then: it may have named it to one file. */
    private static final Duration LONGEST_REST = Duration.ofMinutes(5);

    private static final int TOO_MANY_REQUESTS = 429;

    private final Ticker ticker;
    private final Map<String, Host> hosts = new HashMap<>();

    /** The files that were told so in a row, of hosts that were not given a rest yet. */
    private final Map<String, Set<String>> files = new HashMap<>();

    /** Those that were well in this run: they are waited for as long as it takes. */
    private final Set<String> well = new HashSet<>();

    Troubles(Ticker ticker) {
        this.ticker = ticker;
    }

    static boolean is(Problem problem) {
        return problem.cause() == Cause.SERVER_TROUBLE && isSaidBy(problem.httpStatus());
    }

    /** Others of its kind, such as 408, are about the one request. */
    static boolean isSaidBy(int httpStatus) {
        return httpStatus >= 500 || httpStatus == TOO_MANY_REQUESTS;
    }

    /**
     * The host said it to the job.
     *
     * @param named it said as well when to come again, which the file does; others that come
     *     earlier would only be told the same
     */
    void met(String name, Job job, Problem problem, Optional<Duration> named) {
        Host host = hosts.computeIfAbsent(name, _ -> new Host(ticker, problem));
        host.why(problem);
        Set<String> told = files.computeIfAbsent(name, _ -> new HashSet<>());
        if (host.isResting()) {
            host.count(Hosts.FAILURES_BEFORE_REST, true);
        } else if (told.add(job.id())) {
            host.lift(); // its time begins with its rest
            host.beSilentFor(shorter(named.orElse(Duration.ZERO), Tries.LONGEST_RETRY_AFTER));
            host.count(Hosts.FAILURES_BEFORE_REST, true);
        }
        named.ifPresent(time -> host.restAtLeast(shorter(time, LONGEST_REST)));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** A probe did not even get an answer. */
    void failed(String name, Job job, Problem problem) {
        Host host = hosts.get(name);
        if (host != null && host.isProbe(job)) {
            host.why(problem);
            host.count(Hosts.FAILURES_BEFORE_REST, true);
        }
    }

    /**
     * The host said something else.
     *
     * @return whether others wait for that
     */
    boolean isWell(String name) {
        well.add(name);
        files.remove(name);
        Host host = hosts.remove(name);
        return host != null && host.isResting();
    }

    Optional<Hosts.Rest> rest(String name) {
        Host host = hosts.get(name);
        if (host == null || !host.isResting()) {
            return Optional.empty();
        }
        Hosts.Rest rest = host.rest(false);
        boolean hopeless = rest.hopeless() && !well.contains(name);
        return Optional.of(new Hosts.Rest(rest.until(), rest.probed(), rest.why(), hopeless));
    }

    /** As {@link Host#admits}. */
    boolean admits(String name, Job job) {
        Host host = hosts.get(name);
        return host == null || host.admits(job);
    }

    /** As {@link Host#letIn}. */
    void letIn(String name, Job job) {
        Host host = hosts.get(name);
        if (host != null) {
            host.letIn(job);
        }
    }

    void left(Job job) {
        hosts.values().forEach(host -> host.left(job));
    }

    void lift() {
        hosts.values().forEach(Host::lift);
    }
}
