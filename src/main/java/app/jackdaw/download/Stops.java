package app.jackdaw.download;

import app.jackdaw.download.Job.Wish;

/** Asks jobs for an end, whatever they do just now. Needs the scheduler's lock. */
final class Stops {

    private final Services services;
    private final JobQueue jobs;
    private final Settler settler;
    private final Rows rows;
    private final Runnable changed;

    /**
     * @param changed somebody else may be the next to start
     */
    Stops(Services services, JobQueue jobs, Settler settler, Rows rows, Runnable changed) {
        this.services = services;
        this.jobs = jobs;
        this.settler = settler;
        this.rows = rows;
        this.changed = changed;
    }

    /**
     * Asks for an end; a job that does not run ends at once. Of a saved one nothing ends but the
     * look at its file, for which it may wait.
     */
    void wish(Job job, Wish wish) {
        if (wish != Wish.PAUSE) {
            job.wanted = null; // the last word counts
        }
        if (jobs.isRunning(job)) {
            boolean ending = rows.isEnding(job);
            job.wish = ending && wish != Wish.REMOVE ? job.wish : wish;
            interrupt(job);
            return;
        }
        boolean underWay = jobs.remove(job);
        if (job.transfer.state().isFinished() && wish != Wish.REMOVE) {
            changed.run();
            return;
        }
        boolean matters = underWay || wish == Wish.CANCEL || wish == Wish.REMOVE;
        if (matters) {
            job.wish = wish;
            settler.stopped(job);
            services.record(job);
            if (wish == Wish.CANCEL || wish == Wish.REMOVE) {
                rows.clean(job);
            }
            changed.run();
        }
    }

    /**
     * The user takes a pause back before the worker has come to its end.
     *
     * @return whether that was so
     */
    boolean takesBack(Job job) {
        boolean takenBack = jobs.isRunning(job) && job.wish == Wish.PAUSE;
        if (takenBack) {
            job.wish = Wish.STEP_BACK;
        }
        return takenBack;
    }

    static void interrupt(Job job) {
        if (job.worker != null) {
            job.worker.interrupt();
        }
    }
}
