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
        job.transfer.state(state);
        job.wish = Wish.GO_ON;
        job.link = null;
        job.refused = null;
        job.mark = null;
        if (state instanceof TransferState.Skipped) {
            services.places().release(job);
            job.target(null);
            job.forgetPart();
        }
        if (state.isFinished()) {
            job.tries.startOver();
        }
    }

    /** Held. The job was stopped by a wish. */
    void stopped(Job job) {
        Wish wish = job.wish;
        job.wish = Wish.GO_ON;
        job.mark = null;
        switch (wish) {
            case CANCEL, REMOVE -> {
                boolean finished = job.transfer.state().isFinished();
                if (!finished) {
                    job.transfer.state(new TransferState.Idle());
                }
            }
            case PAUSE -> job.transfer.state(new TransferState.Paused(job.done(), job.expected()));
            // quitting: what is shown no longer matters, what is remembered is "queued"
            case QUIT -> job.transfer.state(new TransferState.Queued(job.done(), job.expected()));
            case GO_ON, STEP_BACK, HOLD -> {}
        }
        services.record(job);
    }

    /** Not held. Deletes what is not finished and gives its name back. */
    void clean(Job job) {
        if (job.transfer.state().isFinished()) {
            if (job.removed) {
                services.places().release(job); // from now on a file like any other
            }
            return;
        }
        job.deletePart();
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
