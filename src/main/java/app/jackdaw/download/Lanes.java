package app.jackdaw.download;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Queued jobs in their order, apart by the folder they go to and by whether their links cost a
 * call: however many may not start for one of these reasons, nobody has to look at them to find the
 * one that may. Needs the scheduler's lock.
 */
final class Lanes {

    static final Comparator<Job> BY_RANK =
            Comparator.comparingLong((Job job) -> job.rank).thenComparing(Job::id);

    /** Those of one folder. */
    private static final class Lane {
        /** As they were when they were last looked at: a link may have grown stale since. */
        private final NavigableSet<Job> free = new TreeSet<>(BY_RANK);

        /** Or their link may have come since. */
        private final NavigableSet<Job> costly = new TreeSet<>(BY_RANK);
    }

    private final Map<Path, Lane> lanes = new HashMap<>();
    private final Predicate<Job> costs;

    /** Where {@link #lookAgain} goes on. */
    private @Nullable Job seenLast;

    /**
     * @param costs whether the job's link costs a call
     */
    Lanes(Predicate<Job> costs) {
        this.costs = costs;
    }

    void add(Job job) {
        Path folder = job.destination;
        if (folder == null) {
            throw new IllegalArgumentException("a job in the queue has a destination");
        }
        Lane lane = lanes.computeIfAbsent(folder, _ -> new Lane());
        (costs.test(job) ? lane.costly : lane.free).add(job);
    }

    boolean remove(Job job) {
        Path folder = job.destination;
        Lane lane = folder == null ? null : lanes.get(folder);
        if (lane == null) {
            return false;
        }
        boolean removed = lane.free.remove(job) || lane.costly.remove(job);
        if (lane.free.isEmpty() && lane.costly.isEmpty()) {
            lanes.remove(folder);
        }
        return removed;
    }

    boolean contains(Job job) {
        Path folder = job.destination;
        Lane lane = folder == null ? null : lanes.get(folder);
        return lane != null && (lane.free.contains(job) || lane.costly.contains(job));
    }

    boolean isEmpty() {
        return lanes.isEmpty();
    }

    /** In no order. */
    List<Job> all() {
        List<Job> all = new ArrayList<>();
        for (Lane lane : lanes.values()) {
            all.addAll(lane.free);
            all.addAll(lane.costly);
        }
        return all;
    }

    /** Something was learned of the job. */
    void lookAgain(Job job) {
        if (remove(job)) {
            add(job);
        }
    }

    /** Anything may have been learned of all of them. */
    void lookAgainAtAll() {
        for (Lane lane : lanes.values()) {
            sort(lane.costly, lane.free, costs.negate());
        }
    }

    private static void sort(NavigableSet<Job> from, NavigableSet<Job> to, Predicate<Job> which) {
        for (Iterator<Job> jobs = from.iterator(); jobs.hasNext(); ) {
            Job job = jobs.next();
            if (which.test(job)) {
                jobs.remove();
                to.add(job);
            }
        }
    }

    /**
     * Links may have come for some: looks at the next ones, until so many cost a call as before.
     */
    void lookAgain(int most) {
        int inVain = 0;
        while (inVain < most) {
            Job last = seenLast;
            List<Job> next = last == null ? costly(1, s -> s) : costlyBehind(last, 1);
            if (next.isEmpty()) {
                seenLast = null; // from the beginning next time
                return;
            }
            Job job = next.getFirst();
            seenLast = job;
            if (costs.test(job)) {
                inVain++;
            } else {
                lookAgain(job);
            }
        }
    }

    /**
     * The first one that may start.
     *
     * @param folder whether the files of a folder may
     * @param free only those whose links cost no call
     */
    @Nullable Job first(Predicate<Path> folder, boolean free, Predicate<Job> may) {
        Job first = null;
        for (Map.Entry<Path, Lane> entry : lanes.entrySet()) {
            if (folder.test(entry.getKey())) {
                Lane lane = entry.getValue();
                first = earlier(first, free ? firstFree(lane, may) : first(lane.free, may));
                first = earlier(first, free ? null : first(lane.costly, may));
            }
        }
        return first;
    }

    private static @Nullable Job earlier(@Nullable Job one, @Nullable Job other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return BY_RANK.compare(one, other) < 0 ? one : other;
    }

    private static @Nullable Job first(NavigableSet<Job> jobs, Predicate<Job> may) {
        for (Job job : jobs) {
            if (may.test(job)) {
                return job;
            }
        }
        return null;
    }

    private @Nullable Job firstFree(Lane lane, Predicate<Job> may) {
        for (Iterator<Job> jobs = lane.free.iterator(); jobs.hasNext(); ) {
            Job job = jobs.next();
            if (costs.test(job)) {
                jobs.remove();
                lane.costly.add(job);
            } else if (may.test(job)) {
                return job;
            }
        }
        return null;
    }

    /**
     * The next ones in their order, whatever their links cost.
     *
     * @param folder whether the files of a folder count
     */
    List<Job> next(int count, Predicate<Path> folder) {
        List<Job> next = new ArrayList<>();
        for (Map.Entry<Path, Lane> entry : lanes.entrySet()) {
            if (folder.test(entry.getKey())) {
                Lane lane = entry.getValue();
                lane.free.stream().limit(count).forEach(next::add);
                lane.costly.stream().limit(count).forEach(next::add);
            }
        }
        return next.stream().sorted(BY_RANK).limit(count).toList();
    }

    /** Those whose links cost a call, behind the job's place, the nearest first. */
    List<Job> costlyBehind(Job job, int count) {
        return costly(count, jobs -> jobs.tailSet(job, false));
    }

    /** Those whose links cost a call, before the job's place, the nearest first. */
    List<Job> costlyBefore(Job job, int count) {
        return costly(count, jobs -> jobs.headSet(job, false).descendingSet());
    }

    /** The last of those whose links cost a call. */
    @Nullable Job lastCostly() {
        List<Job> last = costly(1, NavigableSet::descendingSet);
        return last.isEmpty() ? null : last.getFirst();
    }

    /**
     * One of those whose links cost a call.
     *
     * @param place 0 for the first, almost 1 for the last: by where they stand in the list
     */
    @Nullable Job costlyAt(double place) {
        Job last = lastCostly();
        if (last == null) {
            return null;
        }
        long first = costly(1, jobs -> jobs).getFirst().rank;
        long rank = first + (long) (place * (last.rank - first + 1));
        Job there = new Job(last.item(), rank); // stands for its place
        List<Job> behind = costlyBehind(there, 1);
        return behind.isEmpty() ? last : behind.getFirst();
    }

    private List<Job> costly(int count, Function<NavigableSet<Job>, NavigableSet<Job>> part) {
        List<Job> found = new ArrayList<>();
        boolean backwards = false;
        for (Lane lane : lanes.values()) {
            NavigableSet<Job> jobs = part.apply(lane.costly);
            backwards |= jobs.comparator() != BY_RANK;
            jobs.stream().limit(count).forEach(found::add);
        }
        found.sort(backwards ? BY_RANK.reversed() : BY_RANK);
        return found.subList(0, Math.min(count, found.size()));
    }
}
