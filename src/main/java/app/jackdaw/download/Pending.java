package app.jackdaw.download;

import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.TransferState;
import java.util.Objects;

/**
 * Files that are wanted and cannot begin yet. What is said of them meanwhile counts: they are shown
 * as queued, or paused, and begin like that. Needs the scheduler's lock.
 */
final class Pending {

    private final Services services;
    private final JobQueue jobs;
    private final Rows rows;

    Pending(Services services, JobQueue jobs, Rows rows) {
        this.services = services;
        this.jobs = jobs;
        this.rows = rows;
    }

    /** It begins when its folder is there and nothing of it is being deleted where it is. */
    void add(Job job, Start start, boolean letDown) {
        Wanted earlier = job.wanted;
        job.wanted = new Wanted(start, letDown, earlier == null ? null : earlier.before());
        start.add(job);
        show(job);
    }

    /** How it stands, apart from being wanted. */
    static TransferState state(Job job) {
        Wanted wanted = job.wanted;
        TransferState before = wanted == null ? null : wanted.before();
        return before == null ? job.transfer.state() : before;
    }

    /**
     * @return whether nothing else of it can be under way
     */
    boolean pause(Job job) {
        Wanted wanted = job.wanted;
        if (wanted == null) {
            return false;
        }
        if (job.transfer.state().isFinished()) {
            job.wanted = null; // only a look at its file
            return true;
        }
        wanted.paused = true;
        show(job);
        return wanted.isShown();
    }

    void resume(Job job) {
        Wanted wanted = job.wanted;
        if (wanted != null && wanted.paused) {
            wanted.paused = false;
            show(job);
        }
    }

    /** Nothing of the engine has the job in its hands any more. */
    void left(Job job) {
        Wanted wanted = job.wanted;
        if (wanted != null && wanted.start.isFolderThere()) {
            begin(job);
        } else {
            show(job);
        }
    }

    /** Its folder is there. */
    void begin(Job job) {
        Wanted wanted = Objects.requireNonNull(job.wanted, "only called for those");
        boolean moves =
                wanted.letDown && !isFinished(job) && !wanted.folder().equals(job.destination);
        if (rows.isEnding(job) || (moves && jobs.isRunning(job))) {
            if (moves && job.wish == Job.Wish.GO_ON) {
                job.wish = Job.Wish.STEP_BACK; // what it fetches where it is would be for nothing
                Stops.interrupt(job);
            }
            show(job);
            return; // it is left soon
        }
        if (moves) {
            jobs.remove(job);
            rows.leaveBehind(job, wanted.folder());
        }
        boolean chosenAgain = wasTold(job, Cause.FOLDER_GONE);
        job.wanted = null;
        boolean underWay = !wanted.isShown() && job.transfer.state().isUnderWay();
        boolean there = !moves && (underWay || jobs.isQueued(job) || jobs.isRunning(job));
        if (!there && !(wanted.paused && isFinished(job))) {
            rows.start(job, wanted, chosenAgain);
        }
    }

    private static boolean wasTold(Job job, Cause cause) {
        return state(job) instanceof TransferState.Failed failed
                && failed.problem().cause() == cause;
    }

    /** Its folder cannot be made: all is as it was. */
    void refuse(Job job) {
        Wanted wanted = Objects.requireNonNull(job.wanted, "only called for those");
        job.wanted = null;
        TransferState before = wanted.before();
        if (before != null) {
            job.transfer.state(before);
            record(job);
        }
    }

    private void show(Job job) {
        Wanted wanted = job.wanted;
        if (wanted == null || jobs.isRunning(job) || isFinished(job)) {
            return;
        }
        if (!wanted.isShown()) {
            if (job.transfer.state().isUnderWay()) {
                return; // it waits for something else at the same time
            }
            wanted.before(job.transfer.state());
        }
        job.transfer.state(
                wanted.paused
                        ? new TransferState.Paused(job.done(), job.expected())
                        : new TransferState.Queued(job.done(), job.expected()));
        record(job);
    }

    /** Whoever works on a job has it in his hands, and records it in the end. */
    private void record(Job job) {
        if (!jobs.isRunning(job)) {
            services.record(job);
        }
    }

    private static boolean isFinished(Job job) {
        return job.transfer.state().isFinished();
    }
}
