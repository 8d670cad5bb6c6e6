package app.jackdaw.download;

import app.jackdaw.download.Job.Wish;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which job runs when. One thread takes jobs from the queue in order and starts a thread for each;
 * queued jobs cost no thread and no timer, all waiting ones share one. Any thread.
 */
final class Scheduler implements AutoCloseable {

    /** More waiting jobs than this mean that nothing gets through: the rest stays in the queue. */
    private static final int MOST_WAITING = 64;

    /** Links are fetched ahead for twice the running jobs and for two seconds of the API's pace. */
    private static final int LINKS_AHEAD = 50;

    private static final Duration BETWEEN_LOOKS_FOR_ROOM = Duration.ofSeconds(5);
    private static final Duration AFTER_CROWD = Duration.ofSeconds(1);

    private final Services services;
    private final Ticker ticker;
    private final ThreadFactory threads;
    private final Settler settler;
    private final Alarm alarm;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition idle = lock.newCondition();
    private final TreeSet<Job> queue =
            new TreeSet<>(Comparator.comparingLong((Job job) -> job.rank).thenComparing(Job::id));
    private final PriorityQueue<Job> waiting =
            new PriorityQueue<>(Comparator.comparingLong((Job job) -> job.dueNanos));
    private final Set<Job> running = new HashSet<>();
    private final List<Job> startOrder = new ArrayList<>();
    private int atOnce;
    private long heldUntil;
    private boolean held;
    private boolean closed;
    private @Nullable Thread foreman;

    Scheduler(Services services, ThreadFactory threads, int atOnce) {
        this.services = services;
        this.ticker = services.ticker();
        this.threads = threads;
        this.atOnce = atOnce;
        this.settler = new Settler(services);
        this.alarm = new Alarm(ticker, threads, this::ring);
    }

    /** Runs something while no job changes hands. */
    void whileStill(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    // everything below that says "held" needs the lock

    /** Held. Puts a job that does not run into the queue. */
    void enqueue(Job job) {
        waiting.remove(job);
        job.wish = Wish.GO_ON;
        job.interruptedByExit = false;
        job.announced = false;
        job.transfer.state(new TransferState.Queued());
        queue.add(job);
        if (foreman == null && !closed) {
            foreman = threads.newThread(this::work);
            foreman.start();
        }
        work.signalAll();
    }

    /** Held. A job that is in the queue for a look at its file keeps its state. */
    void enqueueForLook(Job job) {
        TransferState state = job.transfer.state();
        enqueue(job);
        job.transfer.state(state);
    }

    /** Held. The user does not want to wait for the end of a common pause. */
    void lift() {
        held = false;
        work.signalAll();
    }

    boolean isQueued(Job job) {
        return queue.contains(job);
    }

    boolean isRunning(Job job) {
        return running.contains(job);
    }

    /** Held. Asks for an end; a job that does not run ends at once. */
    void wish(Job job, Wish wish) {
        if (running.contains(job)) {
            boolean ending = job.wish == Wish.CANCEL || job.wish == Wish.REMOVE;
            job.wish = ending && wish != Wish.REMOVE ? job.wish : wish;
            interrupt(job);
            return;
        }
        boolean underWay = queue.remove(job) | waiting.remove(job);
        boolean matters = underWay || wish == Wish.CANCEL || wish == Wish.REMOVE;
        if (matters) {
            job.wish = wish;
            settler.stopped(job);
            if (wish == Wish.CANCEL || wish == Wish.REMOVE) {
                Thread cleaner = threads.newThread(() -> settler.clean(job));
                cleaner.start();
            }
        }
    }

    /** Held. Changes the rank of a job, wherever it is. */
    void rank(Job job, long rank) {
        boolean queued = queue.remove(job);
        job.rank = rank;
        if (queued) {
            queue.add(job);
        }
    }

    /** Held. */
    List<Job> queued() {
        return List.copyOf(queue);
    }

    void atOnce(int newAtOnce) {
        lock.lock();
        try {
            atOnce = newAtOnce;
            for (int last = startOrder.size() - 1; last >= atOnce; last--) {
                Job latest = startOrder.get(last);
                latest.wish = Wish.STEP_BACK;
                interrupt(latest);
            }
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static void interrupt(Job job) {
        if (job.worker != null) {
            job.worker.interrupt();
        }
    }

    /** The foreman's day: one job after the other, in order. */
    private void work() {
        try {
            while (true) {
                Job job;
                List<MediaItem> next;
                lock.lockInterruptibly();
                try {
                    job = next();
                    while (job == null) {
                        if (closed) {
                            return;
                        }
                        work.await();
                        job = next();
                    }
                    next = announce();
                    running.add(job);
                    startOrder.add(job);
                } finally {
                    lock.unlock();
                }
                if (!next.isEmpty()) {
                    services.links().soon(next);
                }
                begin(job);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Each job once: a link that is refused ahead of time must not be asked for again and again.
     */
    private List<MediaItem> announce() {
        List<MediaItem> next = new ArrayList<>();
        for (Job job : queue.stream().limit(LINKS_AHEAD).toList()) {
            if (!job.announced && job.link == null && !job.transfer.state().isFinished()) {
                next.add(job.item());
            }
            job.announced = true;
        }
        return next;
    }

    private @Nullable Job next() {
        boolean mayStart =
                !closed
                        && running.size() < atOnce
                        && waiting.size() < MOST_WAITING
                        && (!held || ticker.nanos() - heldUntil >= 0);
        return mayStart ? queue.pollFirst() : null;
    }

    /** Names are chosen here, in the order of the queue, so that numbers never depend on luck. */
    private void begin(Job job) throws InterruptedException {
        Optional<Outcome> there = new Worker(services, job).chooseAhead();
        if (there.isPresent()) {
            ended(job, there.get());
            return;
        }
        lock.lock();
        try {
            job.worker = threads.newThread(() -> run(job));
            job.worker.start();
        } finally {
            lock.unlock();
        }
    }

    private void run(Job job) {
        Outcome outcome = null;
        try {
            if (job.wish != Wish.GO_ON) {
                return; // before the thread was there to be interrupted
            }
            if (settler.isStillSaved(job)) {
                outcome = new Outcome.Done(job.transfer.state());
            } else {
                outcome = new Worker(services, job).run();
            }
        } catch (InterruptedException stopped) {
            // the wish says why
        } finally {
            if (!isSaved(outcome) && (job.wish == Wish.CANCEL || job.wish == Wish.REMOVE)) {
                settler.clean(job);
            } else if (job.removed) {
                services.places().release(job);
            }
            ended(job, outcome);
        }
    }

    private void ended(Job job, @Nullable Outcome outcome) {
        lock.lock();
        try {
            running.remove(job);
            startOrder.remove(job);
            job.worker = null;
            if (job.wish == Wish.GO_ON || isSaved(outcome)) {
                settle(job, outcome);
            } else if (job.wish == Wish.STEP_BACK) {
                enqueue(job);
            } else if (job.wish == Wish.HOLD && job.heldBy != null) {
                waitFor(job, BETWEEN_LOOKS_FOR_ROOM, job.heldBy);
            } else {
                settler.stopped(job);
            }
            services.record(job);
            if (job.removed) {
                services.ledger().forget(List.of(job.id())); // what the worker may have added
            }
            work.signalAll();
            idle.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static boolean isSaved(@Nullable Outcome outcome) {
        return outcome instanceof Outcome.Done done && done.state().isFinished();
    }

    private void settle(Job job, @Nullable Outcome outcome) {
        switch (outcome) {
            case null -> enqueue(job); // interrupted by nobody: once more
            case Outcome.Done done -> settler.done(job, done.state());
            case Outcome.Again again -> waitFor(job, again.after(), again.why());
            case Outcome.Offline offline -> {
                hold(offline.after());
                waitFor(job, offline.after(), offline.why());
            }
            case Outcome.Full full -> {
                hold(BETWEEN_LOOKS_FOR_ROOM);
                everybodyWaits(full.why());
                waitFor(job, BETWEEN_LOOKS_FOR_ROOM, full.why());
            }
            case Outcome.ShutOut shutOut -> {
                settler.done(job, new TransferState.Failed(shutOut.why(), job.done()));
                nobodyGoesOn(shutOut.why());
            }
            case Outcome.Crowded crowded -> {
                atOnce = Math.max(1, atOnce / 2);
                waitFor(job, AFTER_CROWD, crowded.why());
            }
        }
    }

    private void waitFor(Job job, Duration delay, Problem why) {
        job.wish = Wish.GO_ON;
        job.heldBy = null;
        job.dueNanos = ticker.nanos() + Math.max(0, delay.toNanos());
        job.transfer.state(new TransferState.Waiting(ticker.now().plus(delay), why));
        waiting.add(job);
        alarm.at(job.dueNanos);
    }

    private void hold(Duration duration) {
        held = true;
        heldUntil = ticker.nanos() + duration.toNanos();
        alarm.at(heldUntil);
    }

    private void everybodyWaits(Problem why) {
        for (Job other : running) {
            if (other.wish == Wish.GO_ON) {
                other.heldBy = why;
                other.wish = Wish.HOLD;
                interrupt(other);
            }
        }
    }

    /** What cannot be mended without the user ends for all, once. */
    private void nobodyGoesOn(Problem why) {
        Consumer<Job> fail =
                job -> {
                    settler.done(job, new TransferState.Failed(why, job.done()));
                    services.record(job);
                };
        queue.forEach(fail);
        waiting.forEach(fail);
        queue.clear();
        waiting.clear();
    }

    /** Something is due: jobs come back into the queue. Returns when to ring next, -1 for never. */
    private long ring() {
        lock.lock();
        try {
            long now = ticker.nanos();
            for (Job due = waiting.peek();
                    due != null && due.dueNanos - now <= 0;
                    due = waiting.peek()) {
                enqueue(due);
            }
            if (held && now - heldUntil >= 0) {
                held = false;
            }
            work.signalAll();
            Job next = waiting.peek();
            if (closed || (next == null && !held)) {
                return Alarm.NEVER;
            }
            long nextDue = next == null ? heldUntil : next.dueNanos;
            return held ? Math.min(nextDue, heldUntil) : nextDue;
        } finally {
            lock.unlock();
        }
    }

    /** Ends what runs and waits for it; parts stay. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            for (Job job : running) {
                if (job.wish == Wish.GO_ON) {
                    job.wish = Wish.QUIT;
                }
                interrupt(job);
            }
            work.signalAll();
            while (!running.isEmpty()) {
                idle.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
        alarm.close();
    }
}
