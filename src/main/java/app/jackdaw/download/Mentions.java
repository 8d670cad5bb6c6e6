package app.jackdaw.download;

import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TransferState;
import java.nio.file.Path;
import java.util.Objects;

/**
 * What later mentions of a listed file say beyond what was known, for example an {@code extra}
 * without which there is no link. Nothing is taken away by them. A file that somebody works on
 * takes it when he puts it down; it is remembered at once. Needs the scheduler's lock.
 *
 * <p>A name counts as soon as one is chosen: a file of which something is there keeps its name as
 * long as that is so, and is shown with it. A folder is not taken then, as the window would show
 * it; whoever waits for a link goes to it. So does whose server is asked, if nothing comes of that:
 * the window may have shown the folder all the time.
 */
final class Mentions {

    private final Services services;
    private final JobQueue jobs;
    private final Rows rows;

    Mentions(Services services, JobQueue jobs, Rows rows) {
        this.services = services;
        this.jobs = jobs;
        this.rows = rows;
    }

    void heard(Job job, MediaItem mention) {
        MediaItem known = job.known();
        MediaItem all = known.completedBy(mention);
        MediaItem whole = keepsFolder(job) ? all.withFolder(known.folder()) : all;
        if (!whole.equals(known)) {
            job.mentioned = whole;
            if (!jobs.isRunning(job)) {
                take(job);
            } else if (keepsFolder(job)) { // it may have begun without seeing this
                job.mentioned = all.withFolder(known.folder());
            } else if (!Objects.equals(all.folder(), known.folder())) {
                services.turns().told(job);
            }
            services.records().amend(job);
        }
        boolean refused = !Objects.equals(all.folder(), job.known().folder());
        if (refused && jobs.isRunning(job) && job.toldLate == null) {
            job.toldLate = all.folder();
        }
    }

    /** By what is shown, as a worker may have the job in his hands; a row goes by the same. */
    private static boolean keepsFolder(Job job) {
        TransferState state = job.transfer.state();
        return state instanceof TransferState.Running
                || state.isFinished() // what was found there counts for the folder it is in
                || (job.transfer.facts().target() != null && state.done() > 0);
    }

    /** Nobody has the job in his hands: what was said meanwhile is true from now on. */
    void take(Job job) {
        MediaItem before = job.item();
        MediaItem known = job.known();
        String late = job.toldLate;
        MediaItem mentioned =
                late != null && known.folder() == null ? known.withFolder(late) : known;
        MediaItem whole = keepsFolder(job) ? mentioned.withFolder(before.folder()) : mentioned;
        job.toldLate = null;
        job.mentioned = null;
        if (whole.equals(before)) {
            return;
        }
        job.transfer.item(whole);
        Path destination = job.destination;
        if (destination != null && job.done() == 0 && !isSamePlace(before, whole)) {
            rows.leaveBehind(job, destination); // another name is chosen when it begins
            boolean saysThatItIsThere = job.transfer.state().isFinished();
            if (!saysThatItIsThere && !rows.isWhereFound(job, before)) {
                services.places().letGo(job);
            }
            services.debris().goesTo(job, destination);
        }
        if (!Objects.equals(before.extra(), whole.extra())) {
            job.announced = false; // it is another question by now
            jobs.queued().lookAgain(job);
        }
    }

    private static boolean isSamePlace(MediaItem one, MediaItem other) {
        return Objects.equals(one.folder(), other.folder())
                && Objects.equals(one.ownName(), other.ownName())
                && Objects.equals(one.knownName(), other.knownName())
                && Objects.equals(one.type(), other.type());
    }
}
