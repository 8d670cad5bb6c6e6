package app.jackdaw.download;

import app.jackdaw.download.Job.Wish;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TransferState;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * How a row begins and how it is put down: what is deleted, forgotten and begun anew is that of one
 * job alone, even if its item is on the list again by then. Needs the scheduler's lock.
 */
final class Rows {

    private final Services services;
    private final JobQueue jobs;
    private final Scheduler scheduler;
    private final Pending pending;

    Rows(Services services, JobQueue jobs, Scheduler scheduler) {
        this.services = services;
        this.jobs = jobs;
        this.scheduler = scheduler;
        this.pending = new Pending(services, jobs, this);
    }

    Pending pending() {
        return pending;
    }

    /**
     * Held by nobody, the job is put down: what there is of it is deleted behind it, however long
     * its drive takes to answer, and a finished file stays.
     */
    void clean(Job job) {
        if (job.transfer.state().isFinished()) {
            if (job.removed) {
                services.places().release(job); // from now on a file like any other
            }
            return;
        }
        if (job.destination != null && job.target != null) {
            leaveBehind(job, job.destination);
        } else {
            services.places().release(job); // maybe it was found, and was wanted once more
            job.forgetPart();
        }
        services.record(job);
    }

    /**
     * What was asked for after the worker had put its file down, and before the job was off its
     * hands, is done now.
     */
    void cleanAfter(Job job, Wish asked) {
        if (asked == Wish.CANCEL || asked == Wish.REMOVE || job.removed) {
            clean(job);
        }
    }

    /** Off the list nobody remembers what its worker has to delete. */
    void leavesTheList(Job job) {
        services.records().last(job).ifPresent(told -> services.debris().expects(job, told));
    }

    /** Whether what there is of the job is about to be deleted. */
    boolean isEnding(Job job) {
        boolean stops = job.wish == Wish.CANCEL || job.wish == Wish.REMOVE;
        return jobs.isRunning(job) && stops;
    }

    /**
     * The job begins anew.
     *
     * @param folder where the job goes now
     */
    void leaveBehind(Job job, Path folder) {
        if (job.target != null && !job.transfer.state().isFinished()) {
            services.leaveBehind(job, folder);
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
        if (!begun) {
            goTo(job, folder);
        }
        if (here ? chosenAgain : !begun) {
            job.mount = wanted.start.mount(); // not before: what is left is on the other one
        }
        if (wanted.paused) {
            job.transfer.state(new TransferState.Paused(job.done(), job.expected()));
            services.record(job);
        } else {
            goOn(job);
        }
    }

    /**
     * The job, of which nothing is there, is wanted where others go.
     *
     * @param now whether it begins there, else it goes on waiting for what it waits for
     */
    void goAlong(Job job, Start start, boolean now) {
        if (now) {
            jobs.remove(job);
        }
        goTo(job, start.folder);
        job.mount = start.mount();
        if (now) {
            goOn(job);
        } else {
            services.record(job);
        }
    }

    private void goTo(Job job, Path folder) {
        leaveBehind(job, folder);
        services.debris().goesTo(job, folder);
        job.destination = folder;
        if (!isWhereFound(job)) {
            services.places().letGo(job);
        }
        job.transfer.asked(); // it takes its turn anew
        job.attemptsBefore = 0;
    }

    /**
     * The same for its name.
     *
     * @param before the item as it was known when the file was found
     */
    boolean isWhereFound(Job job, MediaItem before) {
        Path found = job.found;
        return found != null
                && isWhereFound(job)
                && services.places().mayBeNamed(found, before, job.known());
    }

    /** Else what was found says nothing about where the job goes now. */
    private static boolean isWhereFound(Job job) {
        Path found = job.found;
        Path destination = job.destination;
        try {
            return found != null
                    && destination != null
                    && Folders.below(destination, job.known().folder()).equals(found.getParent());
        } catch (ProblemException | InvalidPathException refused) {
            return false;
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
        if (!job.removed) {
            pending.left(job);
        }
    }
}
