package app.jackdaw.download;

import app.jackdaw.download.Job.Wish;
import app.jackdaw.model.Problem;
import app.jackdaw.model.TransferState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a job out of the hands of its worker, which ended. Its place is free first of all; and
 * whatever one step meets, the others are taken: what is not given back is lost to all. Needs the
 * scheduler's lock where said.
 */
final class Leaving {

    private static final Logger LOG = LoggerFactory.getLogger(Leaving.class);

    private final Services services;
    private final JobQueue jobs;
    private final Admission admission;
    private final Settler settler;
    private final Endings endings;
    private final Mentions mentions;
    private final Rows rows;
    private final FullFolders fullFolders;

    Leaving(
            Services services,
            JobQueue jobs,
            Admission admission,
            Settler settler,
            Endings endings,
            Mentions mentions,
            Rows rows,
            FullFolders fullFolders) {
        this.services = services;
        this.jobs = jobs;
        this.admission = admission;
        this.settler = settler;
        this.endings = endings;
        this.mentions = mentions;
        this.rows = rows;
        this.fullFolders = fullFolders;
    }

    /** Not held. It neither asks anybody nor writes any more. */
    void stops(Job job) {
        step(() -> services.hosts().left(job));
        step(() -> services.room().left(job));
    }

    /**
     * Held. Nobody has it in his hands any more.
     *
     * @param outcome null when the worker was stopped
     */
    void leaves(Job job, @Nullable Outcome outcome) {
        jobs.ended(job);
        services.records().end(job);
        job.worker = null;
        step(() -> admission.ended(job, outcome));
        Wish asked = job.wish;
        boolean anew = settle(job, outcome);
        step(() -> mentions.take(job));
        step(() -> services.record(job));
        step(() -> rows.cleanAfter(job, asked));
        step(() -> rows.left(job));
        step(() -> fullFolders.left(job));
        step(() -> {
            if (anew) {
                services.turns().again(job);
            } else {
                services.turns().done(job);
            }
        });
    }

    private boolean settle(Job job, @Nullable Outcome outcome) {
        try {
            return endings.settle(job, outcome);
        } catch (RuntimeException | Error mistake) {
            tell(mistake);
            step(() -> fail(job, mistake));
            return false;
        }
    }

    /** In no queue, and shown as if it were: so the user sees it, and can try again. */
    private void fail(Job job, Throwable mistake) {
        jobs.remove(job);
        if (!job.transfer.state().isFinished()) {
            Problem why = Problem.of(Problem.Cause.INTERNAL, mistake.getClass().getSimpleName());
            Problem dated = why.at(services.ticker().now());
            settler.done(job, new TransferState.Failed(dated, job.done(), job.expected()));
        }
    }

    private static void step(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error mistake) {
            tell(mistake);
        }
    }

    /** Its message may hold anything, a link for one. */
    private static void tell(Throwable mistake) {
        LOG.error("A job did not end well: {} at {}", mistake.getClass(), Worker.place(mistake));
    }
}
