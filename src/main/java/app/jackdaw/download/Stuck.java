package app.jackdaw.download;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Running jobs that a disk does not let go: a drive that is gone may never answer, and no interrupt
 * reaches whoever asked it. Their places are for files that go elsewhere; one that comes back after
 * all counts again. Needs the scheduler's lock.
 */
final class Stuck {

    /** Each holds a thread, perhaps for ever. */
    static final int MOST = 16;

    /** Where each was at the last look. */
    private final Map<Job, Integer> seen = new HashMap<>();

    private final Set<Job> stuck = new HashSet<>();

    /** Call now and then: whoever has not moved since the last look is stuck. */
    void look(Collection<Job> running) {
        stuck.clear();
        for (Job job : running) {
            Integer before = seen.get(job);
            if (before != null && isStillThere(job, before)) {
                stuck.add(job);
            }
        }
        seen.clear();
        running.forEach(job -> seen.put(job, job.whereabouts.moves()));
    }

    private static boolean isStillThere(Job job, int before) {
        return !Whereabouts.isAway(before) && job.whereabouts.moves() == before;
    }

    void ended(Job job) {
        seen.remove(job);
        stuck.remove(job);
    }

    /** How many others may run in their places. */
    int places() {
        stuck.removeIf(job -> !isStillThere(job, Objects.requireNonNull(seen.get(job))));
        return Math.min(stuck.size(), MOST);
    }

    /** Whether the folder is another one than theirs. */
    boolean isElsewhere(Path folder) {
        return stuck.stream().noneMatch(other -> Objects.equals(other.destination, folder));
    }
}
