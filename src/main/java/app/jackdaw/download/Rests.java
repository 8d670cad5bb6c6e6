package app.jackdaw.download;

import app.jackdaw.model.Problem;
import app.jackdaw.model.TransferState;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Jobs whose host lets nobody in. However many they are, they hold no thread and keep nobody behind
 * them waiting; once the rest of the host is over one of them goes ahead, and when the host answers
 * all follow. Needs the scheduler's lock.
 */
final class Rests {

    private static final class Known {
        private long until;
        private @Nullable Job scout;

        Known(long until) {
            this.until = until;
        }
    }

    private final Services services;
    private final JobQueue jobs;
    private final LongConsumer alarm;
    private final Map<String, Known> known = new HashMap<>();

    /**
     * @param alarm wakes whoever calls {@link #wake} at that instant of the ticker
     */
    Rests(Services services, JobQueue jobs, LongConsumer alarm) {
        this.services = services;
        this.jobs = jobs;
        this.alarm = alarm;
    }

    void park(Job job, String host, Problem why) {
        job.wish = Job.Wish.GO_ON;
        job.heldBy = null;
        jobs.rest(job, host);
        long until = services.hosts().rest(host).map(Hosts.Rest::until).orElse(now());
        show(job, until, why);
        if (!known.containsKey(host)) {
            known.put(host, new Known(until));
            alarm.accept(until);
        }
    }

    private void show(Job job, long until, Problem why) {
        Duration left = Duration.ofNanos(Math.max(0, until - now()));
        job.transfer.state(
                new TransferState.Waiting(
                        services.ticker().now().plus(left), why, job.done(), job.expected()));
    }

    /**
     * Hands on those who may ask.
     *
     * @param goOn takes all where the host is back
     * @param sendAhead takes one where its rest is over
     * @param giveUp takes those whose host was silent for too long, out of every queue
     */
    void wake(Consumer<Job> goOn, Consumer<Job> sendAhead, BiConsumer<Job, Problem> giveUp) {
        known.keySet().removeIf(this::isOver);
        for (String host : jobs.restingHosts()) {
            services.hosts()
                    .rest(host)
                    .ifPresentOrElse(
                            rest -> wake(host, rest, sendAhead, giveUp),
                            () -> jobs.restingWith(host).forEach(goOn));
        }
    }

    private void wake(
            String host,
            Hosts.Rest rest,
            Consumer<Job> sendAhead,
            BiConsumer<Job, Problem> giveUp) {
        Known place = known.computeIfAbsent(host, _ -> new Known(rest.until()));
        if (place.until != rest.until()) { // it was asked once more, in vain
            place.until = rest.until();
            for (Job job : jobs.restingWith(host)) {
                if (rest.hopeless()) {
                    jobs.remove(job);
                    giveUp.accept(job, rest.why());
                } else {
                    show(job, rest.until(), rest.why());
                }
            }
            alarm.accept(rest.until());
        }
        boolean over = now() - rest.until() >= 0;
        Job next = jobs.nextRestingWith(host, place.scout); // it may cost a try: each in turn
        if (over && !rest.probed() && !isScouted(host) && next != null) {
            place.scout = next;
            sendAhead.accept(next);
        }
    }

    private boolean isOver(String host) {
        boolean nobody = jobs.firstRestingWith(host) == null && !isScouted(host);
        return nobody || services.hosts().rest(host).isEmpty();
    }

    /** Whether somebody is on the way to ask the host. */
    private boolean isScouted(String host) {
        Known place = known.get(host);
        Job scout = place == null ? null : place.scout;
        return scout != null && (jobs.isQueued(scout) || jobs.isRunning(scout));
    }

    /** When the next rest is over, or {@link Alarm#NEVER}. */
    long next() {
        long next = Alarm.NEVER;
        for (Known place : known.values()) {
            if (place.until - now() > 0) {
                next = Alarm.earlier(next, place.until);
            }
        }
        return next;
    }

    private long now() {
        return services.ticker().nanos();
    }
}
