package app.jackdaw.download;

import app.jackdaw.download.ConflictQuestion.Choice;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TransferState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Chooses where a file goes and what happens if something is there. Any thread; touches the disk.
 */
final class Places {

    private final Targets targets;
    private final ConflictRule conflicts;
    private final Turns turns;

    Places(Targets targets, ConflictRule conflicts, Turns turns) {
        this.targets = targets;
        this.conflicts = conflicts;
        this.turns = turns;
    }

    /**
     * Gives the job its target and takes that name; makes the folders it needs.
     *
     * @param total length of the wanted file, -1 when not known
     * @param setting as the caller read it: only {@code ASK} may wait for the user
     * @return the end of it, if the file is there already
     */
    Optional<Outcome> choose(Job job, SafeName chosen, long total, Conflicts setting)
            throws IOException, ProblemException, InterruptedException {
        String name = chosen.text();
        job.name = name;
        job.adjusted = chosen.adjusted();
        job.replaces = false; // an earlier answer was about another file
        Path destination = Objects.requireNonNull(job.destination, "a job in the queue has one");
        Path folder = Folders.below(destination, job.item().folder());
        Folders.make(destination, folder);
        Optional<Path> stranger = targets.stranger(folder, name, job.id());
        if (stranger.isPresent()) {
            Path existing = stranger.get();
            if (setting.leavesEqualFilesAlone() && isEqual(job, existing, total)) {
                return Optional.of(new Outcome.Done(new TransferState.Skipped(existing)));
            }
            switch (choice(job, setting, existing, total)) {
                case Choice.SKIP -> {
                    return Optional.of(
                            new Outcome.Done(
                                    new TransferState.Skipped(
                                            existing, TransferState.Skipped.Found.ANOTHER_FILE)));
                }
                case Choice.OVERWRITE -> {
                    Optional<Path> claimed =
                            Files.isRegularFile(existing)
                                    ? targets.claim(folder, name(existing), job.id())
                                    : Optional.empty();
                    if (claimed.isPresent()) {
                        job.target(claimed.get());
                        job.replaces = true;
                        return Optional.empty();
                    }
                }
                case Choice.KEEP_BOTH -> {}
            }
        }
        job.target(targets.reserve(folder, name, job.id()));
        return Optional.empty();
    }

    /**
     * By its size, and by its content where that is known: of a file that was saved before, and is
     * wanted again. Reads a file of that size to its end; an interrupt ends that. One that may not
     * be read, or that somebody has locked, cannot be shown to be equal.
     */
    private static boolean isEqual(Job job, Path existing, long total)
            throws IOException, InterruptedException {
        String sha256 = job.sha256;
        try {
            return total >= 0
                    && Files.isRegularFile(existing)
                    && Files.size(existing) == total
                    && (sha256 == null || PartFile.holds(existing, total, sha256));
        } catch (IOException unreadable) {
            if (DiskFault.isTooManyOpenFiles(unreadable)) {
                throw unreadable; // says nothing about the file, and passes
            }
            return false;
        }
    }

    /** May wait for the user, who is told what is known by now. */
    private Choice choice(Job job, Conflicts setting, Path existing, long total)
            throws InterruptedException {
        MediaItem item = job.item();
        boolean told = item.size() == null && total >= 0;
        turns.awaitsUser(job);
        job.asksUser = setting == Conflicts.ASK;
        try (Whereabouts.Away _ = job.whereabouts.leave()) {
            MediaItem known = told ? item.withFacts(total, item.type()) : item;
            return conflicts.choose(setting, job.batch, known, existing);
        } finally {
            job.asksUser = false;
            turns.hasAnswer(job);
        }
    }

    /** Whether only the length of the wanted file can tell if it is there already. */
    boolean dependsOnLength(Job job, String name, Conflicts setting)
            throws IOException, ProblemException {
        Path destination = Objects.requireNonNull(job.destination, "a job in the queue has one");
        Path folder = Folders.below(destination, job.item().folder());
        return setting.leavesEqualFilesAlone()
                && targets.stranger(folder, name, job.id()).isPresent();
    }

    /** The name was taken by somebody else at the last moment: the next free one. */
    void chooseAnother(Job job, Path taken) throws IOException {
        targets.lose(taken);
        String name = job.name == null ? name(taken) : job.name;
        Path folder = Objects.requireNonNull(taken.getParent(), "targets have a folder");
        job.target(targets.reserve(folder, name, job.id()));
    }

    /** What is done about files that are there already. */
    Conflicts setting() {
        return conflicts.setting();
    }

    void release(Job job) {
        targets.release(job.target, job.id());
    }

    /** What is on disk or begun belongs to this item, also after a restart. */
    void keep(Path target, String itemId) {
        Path folder = target.getParent();
        if (folder != null) {
            targets.claim(folder, name(target), itemId);
        }
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }
}
