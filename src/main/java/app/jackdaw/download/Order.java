package app.jackdaw.download;

import app.jackdaw.model.Move;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Changes the order of list and queue. Needs the scheduler's lock. */
final class Order {

    private final Map<String, Job> jobs;
    private final Scheduler scheduler;

    Order(Map<String, Job> jobs, Scheduler scheduler) {
        this.jobs = jobs;
        this.scheduler = scheduler;
    }

    /** Gives the moved jobs new ranks, and all others new ones where they stand in the way. */
    List<Job> move(Collection<String> itemIds, Move move) {
        List<Job> order = new ArrayList<>(jobs.values());
        order.sort(Comparator.comparingLong(job -> job.rank));
        Set<Job> moved = new HashSet<>();
        itemIds.forEach(id -> moved.add(jobs.get(id)));
        List<Job> wanted = move.in(order, moved);
        List<Long> ranks = new ArrayList<>();
        for (Job job : order) {
            // after a crash a moved job may have the rank of the one that took its place
            long next = ranks.isEmpty() ? job.rank : Math.max(job.rank, ranks.getLast() + 1);
            ranks.add(next);
        }
        List<Job> changed = new ArrayList<>();
        for (int place = 0; place < wanted.size(); place++) {
            Job job = wanted.get(place);
            if (job.rank != ranks.get(place)) {
                scheduler.rank(job, ranks.get(place));
                changed.add(job);
            }
        }
        Map<String, Job> sorted = new LinkedHashMap<>();
        wanted.forEach(job -> sorted.put(job.id(), job));
        jobs.clear();
        jobs.putAll(sorted);
        return changed;
    }
}
