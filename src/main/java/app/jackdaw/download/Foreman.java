package app.jackdaw.download;

import app.jackdaw.download.Job.Wish;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.TransferState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one job after the other, in order, and starts a worker's thread for each. Lives on a thread
 * of its own; {@link #run} lives on the workers' threads.
 */
final class Foreman {

    private static final Logger LOG = LoggerFactory.getLogger(Foreman.class);

    /** In the time of the machine, as disks have no other. */
    private static final Duration PATIENCE_FOR_DISK = Duration.ofSeconds(1);

    private static final Duration AFTER_MISTAKE = Duration.ofSeconds(1);

    private final Scheduler scheduler;
    private final Services services;
    private final Settler settler;
    private final ThreadFactory threads;

    Foreman(Scheduler scheduler, Services services, Settler settler, ThreadFactory threads) {
        this.scheduler = scheduler;
        this.services = services;
        this.settler = settler;
        this.threads = threads;
    }

    void work() {
        try {
            while (next()) {
                // one after the other
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nothing would ever begin without it: one mistake is not its end. */
    private boolean next() throws InterruptedException {
        try {
            Optional<Admission.Task> task = scheduler.take();
            if (task.isEmpty()) {
                return false;
            }
            tellSoon(task.get().ahead());
            begin(task.get().job());
        } catch (RuntimeException | Error mistake) {
            LOG.error("The foreman stumbled: {}", mistake.getClass().getSimpleName());
            services.ticker().sleep(AFTER_MISTAKE);
        }
        return true;
    }

    private void tellSoon(List<MediaItem> items) {
        if (items.isEmpty()) {
            return;
        }
        try {
            services.links().soon(items);
        } catch (RuntimeException | Error ignorable) {
            // Only a hint; a source that is about to close must not stop the foreman.
            LOG.debug("Links were not asked for ahead: {}", ignorable.getClass().getSimpleName());
        }
    }

    /**
     * Names are chosen in the order of the queue, so that numbers never depend on luck; but on the
     * job's own thread, and a disk that does not answer keeps nobody else from being started.
     */
    private void begin(Job job) throws InterruptedException {
        CountDownLatch looked = new CountDownLatch(1);
        try {
            services.turns().begin(job);
            scheduler.begin(job, threads.newThread(() -> run(job, looked)));
        } catch (RuntimeException | Error noThread) {
            scheduler.ended(job, broken(job, noThread)); // the foreman has others to look after
            return;
        }
        if (!looked.await(PATIENCE_FOR_DISK.toNanos(), TimeUnit.NANOSECONDS)) {
            LOG.info("A disk takes its time; others are started meanwhile");
        }
    }

    private void run(Job job, CountDownLatch looked) {
        Outcome outcome = null;
        try {
            if (job.wish != Wish.GO_ON) {
                return; // before the thread was there to be interrupted
            }
            Worker worker = new Worker(services, job);
            Optional<Outcome> there = worker.chooseAhead();
            looked.countDown();
            if (there.isPresent()) {
                outcome = there.get();
            } else if (settler.isStillSaved(job)) {
                outcome = new Outcome.Done(job.transfer.state());
            } else if (goesOn(job)) {
                outcome = worker.run();
            }
        } catch (InterruptedException stopped) {
            // the wish says why
        } catch (RuntimeException | Error failure) {
            outcome = broken(job, failure); // else it would begin again and again
        } finally {
            looked.countDown();
            putDown(job, outcome);
        }
    }

    /**
     * A saved file that is gone is wanted like any other: it can be paused, and not be lost. Unless
     * the user stopped the look at it: then it stays what it was.
     */
    private boolean goesOn(Job job) {
        scheduler.whileStill(() -> {
            if (job.transfer.state().isFinished() && job.wish == Wish.GO_ON) {
                job.transfer.state(new TransferState.Queued(job.done(), job.expected()));
                services.record(job);
            }
        });
        return !job.transfer.state().isFinished();
    }

    private Outcome broken(Job job, Throwable failure) {
        String kind = failure.getClass().getSimpleName();
        LOG.error("A worker broke: {}", kind);
        Problem problem = Problem.of(Problem.Cause.INTERNAL, kind);
        return Outcomes.failed(job, problem.at(services.ticker().now()));
    }

    private void putDown(Job job, @Nullable Outcome outcome) {
        try {
            if (!Endings.isSaved(outcome) && (job.wish == Wish.CANCEL || job.wish == Wish.REMOVE)) {
                services.debris().expects(job); // before it is forgotten with the job
                settler.clean(job);
                services.debris().isPutDown(job);
            } else if (job.removed) {
                services.places().release(job);
            }
        } catch (RuntimeException | Error failure) {
            LOG.error("A job was not put down well: {}", failure.getClass().getSimpleName());
        } finally {
            scheduler.ended(job, outcome); // whatever happens, nobody waits for it any more
        }
    }
}
