package app.jackdaw.download;

import app.jackdaw.net.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Whose links are asked for while a host lets nobody in. Where a file leads is known only once its
 * link is there, and every call for links counts against a quota. So once as many links as are
 * allowed ahead led to such a host, those behind are no longer asked for one after the other: a few
 * from all over the queue are, a call a minute, and where one of them comes through, the files
 * beside it. What is asked for in vain is a matter of time, not of the length of the list. Needs
 * the scheduler's lock.
 */
final class Samples {

    private static final Duration BETWEEN_ROUNDS = Duration.ofMinutes(1);

    private final Ticker ticker;
    private final LinkSource links;
    private final JobQueue jobs;
    private final IntSupplier atOnce;
    private final LongConsumer alarm;

    /** Queued jobs that may ask for a link although those before them may not. */
    private final Set<Job> picked = new LinkedHashSet<>();

    /** Running ones that were picked; what lies beside one that comes through is worth a call. */
    private final Set<Job> outposts = new HashSet<>();

    /** Running ones whose link costs a call. */
    private final Set<Job> asking = new HashSet<>();

    /** Whose links led nowhere, since a host that let nobody in was last heard of. */
    private final Set<Job> inVain = new HashSet<>();

    private long nextRound;
    private int rounds;
    private int places;

    /**
     * @param atOnce how many may run
     * @param alarm wakes whoever calls {@link #look} at that instant of the ticker
     */
    Samples(Services services, JobQueue jobs, IntSupplier atOnce, LongConsumer alarm) {
        this.ticker = services.ticker();
        this.links = services.links();
        this.jobs = jobs;
        this.atOnce = atOnce;
        this.alarm = alarm;
    }

    /** A host is back, or the user wants to know at once whether one is. */
    void startOver() {
        inVain.clear();
        rounds = 0;
        places = 0;
        picked.clear();
    }

    /** Whether files are no longer asked for in the order of the queue. */
    boolean isClosed() {
        return room() <= 0;
    }

    /** How many more links may be asked for in order, if they should all be in vain. */
    int room() {
        return 2 * atOnce.getAsInt() + Ahead.LINKS_AHEAD - inVain.size() - asking.size();
    }

    boolean mayStart(Job job) {
        return !isClosed() || picked.contains(job) || !asks(job, ticker.now());
    }

    /** Those out of order whose links will be asked for soon. */
    List<Job> picked() {
        return List.copyOf(picked);
    }

    void started(Job job) {
        if (job.link == null && !links.holds(job.item())) {
            asking.add(job);
        }
        if (picked.remove(job)) {
            outposts.add(job);
        }
    }

    /**
     * @param outcome null when the worker was stopped
     */
    void ended(Job job, @Nullable Outcome outcome) {
        if (outposts.remove(job) && job.answered) {
            pickBeside(job);
        }
        boolean asked = asking.remove(job);
        if (waitsForAHost(outcome)) {
            if (asked) {
                inVain.add(job);
            }
        } else if (outcome != null) {
            inVain.remove(job);
        }
    }

    private static boolean waitsForAHost(@Nullable Outcome outcome) {
        return outcome instanceof Outcome.Resting
                || (outcome instanceof Outcome.Again again && Hosts.isSilence(again.why()));
    }

    /** Chooses who may ask next, if it is time to. */
    void look() {
        for (Iterator<Job> out = outposts.iterator(); out.hasNext(); ) {
            Job job = out.next();
            if (job.answered) {
                out.remove();
                pickBeside(job);
            }
        }
        if (!isClosed()) {
            return;
        }
        picked.removeIf(job -> !jobs.isQueued(job));
        boolean due = rounds == 0 || ticker.nanos() - nextRound >= 0;
        if (due && picked.isEmpty() && pickRound()) {
            rounds++;
            nextRound = ticker.nanos() + BETWEEN_ROUNDS.toNanos();
            alarm.accept(nextRound);
        }
    }

    /** When the next round is due, or {@link Alarm#NEVER}. */
    long next() {
        boolean ahead = rounds > 0 && isClosed() && nextRound - ticker.nanos() > 0;
        return ahead ? nextRound : Alarm.NEVER;
    }

    /** The last one, which may be of another batch, and others where the queue was least seen. */
    private boolean pickRound() {
        Instant now = ticker.now();
        List<Job> unknown = jobs.queued().filter(job -> asks(job, now)).toList();
        if (unknown.isEmpty()) {
            return false;
        }
        picked.add(unknown.getLast());
        int most = Math.min(Ahead.LINKS_OF_A_CALL, unknown.size());
        while (picked.size() < most) {
            // 0, 1/2, 1/4, 3/4, 1/8, …: each the middle of what lies between those before it
            double place = (Integer.reverse(places++) >>> 1) / (double) (1L << 31);
            picked.add(unknown.get((int) (place * unknown.size())));
        }
        return true;
    }

    private void pickBeside(Job job) {
        Instant now = ticker.now();
        int behind = (Ahead.LINKS_OF_A_CALL + 1) / 2;
        List<Job> beside = new ArrayList<>();
        jobs.queuedBehind(job).filter(j -> asks(j, now)).limit(behind).forEach(beside::add);
        jobs.queuedBefore(job)
                .filter(j -> asks(j, now))
                .limit(Ahead.LINKS_OF_A_CALL - behind)
                .forEach(beside::add);
        picked.addAll(beside);
    }

    /** Whether it costs a call to learn where the file is. */
    private boolean asks(Job job, Instant now) {
        return !job.announced
                && !job.transfer.state().isFinished()
                && (job.link == null || job.link.isStale(now))
                && (job.refused != null || !links.holds(job.item()));
    }
}
