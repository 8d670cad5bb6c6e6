package app.jackdaw.download;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Files that the user wants in a folder that may still have to be made. Needs the lock. */
final class Start {

    final Path folder;

    /** Tells these files from others: an answer "for all" is for them. */
    final Object batch = new Object();

    /** Those that begin when the folder is there, unless something else is said of them before. */
    private final Set<Job> jobs = new LinkedHashSet<>();

    /** Where files were that the user wants here because there was no end of waiting for room. */
    private final Set<Path> fullOnes = new LinkedHashSet<>();

    private boolean folderIsThere;
    private volatile @Nullable Mount mount; // a worker may remember its row meanwhile

    Start(Path folder) {
        this.folder = folder;
    }

    void add(Job job) {
        jobs.add(job);
    }

    void leaves(Path full) {
        fullOnes.add(full);
    }

    Set<Path> fullOnes() {
        return fullOnes;
    }

    void folderIsThere(@Nullable Mount on) {
        mount = on;
        folderIsThere = true;
    }

    /** The volume of the folder, as soon as that is there; without the lock, too. */
    @Nullable Mount mount() {
        return mount;
    }

    boolean isFolderThere() {
        return folderIsThere;
    }

    /** Those that have not begun. */
    List<Job> waiting() {
        return jobs.stream().filter(this::isWantedFor).toList();
    }

    private boolean isWantedFor(Job job) {
        Wanted wanted = job.wanted;
        return wanted != null && wanted.start == this;
    }

    /** Whether all that waited for the folder were stopped, or sent elsewhere, meanwhile. */
    boolean isGivenUp() {
        return !jobs.isEmpty() && jobs.stream().noneMatch(this::isWantedFor);
    }
}
