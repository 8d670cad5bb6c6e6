package app.jackdaw.download;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which jobs are queued, waiting and running. Needs the scheduler's lock. */
final class JobQueue {

    private final TreeSet<Job> queued =
            new TreeSet<>(Comparator.comparingLong((Job job) -> job.rank).thenComparing(Job::id));
    private final PriorityQueue<Job> waiting =
            new PriorityQueue<>(Comparator.comparingLong((Job job) -> job.dueNanos));

    /** How many of the waiting ones do so because their host rests. */
    private int resting;

    /** In the order in which they were started. */
    private final Set<Job> running = new LinkedHashSet<>();

    void add(Job job) {
        leaveWaiting(job);
        queued.add(job);
    }

    void park(Job job) {
        waiting.add(job);
        resting += job.waitsApart ? 1 : 0;
    }

    private boolean leaveWaiting(Job job) {
        boolean waited = waiting.remove(job);
        if (waited && job.waitsApart) {
            resting--;
        }
        job.waitsApart = false;
        return waited;
    }

    /** Takes the first job out of the queue and counts it as running. */
    @Nullable Job start() {
        Job job = queued.pollFirst();
        if (job != null) {
            running.add(job);
        }
        return job;
    }

    void ended(Job job) {
        running.remove(job);
    }

    /** Whether it was queued or waiting. */
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

    /** Those whose own host rests say nothing about how the others would fare. */
    int waitingCount() {
        return waiting.size() - resting;
    }

    int restingCount() {
        return resting;
    }

    List<Job> running() {
        return List.copyOf(running);
    }

    /** The running ones that were started last, beyond the first {@code count}. */
    List<Job> startedAfter(int count) {
        return running.stream().skip(count).toList();
    }

    /** The next ones to start. */
    List<Job> next(int count) {
        return queued.stream().limit(count).toList();
    }

    /** The waiting job that is due first. */
    @Nullable Job due() {
        return waiting.peek();
    }

    void rank(Job job, long rank) {
        boolean wasQueued = queued.remove(job);
        job.rank = rank;
        if (wasQueued) {
            queued.add(job);
        }
    }

    /** Takes out those that do not run. */
    void drain(Predicate<Job> which, Consumer<Job> action) {
        List<Job> all = new ArrayList<>(queued);
        all.addAll(waiting);
        all.removeIf(which.negate());
        all.forEach(this::remove);
        all.forEach(action);
    }
}
