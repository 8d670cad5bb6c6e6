package app.jackdaw.download;

import app.jackdaw.model.LedgerEntry.PartRecord.Stage;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TransferState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One go at one file: from its link to its final name, or to the reason why not. Runs on a virtual
 * thread of its own; an interrupt ends it and leaves what is there to be continued.
 */
final class Worker {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    /** Wall and monotonic clock differ by so much only if the machine slept. */
    private static final Duration SLEPT = Duration.ofMinutes(1);

    private static final Duration AFTER_SLEEP = Duration.ofSeconds(1);

    /** What a connection comes to that was left alone. */
    private static final Set<Cause> LOST =
            EnumSet.of(Cause.CONNECTION_CUT, Cause.INCOMPLETE, Cause.STALLED, Cause.TIMED_OUT);

    /** The least that servers in use wait for a client that reads nothing. */
    private static final Duration PATIENCE_OF_SERVERS = Duration.ofSeconds(5);

    /** Failures of the disk that are not the end of just this transfer. */
    private static final Set<Cause> TOLD_TO_ALL = EnumSet.of(Cause.PART_CHANGED, Cause.FOLDER_GONE);

    /** What a drive says that is going away. */
    private static final Set<Cause> MAY_BE_GONE =
            EnumSet.of(Cause.PART_CHANGED, Cause.DISK_FAILED, Cause.FOLDER_NOT_WRITABLE);

    private final Services services;
    private final Job job;
    private final Fetch fetch;

    Worker(Services services, Job job) {
        this.services = services;
        this.job = job;
        this.fetch = new Fetch(services, job);
    }

    Outcome run() throws InterruptedException {
        job.farthest = Math.max(job.farthest, job.done());
        job.heldBackNanos = 0;
        Instant wall = services.ticker().now();
        long monotonic = services.ticker().nanos();
        try {
            return go();
        } catch (ProblemException failure) {
            long moved = Math.max(0, job.done() - job.farthest);
            job.farthest += moved;
            return slept(wall, monotonic) || wasLeft(failure.problem(), moved)
                    ? new Outcome.Again(AFTER_SLEEP, failure.problem())
                    : judged(failure.problem(), moved);
        } catch (IOException failure) {
            return diskFailed(failure);
        } catch (InvalidPathException notHere) {
            // This machine's file names cannot hold it, for example Chinese in a Western locale.
            Problem problem = Problem.of(Cause.NAME_NOT_SPELLED, notHere.getInput());
            return Outcomes.failed(job, problem.at(services.ticker().now()));
        } catch (RuntimeException | Error mistake) {
            // An error of the machine, too: it may be this file alone that is too much for it.
            // Its message may hold anything, a link for one; its type and place are enough.
            LOG.error("Transfer failed: {} at {}", mistake.getClass(), place(mistake));
            Problem problem = Problem.of(Cause.INTERNAL, mistake.getClass().getSimpleName());
            return judged(problem, 0);
        }
    }

    /** Frequent failures come without a trace in the end. */
    static String place(Throwable mistake) {
        StackTraceElement[] trace = mistake.getStackTrace();
        return trace.length == 0 ? "?" : trace[0].toString();
    }

    /**
     * Takes a name that no answer and no question can change.
     *
     * @return the end of it, if the file is there already
     */
    Optional<Outcome> chooseAhead() throws InterruptedException {
        boolean settled = job.target != null || job.transfer.state().isFinished();
        Conflicts setting = services.places().setting(); // it may change meanwhile
        if (settled || setting == Conflicts.ASK || !services.turns().isNext(job)) {
            return Optional.empty();
        }
        try {
            Home.require(job);
            return chooseBeforeAsking(setting);
        } catch (IOException | ProblemException | RuntimeException | Error failure) {
            return Optional.empty(); // the worker will meet it again, and knows what it means
        }
    }

    private Outcome go() throws IOException, ProblemException, InterruptedException {
        Home.require(job);
        if (job.part != null && job.part.stage() == Stage.WHOLE) {
            Optional<Outcome> published = new Finish(services, job).again();
            if (published.isPresent()) {
                return published.get();
            }
        }
        Optional<Outcome> saved = new Finish(services, job).stillThere();
        if (saved.isPresent()) {
            return saved.get();
        }
        services.leftovers().forget(job);
        Optional<Outcome> there = chooseBeforeAsking(services.places().setting());
        if (there.isPresent()) {
            return there.get();
        }
        return fetch.run();
    }

    private Optional<Outcome> chooseBeforeAsking(Conflicts setting)
            throws IOException, ProblemException, InterruptedException {
        services.debris().clear(job);
        Path destination = Objects.requireNonNull(job.destination, "a job in the queue has one");
        if (isPlannedElsewhere(destination)) {
            services.leaveBehind(job, destination);
        }
        services.places().reconsider(job, setting);
        if (job.target != null) {
            Folders.make(destination, Objects.requireNonNull(job.target.getParent()));
            return Optional.empty();
        }
        Optional<SafeName> name = Naming.beforeAnswer(job.item());
        Long size = job.item().size();
        if (name.isEmpty() || (size == null && mustWait(name.get().text(), setting))) {
            Folders.make(destination, destination);
            return Optional.empty();
        }
        services.turns().await(job);
        Optional<Outcome> there =
                services.places().choose(job, name.get(), size == null ? -1 : size, setting);
        if (there.isEmpty()) { // else it may choose once more, before those behind it
            services.turns().hasName(job);
        }
        return there;
    }

    /**
     * It was saved in another folder before, and is not there any more; or was told this one when
     * nothing of it was there, and the application ended.
     */
    private boolean isPlannedElsewhere(Path destination) throws ProblemException {
        Path target = job.target;
        return target != null
                && job.done() == 0
                && !Folders.below(destination, job.item().folder()).equals(target.getParent());
    }

    /** For the name of a file before it, or for the length of this one. */
    private boolean mustWait(String name, Conflicts setting) throws IOException, ProblemException {
        return !services.turns().isNext(job)
                || services.places().dependsOnLength(job, name, setting);
    }

    /**
     * A server does not wait for ever while the user thinks; with its name the file goes on. Nor
     * does it for one that the user wants to be slow; as long as it comes a little farther each
     * time, it comes to an end.
     */
    private boolean wasLeft(Problem problem, long moved) {
        long patience = PATIENCE_OF_SERVERS.toNanos();
        boolean heldBack = job.heldBackNanos >= patience && moved > 0;
        return LOST.contains(problem.cause()) && (heldBack || fetch.rested().toNanos() >= patience);
    }

    private boolean slept(Instant wall, long monotonic) {
        Duration byWall = Duration.between(wall, services.ticker().now());
        Duration byMonotonic = Duration.ofNanos(services.ticker().nanos() - monotonic);
        return byWall.minus(byMonotonic).compareTo(SLEPT) > 0;
    }

    private Outcome judged(Problem problem, long moved) {
        Problem dated = problem.at(services.ticker().now());
        switch (problem.cause()) {
            case TOO_MANY_OPEN_FILES -> {
                return new Outcome.Crowded(dated);
            }
            case DISK_FULL, LEDGER_NO_ROOM -> {
                return new Outcome.Full(dated, Optional.empty());
            }
            case PROXY_LOGIN -> {
                return new Outcome.ShutOut(dated);
            }
            case FOLDER_GONE -> {
                // A drive is there that lacks what was begun for this file: maybe another drive,
                // maybe the same without this part. The others see for themselves.
                return job.missedAlone ? Outcomes.failed(job, dated) : new Outcome.Homeless(dated);
            }
            case PART_CHANGED -> discardPart();
            case SIZE_DIFFERS -> {
                Long stated = job.item().size();
                // An answer of another length says nothing about a part that may have the right
                // one; that of a body in chunks is not known before its end.
                if (stated != null && (job.expected() != stated || fetch.partDiffers())) {
                    discardPart();
                }
            }
            case ENCODED_BODY -> job.wholeNext = true;
            default -> {}
        }
        if (!problem.cause().retryHelps()) {
            // not even for the one that looks on behalf of all: a rest of the host mends nothing
            return Outcomes.failed(job, dated);
        }
        if (Troubles.is(problem)) {
            services.hosts().troubled(fetch.asked(), job, dated, fetch.askedToWait());
        }
        String host = fetch.hostOf(problem);
        Optional<Outcome> noTry = services.hosts().failed(host, fetch.asked(), job, dated);
        if (noTry.isPresent()) {
            return noTry.get();
        }
        return job.tries
                .after(problem, moved, fetch.askedToWait(), services.random())
                .<Outcome>map(wait -> new Outcome.Again(wait, dated))
                .orElseGet(() -> Outcomes.failed(job, dated));
    }

    /** What is there is not the file and can never become it. */
    private void discardPart() {
        OwnPart.delete(job);
        job.forgetPart();
    }

    /** What is missing on a drive that was unmounted is neither changed nor to be discarded. */
    private Problem orGone(Problem problem) {
        if (!MAY_BE_GONE.contains(problem.cause())) {
            return problem;
        }
        try {
            Home.require(job);
            return problem;
        } catch (ProblemException gone) {
            return gone.problem();
        }
    }

    private Outcome diskFailed(IOException failure) {
        if (DiskFault.isTooManyOpenFiles(failure)) {
            return judged(Problem.of(Cause.TOO_MANY_OPEN_FILES), 0); // says nothing of the disk
        }
        Path destination = Objects.requireNonNull(job.destination, "a job in the queue has one");
        Path target = job.target == null ? destination : job.target;
        long needed = job.total == TransferState.UNKNOWN ? 0 : job.total - job.done();
        Problem problem = orGone(DiskFault.of(failure, target, destination, needed));
        LOG.info("Disk: {} ({})", problem.cause(), failure.getClass().getSimpleName());
        if (problem.cause() == Cause.DISK_FULL) {
            Instant now = services.ticker().now();
            return new Outcome.Full(
                    problem.at(now),
                    DiskFault.ofFullWithRoom(failure, destination, needed).map(it -> it.at(now)));
        }
        if (TOLD_TO_ALL.contains(problem.cause())) {
            return judged(problem, 0);
        }
        Problem closed = Problem.of(Cause.FOLDER_NOT_WRITABLE, destination.toString());
        if (problem.equals(closed) && !Files.isWritable(destination)) {
            // not this file alone: the others need neither ask for a link nor for their bytes
            return new Outcome.Homeless(problem.at(services.ticker().now()));
        }
        // Whatever else is wrong with a disk, trying again at once makes it worse.
        return Outcomes.failed(job, problem.at(services.ticker().now()));
    }
}
