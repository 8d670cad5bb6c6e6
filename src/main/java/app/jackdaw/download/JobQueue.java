package app.jackdaw.download;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs are queued, waiting, resting with their host and running. Needs the scheduler's lock.
 */
final class JobQueue {

    private final Lanes queued;
    private final NavigableSet<Job> waiting =
            new TreeSet<>(
                    Comparator.comparingLong((Job job) -> job.dueNanos).thenComparing(Job::id));

    /** How many of the waiting ones do so for a reason of their own. */
    private int apart;

    /** By the host that lets nobody in. */
    private final Map<String, NavigableSet<Job>> resting = new HashMap<>();

    /** In the order in which they were started. */
    private final Set<Job> running = new LinkedHashSet<>();

    /** Items of jobs that run: a successor on the list must not meet them. */
    private final Set<String> busy = new HashSet<>();

    JobQueue(LinkCost cost) {
        queued = new Lanes(cost::isIn);
    }

    void add(Job job) {
        leaveWaiting(job);
        queued.add(job);
    }

    void park(Job job) {
        waiting.add(job);
        apart += job.waitsApart ? 1 : 0;
    }

    void rest(Job job, String host) {
        job.restsAt = host;
        resting.computeIfAbsent(host, _ -> new TreeSet<>(Lanes.BY_RANK)).add(job);
    }

    private boolean leaveWaiting(Job job) {
        boolean waited = waiting.remove(job);
        if (waited && job.waitsApart) {
            apart--;
        }
        job.waitsApart = false;
        return waited | leaveResting(job);
    }

    private boolean leaveResting(Job job) {
        NavigableSet<Job> others = job.restsAt == null ? null : resting.get(job.restsAt);
        boolean rested = others != null && others.remove(job);
        if (others != null && others.isEmpty()) {
            resting.remove(job.restsAt);
        }
        job.restsAt = null;
        return rested;
    }

    /**
     * Takes the first job out of the queue that may run, and counts it as running.
     *
     * @param folder whether files that go there may
     * @param free only those whose links cost no call
     */
    @Nullable Job start(Predicate<Path> folder, boolean free) {
        Job job = queued.first(folder, free, next -> !busy.contains(next.id()));
        if (job != null) {
            queued.remove(job);
            busy.add(job.id());
            running.add(job);
        }
        return job;
    }

    void ended(Job job) {
        running.remove(job);
        busy.remove(job.id());
    }

    /** Whether it was queued, waiting or resting. */
    boolean remove(Job job) {
        return queued.remove(job) | leaveWaiting(job);
    }

    boolean isQueued(Job job) {
        return queued.contains(job);
    }

    boolean isRunning(Job job) {
        return running.contains(job);
    }

    int runningCount() {
        return running.size();
    }

    /** Whether no thread of the engine has a job in its hands. */
    boolean isIdle() {
        return running.isEmpty();
    }

    /** Those who wait for a reason of their own say nothing about how the others would fare. */
    int waitingCount() {
        return waiting.size() - apart;
    }

    List<Job> running() {
        return List.copyOf(running);
    }

    /** The running ones that were started last, beyond the first {@code count}. */
    List<Job> startedAfter(int count) {
        return running.stream().skip(count).toList();
    }

    boolean isEmpty() {
        return queued.isEmpty();
    }

    Lanes queued() {
        return queued;
    }

    /** The waiting job that is due first. */
    @Nullable Job due() {
        return waiting.isEmpty() ? null : waiting.first();
    }

    List<String> restingHosts() {
        return List.copyOf(resting.keySet());
    }

    /** Those that rest with the host, in the order of the list; empty when nobody does. */
    List<Job> restingWith(String host) {
        NavigableSet<Job> jobs = resting.get(host);
        return jobs == null ? List.of() : List.copyOf(jobs);
    }

    /** The first of those that rest with the host. */
    @Nullable Job firstRestingWith(String host) {
        NavigableSet<Job> jobs = resting.get(host);
        return jobs == null ? null : jobs.first();
    }

    /** The one that rests with the host behind that one, if any, else the first of them. */
    @Nullable Job nextRestingWith(String host, @Nullable Job behind) {
        NavigableSet<Job> jobs = resting.get(host);
        Job next = jobs == null || behind == null ? null : jobs.higher(behind);
        return next == null ? firstRestingWith(host) : next;
    }

    void rank(Job job, long rank) {
        boolean wasQueued = queued.remove(job);
        String host = job.restsAt;
        boolean rested = leaveResting(job);
        job.rank = rank;
        if (wasQueued) {
            queued.add(job);
        }
        if (rested && host != null) {
            rest(job, host);
        }
    }

    /** Takes out those that do not run. */
    void drain(Predicate<Job> which, Consumer<Job> action) {
        List<Job> all = notRunning(which);
        all.forEach(this::remove);
        all.forEach(action);
    }

    /** Those that are queued, waiting or resting. */
    List<Job> notRunning(Predicate<Job> which) {
        List<Job> all = new ArrayList<>(queued.all());
        all.sort(Lanes.BY_RANK);
        all.addAll(waiting);
        resting.values().forEach(all::addAll);
        all.removeIf(which.negate());
        return all;
    }
}
