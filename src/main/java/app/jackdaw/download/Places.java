package app.jackdaw.download;

import app.jackdaw.download.ConflictQuestion.Choice;
import app.jackdaw.model.LedgerEntry.PartRecord;
import app.jackdaw.model.LedgerEntry.Replaced;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TransferState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Chooses where a file goes and what happens if something is there. The setting is about the file
 * that has the very name: one under a number is nobody's choice, so that it is known by its content
 * alone, under any setting, and is never replaced; another content gets another number. Any thread;
 * touches the disk.
 */
final class Places {

    private final Targets targets;
    private final ConflictRule conflicts;
    private final Turns turns;
    private final PathRoom room;

    Places(Targets targets, ConflictRule conflicts, Turns turns) {
        this(targets, conflicts, turns, PathRoom.OF_SYSTEM);
    }

    Places(Targets targets, ConflictRule conflicts, Turns turns, PathRoom room) {
        this.room = room;
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
        Path destination = Objects.requireNonNull(job.destination, "a job in the queue has one");
        Path folder = Folders.below(destination, job.item().folder());
        String name = room.fit(folder, chosen.text());
        job.name = name;
        job.adjusted = chosen.adjusted() || !name.equals(chosen.text());
        job.replaces = null; // an earlier answer was about another file
        Folders.make(destination, folder);
        Series series = targets.series(folder, name, job.id());
        if (setting.leavesEqualFilesAlone() && total >= 0) {
            Optional<Path> found = series.claimEqual(total, job.sha256);
            hasFound(job, found.orElse(null));
            if (found.isPresent()) {
                return Optional.of(new Outcome.LeftAlone(new TransferState.Skipped(found.get())));
            }
        }
        Optional<Path> stranger = series.stranger();
        if (stranger.isPresent()) {
            Path existing = stranger.get();
            Replaced file =
                    setting == Conflicts.KEEP_BOTH // then it stays, whatever it is
                            ? null
                            : Replacing.see(existing); // as he knows it who is asked now
            Choice choice = choice(job, setting, existing, total);
            letGo(job); // only now: who is stopped before that has what he had
            switch (choice) {
                case Choice.SKIP -> {
                    return Optional.of(
                            new Outcome.LeftAlone(
                                    new TransferState.Skipped(
                                            existing, TransferState.Skipped.Found.ANOTHER_FILE)));
                }
                case Choice.OVERWRITE -> {
                    Optional<Path> claimed =
                            file == null
                                    ? Optional.empty()
                                    : targets.claim(folder, name(existing), job.id());
                    if (claimed.isPresent()) {
                        job.target(claimed.get());
                        job.replaces = file;
                        job.replacesAsAnswered = setting == Conflicts.ASK;
                        return Optional.empty();
                    }
                }
                case Choice.KEEP_BOTH -> {}
            }
        }
        letGo(job); // else it would be taken for a name that is its own already
        job.target(series.reserve());
        return Optional.empty();
    }

    /** The file that was found is one like any other. */
    void letGo(Job job) {
        hasFound(job, null);
    }

    /**
     * What was found before, and is not this, is a file like any other. Only after a look, which
     * may be stopped: until then it is the job's.
     */
    private void hasFound(Job job, @Nullable Path file) {
        Path before = job.found;
        job.found = file;
        if (before != null && (file == null || !Targets.isSame(before, file))) {
            targets.release(before, job.id());
        }
    }

    /** May wait for the user, who is told what is known by now. */
    private Choice choice(Job job, Conflicts setting, Path existing, long total)
            throws InterruptedException {
        MediaItem item = job.item();
        boolean told = item.size() == null && total >= 0;
        turns.awaitsUser(job);
        job.transfer.halt(setting == Conflicts.ASK ? Transfer.Halt.USER : Transfer.Halt.NONE);
        try (Whereabouts _ = job.whereabouts.leave()) {
            MediaItem known = told ? item.withFacts(total, item.type()) : item;
            return conflicts.choose(setting, job.batch, known, existing);
        } finally {
            job.transfer.halt(Transfer.Halt.NONE);
            turns.hasAnswer(job);
        }
    }

    /** Whether only the length of the wanted file can tell if it is there already. */
    boolean dependsOnLength(Job job, String name, Conflicts setting)
            throws IOException, ProblemException {
        Path destination = Objects.requireNonNull(job.destination, "a job in the queue has one");
        Path folder = Folders.below(destination, job.item().folder());
        return setting.leavesEqualFilesAlone()
                && targets.series(folder, room.fit(folder, name), job.id())
                        .mayHaveEqual(job.sha256);
    }

    /**
     * The file is whole and about to get a number. Maybe it has one: what it was kept as when it
     * was fetched before, by a list that nobody remembers. Then that file is the job's.
     */
    Optional<Path> findEqual(Job job, Path target, PartRecord whole)
            throws IOException, InterruptedException {
        String name = wanted(job, target);
        if (FileNames.key(name).equals(FileNames.key(name(target)))) {
            return Optional.empty();
        }
        Optional<Path> equal =
                targets.series(folder(target), name, job.id())
                        .claimEqual(whole.bytes(), whole.sha256(), name(target));
        hasFound(job, equal.orElse(null));
        return equal;
    }

    /**
     * Whether a file that is the item's by its name, or by that with a number, is so still. A name
     * that comes with the answer is taken for the same as long as nobody says one.
     *
     * @param before the item as it was known when the file was found
     */
    boolean mayBeNamed(Path file, MediaItem before, MediaItem item) {
        String there = name(file);
        return Naming.beforeAnswer(item)
                .map(known -> room.fit(folder(file), known.text()))
                .map(name -> Series.has(name, there))
                .orElseGet(() ->
                        Objects.equals(before.ownName(), item.ownName())
                                && Objects.equals(before.knownName(), item.knownName()));
    }

    /** The file is there already, and needs no other name. */
    void giveUp(Job job) {
        targets.release(job.target, job.id());
        job.target(null);
    }

    /**
     * Without its number. Of one that an earlier run chose after the answer nobody knows whether
     * the number was a part of it.
     */
    private String wanted(Job job, Path target) {
        if (job.name != null) {
            return job.name;
        }
        String chosen = name(target);
        return Naming.beforeAnswer(job.item())
                .map(known -> room.fit(folder(target), known.text()))
                .filter(chosen::equals)
                .orElseGet(() -> FileNames.unnumbered(chosen));
    }

    /** The name was taken by somebody else at the last moment: the next free one. */
    void chooseAnother(Job job, Path taken) throws IOException {
        targets.lose(taken);
        job.target(targets.reserve(folder(taken), wanted(job, taken), job.id()));
    }

    /**
     * Gives up a name that was taken to replace the file under it, where that is not wanted any
     * more, and one that was free and is not any more, where the user wants to be asked. Only while
     * nothing is there of the new file: what was begun stays beside its name. Whatever came under
     * the name since it was chosen nobody spoke of: no setting replaces it, and at the end it is
     * found taken.
     *
     * @param setting as it is now
     */
    void reconsider(Job job, Conflicts setting) throws IOException {
        Path target = job.target;
        if (target == null || job.done() > 0) {
            return;
        }
        Replaced file = job.replaces;
        boolean givesUp =
                file == null
                        ? setting == Conflicts.ASK && isStrangers(job, target)
                        : !isStillReplaced(job, file, target, setting);
        if (givesUp) {
            OwnPart.delete(job); // none of its bytes is worth anything, and no row knows it soon
            release(job);
            job.target(null);
            job.forgetPart();
        }
    }

    private static boolean isStillReplaced(Job job, Replaced file, Path target, Conflicts setting)
            throws IOException {
        boolean asked = setting == Conflicts.ASK && job.replacesAsAnswered;
        return setting == Conflicts.OVERWRITE || (asked && Replacing.isUnchanged(file, target));
    }

    /** A file under the very name that the job chose, and did not make; a number is not one. */
    private boolean isStrangers(Job job, Path target) throws IOException {
        String name = name(target);
        return !job.reserves
                && FileNames.key(wanted(job, target)).equals(FileNames.key(name))
                && targets.series(folder(target), name, job.id()).stranger().isPresent();
    }

    /** What is done about files that are there already. */
    Conflicts setting() {
        return conflicts.setting();
    }

    /** Whatever the job has is a file like any other. */
    void release(Job job) {
        targets.release(job.target, job.id());
        letGo(job);
    }

    /** What is on disk or begun belongs to this item, also after a restart. */
    void keep(Path target, String itemId) {
        targets.keep(target, itemId);
    }

    /** What is on disk was found by this item, before a restart. */
    void keepFound(Path file, String itemId) {
        targets.keepFound(file, itemId);
    }

    private static Path folder(Path target) {
        return Objects.requireNonNull(target.getParent(), "targets have a folder");
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }
}
