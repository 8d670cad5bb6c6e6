package app.jackdaw.download;

import app.jackdaw.download.Job.Wish;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.TransferState;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/** What a command of the user means for one file, as it stands. Needs the scheduler's lock. */
final class Commands {

    private static final Set<Cause> OF_THE_DISK =
            EnumSet.of(
                    Cause.DISK_FULL,
                    Cause.DISK_FAILED,
                    Cause.FOLDER_GONE,
                    Cause.FOLDER_NOT_WRITABLE);

    private final Scheduler scheduler;

    Commands(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /**
     * What is under way already, or saved with its file still there, is left alone; what is paused
     * goes on.
     */
    void start(Job job, Path folder) {
        if (wasLetDownByItsDisk(job) && !folder.equals(job.destination)) {
            scheduler.wish(job, Wish.CANCEL);
        }
        if (scheduler.rows().isEnding(job)) {
            scheduler.rows().startAfterwards(job, folder);
            return;
        }
        boolean there =
                scheduler.goesOnAfterAll(job)
                        || job.transfer.state().isUnderWay()
                        || scheduler.isQueued(job)
                        || scheduler.isRunning(job);
        if (!there) {
            scheduler.rows().start(job, folder);
        }
    }

    /** Whoever chooses another folder then does not want it to go on in the old one. */
    private boolean wasLetDownByItsDisk(Job job) {
        Problem why =
                switch (job.transfer.state()) {
                    case TransferState.Failed failed -> failed.problem();
                    case TransferState.Waiting waiting -> waiting.why();
                    default -> null;
                };
        return why != null && OF_THE_DISK.contains(why.cause()) && !scheduler.isRunning(job);
    }

    /** What runs, waits or is queued stops and keeps what it has. */
    void pause(Job job) {
        if (job.transfer.state().isUnderWay()) {
            scheduler.wish(job, Wish.PAUSE);
        }
    }

    /** What is paused goes on. */
    void resume(Job job) {
        if (scheduler.goesOnAfterAll(job)) {
            return;
        }
        if (job.transfer.state() instanceof TransferState.Paused) {
            again(job);
        }
    }

    /** What failed is tried again; what waits is tried at once. */
    void retry(Job job) {
        TransferState state = job.transfer.state();
        if (state instanceof TransferState.Failed || state instanceof TransferState.Waiting) {
            again(job);
        }
    }

    private void again(Job job) {
        if (job.destination == null || scheduler.isRunning(job) || scheduler.rows().isEnding(job)) {
            return;
        }
        scheduler.lift();
        scheduler.rows().goOn(job);
    }

    /** What is finished stays. */
    void cancel(Job job) {
        if (!job.transfer.state().isFinished()) {
            scheduler.wish(job, Wish.CANCEL);
        }
    }

    /** It is off the list. */
    void remove(Job job) {
        job.removed = true;
        scheduler.wish(job, Wish.REMOVE);
    }
}
