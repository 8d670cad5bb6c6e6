package app.jackdaw.download;

import app.jackdaw.model.UnwantedPart;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the list says of places where unwanted parts were left by an earlier run: by now something
 * may be there that is wanted. Immutable.
 *
 * @param finished under which names files are finished, even empty ones
 */
record Afterwards(Set<Path> finished) {

    static Afterwards of(Collection<Job> list) {
        Set<Path> finished = new HashSet<>();
        for (Job job : list) {
            if (job.target != null && job.transfer.state().isFinished()) {
                finished.add(job.target);
            }
            if (job.found != null) {
                finished.add(job.found);
            }
        }
        return new Afterwards(finished);
    }

    /** Whether its item was begun there anew, so that the part there is that of its row. */
    boolean isItsOwn(UnwantedPart what, @Nullable Job job) {
        return job != null && job.done() > 0 && what.target().equals(job.target);
    }

    /** The same, but for an empty file that is somebody's finished one. */
    UnwantedPart without(UnwantedPart what) {
        boolean reserves = what.reserves() && !finished.contains(what.target());
        return new UnwantedPart(
                what.itemId(), what.digest(), what.root(), what.target(), reserves, what.part());
    }
}
