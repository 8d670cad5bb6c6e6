package app.jackdaw.download;

import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the folder that files are wanted in, on a thread of its own, and lets them begin after
 * that: a drive that does not answer keeps no other command waiting. Any thread.
 */
final class Starts {

    private static final Logger LOG = LoggerFactory.getLogger(Starts.class);

    private final Scheduler scheduler;
    private final Commands commands;
    private final JobList list;
    private final ThreadFactory threads;
    private final Duration patience;

    /**
     * @param patience in the time of the machine, as disks have no other
     */
    Starts(
            Scheduler scheduler,
            Commands commands,
            JobList list,
            ThreadFactory threads,
            Duration patience) {
        this.scheduler = scheduler;
        this.commands = commands;
        this.list = list;
        this.threads = threads;
        this.patience = patience;
    }

    /**
     * Returns at once.
     *
     * @param end called once, on a thread of the engine's, when the files have begun, or with the
     *     reason why they cannot
     */
    List<Transfer> start(List<MediaItem> items, Path folder, Consumer<Optional<Problem>> end) {
        return start(items, folder, end, task -> threads.newThread(task).start());
    }

    /**
     * The same, for whoever has the time to wait for the folder.
     *
     * @throws ProblemException why they cannot begin
     */
    List<Transfer> start(List<MediaItem> items, Path folder) throws ProblemException {
        List<Problem> refused = new ArrayList<>();
        List<Transfer> transfers =
                start(items, folder, end -> end.ifPresent(refused::add), Runnable::run);
        if (!refused.isEmpty()) {
            throw new ProblemException(refused.getFirst());
        }
        return transfers;
    }

    private List<Transfer> start(
            List<MediaItem> items, Path folder, Consumer<Optional<Problem>> end, Executor waiting) {
        Start start = new Start(folder);
        List<Transfer> transfers = new ArrayList<>();
        scheduler.whileStill(() -> {
            for (MediaItem item : items) {
                Job job = list.listed(item, scheduler.mentions());
                transfers.add(job.transfer);
                commands.start(job, start);
                Wanted wanted = job.wanted;
                if (wanted != null && wanted.start == start) {
                    job.batch = start.batch;
                }
            }
        });
        if (scheduler.isClosed()) {
            end.accept(Optional.empty()); // remembered for the next time
            return transfers;
        }
        try {
            waiting.execute(() -> end.accept(finish(start)));
        } catch (RuntimeException | Error noThread) {
            scheduler.whileStill(() -> refuse(start));
            throw noThread;
        }
        return transfers;
    }

    private Optional<Problem> finish(Start start) {
        try {
            Mount mount = Destination.make(start.folder, threads, patience);
            scheduler.whileStill(() -> begin(start, mount));
            return Optional.empty();
        } catch (ProblemException refused) {
            return refuse(start, refused.problem());
        } catch (RuntimeException | Error mistake) {
            LOG.error("A start failed", mistake);
            String kind = mistake.getClass().getSimpleName();
            return refuse(start, Problem.of(Cause.INTERNAL, kind));
        }
    }

    private void begin(Start start, @Nullable Mount mount) {
        if (scheduler.isClosed()) {
            return; // they are remembered as queued
        }
        scheduler.lift();
        start.folderIsThere(mount);
        scheduler.fullFolders().leave(start);
        start.waiting().forEach(commands::begin);
    }

    private Optional<Problem> refuse(Start start, Problem why) {
        List<Problem> told = new ArrayList<>();
        scheduler.whileStill(() -> {
            if (!scheduler.isClosed() && !start.isGivenUp()) {
                told.add(why);
            }
            refuse(start);
        });
        return told.stream().findFirst();
    }

    private void refuse(Start start) {
        if (!scheduler.isClosed()) {
            start.waiting().forEach(commands::refuse);
        }
    }
}
