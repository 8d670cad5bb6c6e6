package app.jackdaw.download;

import app.jackdaw.download.Job.Wish;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TransferState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which job runs when. One thread takes jobs from the queue in order and starts a thread for each;
 * queued jobs cost no thread and no timer, all waiting ones share one. Any thread.
 */
final class Scheduler implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);

    /** More waiting jobs than this mean that nothing gets through: the rest stays in the queue. */
    private static final int MOST_WAITING = 64;

    /**
     * Nor does a whole list wait for a host that rests: each would have got a link for nothing, and
     * what is behind them may be on the same host.
     */
    private static final int MOST_RESTING = 512;

    /** Links are fetched ahead for twice the running jobs and for two seconds of the API's pace. */
    private static final int LINKS_AHEAD = 50;

    /** One call brings so many, and every call counts against a monthly quota. */
    private static final int LINKS_OF_A_CALL = 5;

    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final Services services;
    private final ThreadFactory threads;
    private final Settler settler;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition idle = lock.newCondition();
    private final JobQueue jobs = new JobQueue();
    private final Waits waits;
    private final Endings endings;
    private int atOnce;
    private boolean closed;
    private @Nullable Thread foreman;

    Scheduler(Services services, ThreadFactory threads, int atOnce) {
        this.services = services;
        this.threads = threads;
        this.atOnce = atOnce;
        this.settler = new Settler(services);
        this.waits = new Waits(services.ticker(), jobs, threads, this::ring);
        this.endings = new Endings(services, settler, jobs, waits, this);
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
        job.wish = Wish.GO_ON;
        job.interruptedByExit = false;
        job.announced = false;
        if (!job.transfer.state().isFinished()) { // else it is there for a look at its file
            job.transfer.state(new TransferState.Queued());
        }
        jobs.add(job);
        if (foreman == null && !closed) {
            foreman = threads.newThread(this::work);
            foreman.start();
        }
        work.signalAll();
    }

    /** Held. The user does not want to wait for the end of a common pause. */
    void lift() {
        waits.lift();
        work.signalAll();
    }

    boolean isQueued(Job job) {
        return jobs.isQueued(job);
    }

    boolean isRunning(Job job) {
        return jobs.isRunning(job);
    }

    /** Held. Asks for an end; a job that does not run ends at once. */
    void wish(Job job, Wish wish) {
        if (jobs.isRunning(job)) {
            boolean ending = job.wish == Wish.CANCEL || job.wish == Wish.REMOVE;
            job.wish = ending && wish != Wish.REMOVE ? job.wish : wish;
            interrupt(job);
            return;
        }
        boolean underWay = jobs.remove(job);
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

    /**
     * Held. The user takes a pause back before the worker has come to its end.
     *
     * @return whether that was so
     */
    boolean goesOnAfterAll(Job job) {
        boolean takenBack = jobs.isRunning(job) && job.wish == Wish.PAUSE;
        if (takenBack) {
            job.wish = Wish.STEP_BACK;
        }
        return takenBack;
    }

    /** Held. Changes the rank of a job, wherever it is. */
    void rank(Job job, long rank) {
        jobs.rank(job, rank);
    }

    void atOnce(int newAtOnce) {
        lock.lock();
        try {
            atOnce = newAtOnce;
            for (Job surplus : jobs.startedAfter(atOnce)) {
                if (surplus.wish == Wish.GO_ON) {
                    surplus.wish = Wish.STEP_BACK;
                    interrupt(surplus);
                }
            }
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Held. A job that does not run gives up what it has and where it stood. */
    void takeBack(Job job) {
        jobs.remove(job);
        job.transfer.state(new TransferState.Idle());
        settler.clean(job);
    }

    /** Held. The system has no more open files to give: half as many from now on. */
    void crowded() {
        atOnce = Math.max(1, atOnce / 2);
    }

    static void interrupt(Job job) {
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
                } finally {
                    lock.unlock();
                }
                tellSoon(next);
                begin(job);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Each job once: a link that is refused ahead of time must not be asked for again and again.
     * While the queue goes on, never fewer than fill a call.
     */
    private List<MediaItem> announce() {
        List<Job> ahead = jobs.next(LINKS_AHEAD);
        List<Job> next = new ArrayList<>();
        for (Job job : ahead) {
            if (!job.announced && job.link == null && !job.transfer.state().isFinished()) {
                next.add(job);
            }
        }
        if (ahead.size() == LINKS_AHEAD && next.size() < LINKS_OF_A_CALL) {
            return List.of();
        }
        next.forEach(job -> job.announced = true);
        return next.stream().map(Job::item).toList();
    }

    private void tellSoon(List<MediaItem> items) {
        if (items.isEmpty()) {
            return;
        }
        try {
            services.links().soon(items);
        } catch (RuntimeException ignorable) {
            // Only a hint; a source that is about to close must not stop the foreman.
            LOG.debug("Links were not asked for ahead: {}", ignorable.getClass().getSimpleName());
        }
    }

    private @Nullable Job next() {
        boolean mayStart =
                !closed
                        && jobs.runningCount() < atOnce
                        && jobs.waitingCount() < MOST_WAITING
                        && jobs.restingCount() < MOST_RESTING
                        && !waits.isHeld();
        return mayStart ? jobs.start() : null;
    }

    /** Names are chosen here, in the order of the queue, so that numbers never depend on luck. */
    private void begin(Job job) throws InterruptedException {
        services.turns().begin(job);
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
            try {
                if (!Endings.isSaved(outcome)
                        && (job.wish == Wish.CANCEL || job.wish == Wish.REMOVE)) {
                    settler.clean(job);
                } else if (job.removed) {
                    services.places().release(job);
                }
            } finally {
                ended(job, outcome); // whatever happens, nobody waits for it any more
            }
        }
    }

    private void ended(Job job, @Nullable Outcome outcome) {
        services.turns().done(job);
        lock.lock();
        try {
            jobs.ended(job);
            job.worker = null;
            endings.settle(job, outcome);
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

    /** Something is due: jobs come back into the queue. Returns when to ring next. */
    private long ring() {
        lock.lock();
        try {
            long next = waits.over(this::enqueue);
            work.signalAll();
            return closed ? Alarm.NEVER : next;
        } finally {
            lock.unlock();
        }
    }

    /** Ends what runs and waits for it; parts stay. */
    @Override
    public void close() {
        close(CLOSING);
    }

    /**
     * @param patience in the time of the machine: its disk is waited for, and a dead drive holds a
     *     worker for ever; what has not ended by then ends as after a crash
     */
    void close(Duration patience) {
        long left = patience.toNanos();
        try {
            if (!lock.tryLock(left, TimeUnit.NANOSECONDS)) {
                LOG.warn("Closed while the engine was busy with a command");
                return;
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            closed = true;
            for (Job job : jobs.running()) {
                if (job.wish == Wish.GO_ON) {
                    job.wish = Wish.QUIT;
                }
                interrupt(job);
            }
            work.signalAll();
            while (jobs.runningCount() > 0 && left > 0) {
                left = idle.awaitNanos(left);
            }
            if (jobs.runningCount() > 0) {
                LOG.warn("Closed with {} transfers that do not end", jobs.runningCount());
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        waits.close();
    }
}
