package app.jackdaw.download;

import app.jackdaw.download.Job.Wish;
import app.jackdaw.model.TransferState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Brings a job that ended into the state that says how. Needs the scheduler's lock where said. */
final class Settler {

    private final Services services;

    Settler(Services services) {
        this.services = services;
    }

    /** Held. The job came to its end. */
    void done(Job job, TransferState state) {
        services.turns().done(job);
        job.transfer.state(state);
        job.wish = Wish.GO_ON;
        job.link = null;
        job.refused = null;
        job.mark = null;
        job.metFull = false;
        if (state instanceof TransferState.Skipped) {
            job.forgetPart(); // it took no name; the file that it was found to be stays its own
        }
        if (state.isFinished()) {
            job.tries.startOver();
        }
    }

    /** Held. The job was stopped by a wish; it is still to be remembered. */
    void stopped(Job job) {
        services.turns().done(job); // it may have a place while it is queued
        Wish wish = job.wish;
        job.wish = Wish.GO_ON;
        job.mark = null;
        switch (wish) {
            case CANCEL, REMOVE -> {
                boolean finished = job.transfer.state().isFinished();
                if (!finished) {
                    idle(job);
                }
            }
            case PAUSE -> job.transfer.state(new TransferState.Paused(job.done(), job.expected()));
            // quitting: what is shown no longer matters, what is remembered is "queued"
            case QUIT -> job.transfer.state(new TransferState.Queued(job.done(), job.expected()));
            case GO_ON, STEP_BACK, HOLD -> {}
        }
    }

    /** Nobody sees or remembers for a moment that it is not wanted if it is wanted anew. */
    private static void idle(Job job) {
        Wanted anew = job.wanted;
        if (anew == null) {
            job.transfer.state(new TransferState.Idle());
            return;
        }
        anew.before(new TransferState.Idle());
        job.transfer.state(
                anew.paused
                        ? new TransferState.Paused(0, job.expected())
                        : new TransferState.Queued(0, job.expected()));
    }

    /** Not held. Deletes what is not finished and gives its name back. */
    void clean(Job job) {
        if (job.transfer.state().isFinished()) {
            if (job.removed) {
                services.places().release(job); // from now on a file like any other
            }
            return;
        }
        OwnPart.delete(job);
        services.places().release(job);
        job.target(null);
        job.forgetPart();
        services.record(job);
    }

    /** Not held. Whether the file that was saved before is still there. */
    boolean isStillSaved(Job job) {
        return job.transfer.state() instanceof TransferState.Saved saved
                && isThere(saved.path(), saved.bytes());
    }

    private static boolean isThere(Path path, long bytes) {
        try {
            return Files.isRegularFile(path) && Files.size(path) == bytes;
        } catch (IOException gone) {
            return false;
        }
    }
}
