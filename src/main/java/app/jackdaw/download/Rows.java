package app.jackdaw.download;

import app.jackdaw.download.Job.Wish;
import app.jackdaw.model.TransferState;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a row begins and how it is put down: what is deleted, forgotten and begun anew is that of one
 * job alone, even if its item is on the list again by then. Needs the scheduler's lock.
 */
final class Rows {

    private static final Logger LOG = LoggerFactory.getLogger(Rows.class);

    private final Services services;
    private final Settler settler;
    private final JobQueue jobs;
    private final ThreadFactory threads;
    private final Function<String, @Nullable Job> list;
    private final Scheduler scheduler;
    private final Pending pending;

    /**
     * @param list the job that an item has now; it may have had another that has not ended yet
     */
    Rows(
            Services services,
            Settler settler,
            JobQueue jobs,
            ThreadFactory threads,
            Function<String, @Nullable Job> list,
            Scheduler scheduler) {
        this.services = services;
        this.settler = settler;
        this.jobs = jobs;
        this.threads = threads;
        this.list = list;
        this.scheduler = scheduler;
        this.pending = new Pending(services, jobs, this);
    }

    Pending pending() {
        return pending;
    }

    /** On a thread of its own: a disk may take its time. */
    void clean(Job job) {
        if (job.target == null) {
            job.forgetPart();
            return;
        }
        jobs.cleaning(job);
        Thread cleaner =
                threads.newThread(() -> {
                    try {
                        settler.clean(job);
                    } catch (RuntimeException | Error failure) {
                        String kind = failure.getClass().getSimpleName();
                        LOG.error("A job was not cleaned up well: {}", kind);
                    } finally {
                        scheduler.whileStill(() -> scheduler.cleaned(job));
                    }
                });
        cleaner.start();
    }

    /**
     * What was asked for after the worker had put its file down, and before the job was off its
     * hands, is done now.
     *
     * @return whether the job is {@link #left} only after that
     */
    boolean cleansAfter(Job job, Wish asked) {
        if (job.transfer.state().isFinished()) {
            if (job.removed) {
                services.places().release(job); // from now on a file like any other
            }
            return false;
        }
        boolean asksForIt = asked == Wish.CANCEL || asked == Wish.REMOVE;
        if (!asksForIt || job.target == null) {
            return false;
        }
        clean(job);
        pending.left(job); // what is wanted is shown at once
        return true;
    }

    /** Whether what there is of the job is about to be deleted. */
    boolean isEnding(Job job) {
        boolean stops = job.wish == Wish.CANCEL || job.wish == Wish.REMOVE;
        return jobs.isCleaning(job) || (jobs.isRunning(job) && stops);
    }

    /**
     * The job begins anew. What lies beside its former target is deleted behind it: there may be a
     * part even if none of its bytes is worth anything, and no row knows it once it goes elsewhere.
     *
     * @param folder where the job goes now
     */
    void leaveBehind(Job job, Path folder) {
        if (job.target != null && !job.transfer.state().isFinished()) {
            services.debris().leave(job, folder);
            services.places().release(job);
            job.target(null);
            job.forgetPart();
        }
    }

    /**
     * The job begins, or goes on where its bytes are.
     *
     * @param chosenAgain after it was said that its folder is gone: what is there now will do
     */
    void start(Job job, Wanted wanted, boolean chosenAgain) {
        Path folder = wanted.folder();
        boolean begun = job.done() > 0;
        boolean here = folder.equals(job.destination);
        if (here ? chosenAgain : !begun) {
            job.mount = wanted.start.mount();
        }
        if (!begun) {
            leaveBehind(job, folder);
            job.destination = folder;
            job.transfer.asked(); // it takes its turn anew
            job.attemptsBefore = 0;
        }
        if (wanted.paused) {
            job.transfer.state(new TransferState.Paused(job.done(), job.expected()));
            services.record(job);
        } else {
            goOn(job);
        }
    }

    /** All tries are left again. */
    void goOn(Job job) {
        job.startOver();
        scheduler.enqueue(job);
        services.record(job);
    }

    /** Nothing of the engine has the job in its hands any more. */
    void left(Job job) {
        if (job.removed) {
            overwrite(job.id());
        } else {
            pending.left(job);
        }
    }

    /** What the worker may have recorded late is not about the item's present row. */
    private void overwrite(String itemId) {
        Job present = list.apply(itemId);
        if (present == null) {
            services.ledger().forget(List.of(itemId));
        } else {
            services.record(present);
        }
    }
}
