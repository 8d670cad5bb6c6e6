package app.jackdaw.download;

import app.jackdaw.net.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Whose links are asked for while a host lets nobody in. Where a file leads is known only once its
 * link is there, and every call for links counts against a quota. So once many led to such a host,
 * those behind are no longer asked for one after the other: a few from all over the queue are, a
 * call a minute, and where one of them comes through, the files beside it. What is asked for in
 * vain is a matter of time, not of the length of the list. Needs the scheduler's lock.
 */
final class Samples {

    private static final Duration BETWEEN_ROUNDS = Duration.ofMinutes(1);

    /**
     * Beside two for each that may run. Not bound to the pace of the calls, which says nothing of
     * the host; and running ones count as long as nobody knows whether they are in vain.
     */
    private static final int LINKS_IN_VAIN = 50;

    /** For so many that cost a call as before, each round looks whether a link came meanwhile. */
    static final int LOOKED_AT_AGAIN = 250;

    private final Ticker ticker;
    private final LinkSource links;
    private final JobQueue jobs;
    private final IntSupplier atOnce;
    private final LongConsumer alarm;

    private final LinkCost cost;

    /** Running ones that were picked; what lies beside one that comes through is worth a call. */
    private final Set<Job> outposts = new HashSet<>();

    /** Running ones whose link costs a call. */
    private final Set<Job> asking = new HashSet<>();

    /** Whose links led nowhere, since a host that let nobody in was last heard of. */
    private final Set<Job> inVain = new HashSet<>();

    private long nextRound;
    private int rounds;
    private int places;

    /** Links may have come of any of them. */
    private boolean lookAgain;

    /**
     * @param atOnce how many may run
     * @param alarm wakes whoever calls {@link #look} at that instant of the ticker
     */
    Samples(
            Services services,
            JobQueue jobs,
            LinkCost cost,
            IntSupplier atOnce,
            LongConsumer alarm) {
        this.ticker = services.ticker();
        this.links = services.links();
        this.jobs = jobs;
        this.cost = cost;
        this.atOnce = atOnce;
        this.alarm = alarm;
    }

    /** The user wants to know at once whether a host is back, and may have fetched links. */
    void lift() {
        startOver();
        lookAgain = true;
    }

    /** A host is back. */
    void startOver() {
        inVain.clear();
        rounds = 0;
        places = 0;
        cost.unpickAll();
    }

    /** It looks on behalf of all whether whoever gives links is back. */
    void letAsk(Job job) {
        if (job.link == null) {
            cost.pick(job);
        }
    }

    /** Whether files are no longer asked for in the order of the queue. */
    boolean isClosed() {
        return room() <= 0;
    }

    /** How many more links may be asked for in order, if they should all be in vain. */
    int room() {
        return 2 * atOnce.getAsInt() + LINKS_IN_VAIN - inVain.size() - asking.size();
    }

    /** Those out of order whose links will be asked for soon. */
    List<Job> picked() {
        return cost.picked();
    }

    void started(Job job) {
        if (job.link == null && !links.holds(job.item())) {
            asking.add(job);
        }
        if (cost.unpick(job)) {
            outposts.add(job);
        }
    }

    /**
     * @param outcome null when the worker was stopped
     */
    void ended(Job job, @Nullable Outcome outcome) {
        boolean asked = asking.remove(job);
        boolean isThrough = outposts.remove(job) && job.answered;
        if (waitsForAHost(outcome)) {
            if (asked) {
                inVain.add(job);
            }
        } else if (outcome != null) {
            inVain.remove(job);
        }
        if (isThrough) {
            pickBeside(job);
        }
    }

    private static boolean waitsForAHost(@Nullable Outcome outcome) {
        return outcome instanceof Outcome.Resting
                || (outcome instanceof Outcome.Again again && Silence.is(again.why()));
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
        if (lookAgain) {
            lookAgain = false;
            jobs.queued().lookAgainAtAll();
        }
        cost.unpickIf(job -> !jobs.isQueued(job));
        boolean due = rounds == 0 || ticker.nanos() - nextRound >= 0;
        if (due && cost.picked().isEmpty() && pickRound()) {
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
        Lanes queued = jobs.queued();
        queued.lookAgain(LOOKED_AT_AGAIN);
        Job next = queued.lastCostly();
        boolean any = next != null;
        for (int count = 1; next != null; count++) {
            pick(next);
            // 0, 1/2, 1/4, 3/4, 1/8, …: each the middle of what lies between those before it
            double place = (Integer.reverse(places) >>> 1) / (double) (1L << 31);
            boolean enough = count == Ahead.LINKS_OF_A_CALL;
            places += enough ? 0 : 1;
            next = enough ? null : queued.costlyAt(place);
        }
        return any;
    }

    private void pickBeside(Job job) {
        int behind = (Ahead.LINKS_OF_A_CALL + 1) / 2;
        Lanes queued = jobs.queued();
        List<Job> beside = new ArrayList<>(queued.costlyBehind(job, behind));
        beside.addAll(queued.costlyBefore(job, Ahead.LINKS_OF_A_CALL - behind));
        beside.forEach(this::pick);
    }

    private void pick(Job job) {
        cost.pick(job);
        jobs.queued().lookAgain(job);
    }
}
