package app.jackdaw.download;

import app.jackdaw.download.Job.Wish;
import app.jackdaw.model.TransferState;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which job runs when. The {@link Foreman} takes jobs from the queue in order and starts a thread
 * for each; queued jobs cost no thread and no timer, all waiting ones share one. Any thread.
 */
final class Scheduler {

    private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);

    private final Services services;
    private final ThreadFactory threads;
    private final Settler settler;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition idle = lock.newCondition();
    private final JobQueue jobs;
    private final Waits waits;
    private final Rests rests;
    private final Admission admission;
    private final Duration patienceForDisk;

    /** Waited so long more, somebody may be stuck; others that start meanwhile change nothing. */
    private long untilLook;

    private final Endings endings;
    private final Rows rows;
    private final FullFolders fullFolders;
    private final Mentions mentions;
    private final Stops stops;
    private final Leaving leaving;
    private volatile boolean closed;
    private @Nullable Thread foreman;

    /**
     * @param patienceForDisk in the time of the machine, as disks have no other
     */
    Scheduler(Services services, ThreadFactory threads, int atOnce, Duration patienceForDisk) {
        this.services = services;
        this.threads = threads;
        this.patienceForDisk = patienceForDisk;
        this.untilLook = patienceForDisk.toNanos();
        this.settler = new Settler(services);
        LinkCost cost = new LinkCost(services.ticker(), services.links());
        this.jobs = new JobQueue(cost);
        this.waits = new Waits(services, jobs, threads, this::ring);
        this.rests = new Rests(services, jobs, waits::ringAt);
        this.admission = new Admission(services, jobs, cost, waits, atOnce, waits::ringAt);
        this.rows = new Rows(services, jobs, this);
        this.fullFolders = new FullFolders(jobs, rows);
        this.endings = new Endings(services, settler, jobs, waits, rests, fullFolders, this);
        this.mentions = new Mentions(services, jobs, rows);
        this.stops = new Stops(services, jobs, settler, rows, work::signalAll);
        this.leaving =
                new Leaving(
                        services, jobs, admission, settler, endings, mentions, rows, fullFolders);
        services.hosts().whenBack(() -> whileStill(this::hostIsBack));
        services.hosts().whenWorthATry(() -> whileStill(work::signalAll));
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

    private void hostIsBack() {
        admission.startOver();
        work.signalAll();
    }

    /** Held. Puts a job that does not run into the queue. */
    void enqueue(Job job) {
        job.wish = Wish.GO_ON;
        job.interruptedByExit = false;
        job.announced = false;
        job.answered = false;
        // A saved one is there for a look at its file; one that was skipped has none.
        if (!(job.transfer.state() instanceof TransferState.Saved)) {
            job.transfer.state(new TransferState.Queued(job.done(), job.expected()));
        }
        jobs.add(job);
        if (foreman == null && !closed) {
            foreman = threads.newThread(new Foreman(this, services, settler, threads)::work);
            foreman.start();
        }
        work.signalAll();
    }

    private void goOn(Job rested) {
        rested.takesItsTurn();
        enqueue(rested);
    }

    private void sendAhead(Job scout) {
        admission.letAsk(scout);
        enqueue(scout);
    }

    /** Held. The user does not want to wait for the end of a common pause. */
    void lift() {
        waits.lift();
        services.hosts().lift();
        admission.lift();
        work.signalAll();
    }

    boolean isClosed() {
        return closed;
    }

    Rows rows() {
        return rows;
    }

    FullFolders fullFolders() {
        return fullFolders;
    }

    Mentions mentions() {
        return mentions;
    }

    Stops stops() {
        return stops;
    }

    boolean isQueued(Job job) {
        return jobs.isQueued(job);
    }

    boolean isRunning(Job job) {
        return jobs.isRunning(job);
    }

    /** Held. Changes the rank of a job, wherever it is. */
    void rank(Job job, long rank) {
        jobs.rank(job, rank);
    }

    void atOnce(int files) {
        lock.lock();
        try {
            if (!admission.isAnother(files)) {
                return; // another setting was changed
            }
            admission.atOnce(files);
            for (Job surplus : jobs.startedAfter(files)) {
                if (surplus.wish == Wish.GO_ON) {
                    surplus.wish = Wish.STEP_BACK;
                    Stops.interrupt(surplus);
                }
            }
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Held. The system has no more open files to give: half as many for a while. */
    void crowded(Job job) {
        admission.crowded(job);
    }

    /** Waits for a job that may run and counts it as running; empty when all ends. */
    Optional<Admission.Task> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed) {
                rests.wake(this::goOn, this::sendAhead, endings::fail);
                Admission.Task task = admission.next();
                if (task != null) {
                    services.records().begin(task.job());
                    return Optional.of(task);
                }
                if (!admission.isWaitedFor()) {
                    work.await();
                    continue;
                }
                untilLook = work.awaitNanos(untilLook);
                if (untilLook <= 0) {
                    admission.lookForStuck();
                    untilLook = patienceForDisk.toNanos();
                }
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    void begin(Job job, Thread worker) {
        lock.lock();
        try {
            job.worker = worker;
            worker.start();
        } finally {
            lock.unlock();
        }
    }

    /**
     * @param outcome null when the worker was stopped
     */
    void ended(Job job, @Nullable Outcome outcome) {
        leaving.stops(job);
        lock.lock();
        try {
            leaving.leaves(job, outcome);
        } finally {
            work.signalAll(); // there may be room for another
            idle.signalAll();
            lock.unlock();
        }
    }

    /** Something is due: jobs come back into the queue. Returns when to ring next. */
    private long ring() {
        lock.lock();
        try {
            long next = Alarm.earlier(waits.over(this::enqueue), rests.next());
            work.signalAll();
            return closed ? Alarm.NEVER : Alarm.earlier(next, admission.due());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends what runs and waits for it and, with what is left of the patience, for what is being
     * deleted; parts stay.
     *
     * @param patience in the time of the machine: its disk is waited for, and a dead drive holds a
     *     worker for ever; what has not ended by then ends as after a crash
     */
    void close(Duration patience) {
        closed = true; // before the lock is asked for: whoever holds it begins nothing more
        Thread ending = Thread.ofVirtual().name("engine-closing").start(this::endAll);
        try {
            if (!ending.join(patience)) {
                ending.interrupt();
            }
        } catch (InterruptedException hurried) {
            ending.interrupt();
            Thread.currentThread().interrupt();
        }
        waits.close();
    }

    private void endAll() {
        if (endTransfers()) {
            services.debris().close();
        }
    }

    /** Whether they ended before there was no patience left. */
    private boolean endTransfers() {
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException impatient) {
            LOG.warn("Closed while the engine was busy with a command");
            return false;
        }
        try {
            for (Job job : jobs.running()) {
                if (job.wish == Wish.GO_ON) {
                    job.wish = Wish.QUIT;
                }
                Stops.interrupt(job);
            }
            work.signalAll();
            while (!jobs.isIdle()) {
                idle.await();
            }
            return true;
        } catch (InterruptedException impatient) {
            LOG.warn("Closed with {} transfers that do not end", jobs.runningCount());
            return false;
        } finally {
            lock.unlock();
        }
    }
}
