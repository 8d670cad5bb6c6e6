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
                    Cause.FILE_TOO_LARGE,
                    Cause.FOLDER_GONE,
                    Cause.FOLDER_NOT_WRITABLE);

    private final Scheduler scheduler;
    private final Pending pending;

    Commands(Scheduler scheduler) {
        this.scheduler = scheduler;
        this.pending = scheduler.rows().pending();
    }

    /**
     * What is under way already, or saved with its file still there, is left alone; what is paused
     * goes on. The others {@link #begin} when their folder is there.
     */
    void start(Job job, Start start) {
        boolean letDown = wasLetDownByItsDisk(job);
        boolean elsewhere = letDown && !start.folder.equals(job.destination);
        scheduler.fullFolders().told(job);
        leaves(job, start, letDown);
        boolean there =
                scheduler.stops().takesBack(job)
                        || (!scheduler.rows().isEnding(job) && !elsewhere && isThere(job));
        if (there) {
            job.wanted = null;
        } else {
            pending.add(job, start, letDown);
        }
    }

    /** It may be on its way to the next try that comes to nothing, or in the middle of it. */
    private void leaves(Job job, Start start, boolean letDown) {
        Path folder = job.destination;
        boolean tries = letDown || scheduler.isRunning(job);
        if (folder != null
                && !folder.equals(start.folder)
                && tries
                && scheduler.fullFolders().isMetBy(job)) {
            start.leaves(folder);
        }
    }

    private boolean isThere(Job job) {
        return Pending.state(job).isUnderWay()
                || scheduler.isQueued(job)
                || scheduler.isRunning(job);
    }

    /** The folder is there of a job that waits for it. */
    void begin(Job job) {
        pending.begin(job);
    }

    /** The folder cannot be made of a job that waits for it. */
    void refuse(Job job) {
        pending.refuse(job);
    }

    /** Whoever chooses another folder then does not want it to go on in the old one. */
    private boolean wasLetDownByItsDisk(Job job) {
        Wanted wanted = job.wanted;
        if (wanted != null && wanted.letDown) {
            return true;
        }
        if (scheduler.isQueued(job) && scheduler.fullFolders().isMetBy(job)) {
            return true; // on its way to the next try
        }
        Problem why =
                switch (Pending.state(job)) {
                    case TransferState.Failed failed -> failed.problem();
                    case TransferState.Waiting waiting -> waiting.why();
                    default -> null;
                };
        return why != null && OF_THE_DISK.contains(why.cause()) && !scheduler.isRunning(job);
    }

    /** What runs, waits or is queued stops and keeps what it has. */
    void pause(Job job) {
        TransferState state = job.transfer.state();
        if (!pending.pause(job) && (state.isUnderWay() || state.isFinished())) {
            scheduler.stops().wish(job, Wish.PAUSE);
        }
    }

    /** What is paused goes on. */
    void resume(Job job) {
        pending.resume(job);
        if (scheduler.stops().takesBack(job)) {
            return;
        }
        if (job.transfer.state() instanceof TransferState.Paused) {
            again(job);
        }
    }

    /** What failed is tried again; what waits is tried at once. */
    void retry(Job job) {
        TransferState state = job.transfer.state();
        if (state instanceof TransferState.Failed(Problem why, _, _)
                && isContradiction(job, why.cause())
                && job.item().size() == null
                && !scheduler.isRunning(job)) {
            // Two answers contradicted each other, and the part may be of the true one. Who asks
            // again after that was no help either wants the file as it is now.
            if (job.contradicted) {
                job.forgetPart();
            }
            job.contradicted = !job.contradicted;
        }
        if (state instanceof TransferState.Failed || state instanceof TransferState.Waiting) {
            again(job);
        }
    }

    /** A body that may have been cut contradicts nobody. */
    private static boolean isContradiction(Job job, Cause cause) {
        return cause == Cause.SIZE_DIFFERS || (cause == Cause.INCOMPLETE && job.cameShort);
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
        scheduler.stops().wish(job, Wish.CANCEL);
    }

    /** It is off the list. */
    void remove(Job job) {
        scheduler.rows().leavesTheList(job);
        job.removed = true;
        scheduler.stops().wish(job, Wish.REMOVE);
    }
}
