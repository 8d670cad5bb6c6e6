package app.jackdaw.download;

import app.jackdaw.net.Ticker;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which files cannot start without another call for links, apart from those that were picked to
 * make one. Needs the scheduler's lock.
 */
final class LinkCost {

    private final Ticker ticker;
    private final LinkSource links;
    private final Set<Job> picked = new LinkedHashSet<>();

    LinkCost(Ticker ticker, LinkSource links) {
        this.ticker = ticker;
        this.links = links;
    }

    boolean isIn(Job job) {
        return !picked.contains(job) && asks(job, ticker.now());
    }

    /** Whether it costs a call to learn where the file is. */
    private boolean asks(Job job, Instant now) {
        return !job.announced
                && !job.transfer.state().isFinished()
                && (job.link == null || job.link.isStale(now))
                && (job.refused != null || !links.holds(job.item()));
    }

    /** The job may ask for a link although those before it may not. */
    void pick(Job job) {
        picked.add(job);
    }

    /**
     * The job makes no use of that any more.
     *
     * @return whether it could
     */
    boolean unpick(Job job) {
        return picked.remove(job);
    }

    void unpickAll() {
        picked.clear();
    }

    void unpickIf(Predicate<Job> which) {
        picked.removeIf(which);
    }

    List<Job> picked() {
        return List.copyOf(picked);
    }
}
