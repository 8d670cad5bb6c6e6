package app.jackdaw.download;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Move;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The list of wanted files in its order. Needs the scheduler's lock, except for {@link #look}. */
final class JobList {

    private final Services services;
    private final Map<String, Job> jobs = new LinkedHashMap<>();

    /** The same for whoever only looks: the window asks for every row, often. */
    private final Map<String, Transfer> transfers = new ConcurrentHashMap<>();

    private long lastRank;

    JobList(Services services) {
        this.services = services;
    }

    void restore(LedgerEntry entry) {
        Job job = Restored.job(entry);
        Restored.keep(job, services.places());
        add(job);
    }

    /**
     * The item's job; a new one at the end of the list if there is none. A later mention of a known
     * item adds what was not known and takes nothing away: the row in the window does the same.
     */
    Job listed(MediaItem item, Mentions mentions) {
        Job known = jobs.get(item.id());
        if (known == null) {
            Job job = new Job(item, lastRank + 1);
            add(job);
            services.record(job);
            return job;
        }
        mentions.heard(known, item);
        return known;
    }

    private void add(Job job) {
        jobs.put(job.id(), job);
        transfers.put(job.id(), job.transfer);
        lastRank = Math.max(lastRank, job.rank);
    }

    @Nullable Job get(String itemId) {
        return jobs.get(itemId);
    }

    @Nullable Job remove(String itemId) {
        transfers.remove(itemId);
        return jobs.remove(itemId);
    }

    List<Job> all() {
        return List.copyOf(jobs.values());
    }

    /** Any thread. */
    Optional<Transfer> look(String itemId) {
        return Optional.ofNullable(transfers.get(itemId));
    }

    void move(Collection<String> itemIds, Move move, Scheduler scheduler) {
        List<Job> changed = new Order(jobs, scheduler).move(itemIds, move);
        changed.forEach(job -> lastRank = Math.max(lastRank, job.rank));
        changed.forEach(services.records()::amend);
    }
}
