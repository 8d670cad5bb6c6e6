package app.jackdaw.download;

import app.jackdaw.download.Job.Wish;
import app.jackdaw.model.LackOfRoom;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.TransferState;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a job whose worker ended, and what that means for the others. Needs the
 * scheduler's lock.
 */
final class Endings {

    private static final Duration AFTER_CROWD = Duration.ofSeconds(1);

    private static final Duration LONGEST_REST = Duration.ofMinutes(1);

    private final Services services;
    private final Settler settler;
    private final JobQueue jobs;
    private final Waits waits;
    private final Rests rests;
    private final Scheduler scheduler;

    /** How often in a row a write met the end of a disk, though there seemed to be room. */
    private int fulls;

    Endings(
            Services services,
            Settler settler,
            JobQueue jobs,
            Waits waits,
            Rests rests,
            Scheduler scheduler) {
        this.services = services;
        this.settler = settler;
        this.jobs = jobs;
        this.waits = waits;
        this.rests = rests;
        this.scheduler = scheduler;
    }

    /**
     * @param outcome null when the worker was stopped
     */
    void settle(Job job, @Nullable Outcome outcome) {
        if (outcome == null && job.transfer.state().isFinished()) {
            job.wish = Wish.GO_ON; // only a look at its file was stopped
        } else if (job.wish == Wish.GO_ON || isSaved(outcome)) {
            goOn(job, outcome);
        } else if (job.wish == Wish.STEP_BACK) {
            scheduler.enqueue(job);
        } else if (job.wish == Wish.HOLD && job.heldBy != null) {
            waits.park(job, restOfFull(), asItConcerns(job, job.heldBy));
        } else {
            settler.stopped(job);
        }
    }

    static boolean isSaved(@Nullable Outcome outcome) {
        return outcome instanceof Outcome.Done done && done.state().isFinished();
    }

    private void goOn(Job job, @Nullable Outcome outcome) {
        switch (outcome) {
            case null -> scheduler.enqueue(job); // interrupted by nobody: once more
            case Outcome.Done done -> {
                fulls = done.state().isFinished() ? 0 : fulls;
                settler.done(job, done.state());
            }
            case Outcome.Again again -> waits.park(job, again.after(), again.why());
            case Outcome.Resting resting -> rests.park(job, resting.host(), resting.why());
            case Outcome.Offline offline -> {
                waits.hold(offline.after());
                waits.park(job, offline.after(), offline.why());
            }
            case Outcome.Full full -> {
                fulls++;
                waits.hold(restOfFull());
                everybodyWaits(full.why());
                waits.park(job, restOfFull(), asItConcerns(job, full.why()));
            }
            case Outcome.ShutOut shutOut -> {
                settler.done(
                        job, new TransferState.Failed(shutOut.why(), job.done(), job.expected()));
                nobodyGoesOn(shutOut.why(), _ -> true);
            }
            case Outcome.Homeless homeless -> {
                settler.done(
                        job, new TransferState.Failed(homeless.why(), job.done(), job.expected()));
                nobodyGoesOn(
                        homeless.why(),
                        other ->
                                Objects.equals(other.destination, job.destination)
                                        && isHomeless(other, homeless.why()));
            }
            case Outcome.Crowded crowded -> {
                scheduler.crowded(job);
                waits.park(job, AFTER_CROWD, crowded.why());
            }
        }
    }

    /** Where writing is forbidden, folders in it may be open. */
    private static boolean isHomeless(Job job, Problem why) {
        String folder = job.item().folder();
        return why.cause() == Cause.FOLDER_GONE || folder == null || folder.isBlank();
    }

    /**
     * As long as between two looks; longer each time that nothing came of it, because a quota shows
     * to nobody who looks, and each try of that kind costs a request.
     */
    private Duration restOfFull() {
        int doublings = Math.min(Math.max(0, fulls - 1), 4);
        Duration rest = DiskRoom.BETWEEN_LOOKS.multipliedBy(1L << doublings);
        return rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST;
    }

    /** Who thinks about a question goes on thinking: what he writes then finds out by itself. */
    private void everybodyWaits(Problem why) {
        for (Job other : jobs.running()) {
            if (other.wish == Wish.GO_ON && !other.asksUser && concerns(other, why)) {
                other.heldBy = why;
                other.wish = Wish.HOLD;
                Stops.interrupt(other);
            }
        }
    }

    /** One that goes elsewhere on the same disk meets the end of it by itself. */
    private static boolean concerns(Job job, Problem why) {
        return why.cause() != Cause.DISK_FULL
                || LackOfRoom.in(why).folder().equals(String.valueOf(job.destination));
    }

    /** Each file tells its own need. */
    private static Problem asItConcerns(Job job, Problem why) {
        if (why.cause() != Cause.DISK_FULL) {
            return why;
        }
        boolean known = job.total != TransferState.UNKNOWN;
        long needed = known ? Math.max(0, job.total - job.done()) : 0;
        Problem own = LackOfRoom.in(why).of(needed).problem();
        return why.at() == null ? own : own.at(why.at());
    }

    /** What cannot be mended without the user ends for all, once. */
    private void nobodyGoesOn(Problem why, Predicate<Job> whom) {
        jobs.drain(whom, job -> fail(job, why));
    }

    /** The job is in no queue any more. One that waited for a look at its file stays saved. */
    void fail(Job job, Problem why) {
        if (job.transfer.state().isFinished()) {
            return;
        }
        settler.done(job, new TransferState.Failed(why, job.done(), job.expected()));
        services.record(job);
    }
}
