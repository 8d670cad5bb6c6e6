package app.jackdaw.download;

import app.jackdaw.download.Downloads.Move;
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
        List<Job> wanted = reordered(order, moved, move);
        List<Long> ranks = order.stream().map(job -> job.rank).toList();
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

    private static List<Job> reordered(List<Job> order, Set<Job> moved, Move move) {
        List<Job> result = new ArrayList<>(order);
        switch (move) {
            case FIRST -> result.sort(Comparator.comparing(job -> !moved.contains(job)));
            case LAST -> result.sort(Comparator.comparing(moved::contains));
            case EARLIER -> {
                for (int at = 1; at < result.size(); at++) {
                    swapIf(result, at - 1, at, moved.contains(result.get(at)), moved);
                }
            }
            case LATER -> {
                for (int at = result.size() - 2; at >= 0; at--) {
                    swapIf(result, at + 1, at, moved.contains(result.get(at)), moved);
                }
            }
        }
        return result;
    }

    private static void swapIf(List<Job> list, int to, int from, boolean wanted, Set<Job> moved) {
        if (wanted && !moved.contains(list.get(to))) {
            Job other = list.get(to);
            list.set(to, list.get(from));
            list.set(from, other);
        }
    }
}
