package app.jackdaw.download;

import app.jackdaw.download.Job.Wish;
import app.jackdaw.model.LackOfRoom;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.TransferState;
import java.nio.file.Path;
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

    /** By then some minutes have passed. */
    private static final int MOST_FULLS_WITH_ROOM = 6;

    private final Services services;
    private final Settler settler;
    private final JobQueue jobs;
    private final Waits waits;
    private final Rests rests;
    private final FullFolders fullFolders;
    private final Scheduler scheduler;

    /** How often in a row a write met the end of a disk, though there seemed to be room. */
    private int fulls;

    /** The same, where the volume has room to spare: it lacks something else, or is broken. */
    private int fullsWithRoom;

    private @Nullable Path fullDestination;

    Endings(
            Services services,
            Settler settler,
            JobQueue jobs,
            Waits waits,
            Rests rests,
            FullFolders fullFolders,
            Scheduler scheduler) {
        this.services = services;
        this.settler = settler;
        this.jobs = jobs;
        this.waits = waits;
        this.rests = rests;
        this.fullFolders = fullFolders;
        this.scheduler = scheduler;
    }

    /**
     * What was there already, or was to be skipped, in the folder that it was not to go to any more
     * says nothing of the file. One that was fetched stays, wherever it was found in the end.
     *
     * @param outcome null when the worker was stopped
     * @return what it means for a file that was told another folder meanwhile
     */
    private @Nullable Outcome asTold(Job job, @Nullable Outcome outcome) {
        boolean elsewhere = job.isSentElsewhere() || job.toldLate != null;
        if (!(outcome instanceof Outcome.LeftAlone) || !elsewhere) {
            return outcome;
        }
        services.places().release(job); // another row may find it
        if (job.toldLate != null) {
            services.turns().told(job); // told in time, it would have its place by now
        }
        return new Outcome.Elsewhere();
    }

    /**
     * Puts the job where it belongs from now on.
     *
     * @param outcome null when the worker was stopped
     * @return whether it begins anew at once, where it was told to go
     */
    boolean settle(Job job, @Nullable Outcome outcome) {
        if (outcome == null) {
            job.takesItsTurn(); // it was stopped, and has not failed
        }
        Outcome told = asTold(job, outcome);
        settleAsTold(job, told);
        return told instanceof Outcome.Elsewhere && jobs.isQueued(job);
    }

    private void settleAsTold(Job job, @Nullable Outcome outcome) {
        boolean onlyLooked = outcome == null && job.transfer.state().isFinished();
        if (onlyLooked && job.wish == Wish.HOLD) {
            scheduler.enqueue(job); // its look is put off until there is room again
        } else if (onlyLooked && job.wish != Wish.STEP_BACK) {
            job.wish = Wish.GO_ON; // it is saved, as far as anybody knows
        } else if (job.wish == Wish.GO_ON || isSaved(outcome)) {
            goOn(job, outcome);
        } else if (job.wish == Wish.STEP_BACK) {
            scheduler.enqueue(job);
        } else if (job.wish == Wish.HOLD && job.heldBy != null) {
            parkFull(job, job.heldBy);
        } else {
            settler.stopped(job);
        }
    }

    static boolean isSaved(@Nullable Outcome outcome) {
        return outcome instanceof Outcome.LeftAlone
                || (outcome instanceof Outcome.Done done && done.state().isFinished());
    }

    private void goOn(Job job, @Nullable Outcome outcome) {
        switch (outcome) {
            case null -> scheduler.enqueue(job); // interrupted by nobody: once more
            case Outcome.Done done -> done(job, done.state());
            case Outcome.LeftAlone there -> done(job, there.state());
            case Outcome.Again again -> waits.park(job, again.after(), again.why());
            case Outcome.Resting resting -> rests.park(job, resting.host(), resting.why());
            case Outcome.Full full -> full(job, full);
            case Outcome.ShutOut shutOut -> {
                settler.done(
                        job, new TransferState.Failed(shutOut.why(), job.done(), job.expected()));
                nobodyGoesOn(shutOut.why(), _ -> true);
            }
            case Outcome.Homeless homeless ->
                    nobodyGoesThere(
                            job, homeless.why(), other -> isHomeless(other, homeless.why()));
            case Outcome.Elsewhere _ -> scheduler.enqueue(job);
            case Outcome.Crowded crowded -> {
                scheduler.crowded(job);
                waits.park(job, AFTER_CROWD, crowded.why());
            }
        }
    }

    private void done(Job job, TransferState state) {
        if (state.isFinished()) {
            fulls = 0;
            fullsWithRoom = 0;
        }
        if (state instanceof TransferState.Saved) {
            fullFolders.took(job);
        }
        settler.done(job, state);
    }

    private void full(Job job, Outcome.Full full) {
        fulls++;
        boolean again = Objects.equals(job.destination, fullDestination);
        fullDestination = job.destination;
        fullsWithRoom = full.withRoom().isEmpty() ? 0 : again ? fullsWithRoom + 1 : 1;
        if (full.withRoom().isPresent() && fullsWithRoom >= MOST_FULLS_WITH_ROOM) {
            fullsWithRoom = 0; // whoever tries it again has the same patience
            nobodyGoesThere(job, full.withRoom().get(), _ -> true); // room is nothing to wait for
            return;
        }
        if (full.why().cause() != Cause.DISK_FULL || !fullFolders.isLeftBy(job)) {
            hold(job.destination, full.why());
            everybodyWaits(full.why());
        }
        parkFull(job, full.why());
    }

    private void hold(@Nullable Path folder, Problem why) {
        if (folder == null || why.cause() != Cause.DISK_FULL) {
            waits.hold(restOfFull());
        } else {
            waits.hold(folder, restOfFull());
        }
    }

    private void parkFull(Job job, Problem why) {
        if (why.cause() == Cause.DISK_FULL) {
            fullFolders.met(job);
        }
        waits.park(job, restOfFull(), asItConcerns(job, why));
    }

    /** Ends the job, and those of the same destination. */
    private void nobodyGoesThere(Job job, Problem why, Predicate<Job> whom) {
        settler.done(job, new TransferState.Failed(why, job.done(), job.expected()));
        nobodyGoesOn(
                why,
                other -> Objects.equals(other.destination, job.destination) && whom.test(other));
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
            if (other.wish == Wish.GO_ON && !asksUser(other) && concerns(other, why)) {
                other.heldBy = why;
                other.wish = Wish.HOLD;
                Stops.interrupt(other);
            }
        }
    }

    private static boolean asksUser(Job job) {
        return job.transfer.halt() == Transfer.Halt.USER;
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
