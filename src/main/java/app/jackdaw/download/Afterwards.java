package app.jackdaw.download;

import app.jackdaw.model.LedgerEntry.PartRecord.Stage;
import app.jackdaw.model.UnwantedPart;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Objects;
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

    /**
     * Whether its item was begun there anew, so that the part there is that of its row: a whole one
     * keeps its name when the file has to take another.
     */
    boolean isItsOwn(UnwantedPart what, @Nullable Job job) {
        if (job == null || job.done() == 0 || job.target == null) {
            return false;
        }
        boolean whole = job.part != null && job.part.stage() == Stage.WHOLE;
        return what.target().equals(job.target)
                || (whole && Objects.equals(what.target().getParent(), job.target.getParent()));
    }

    /** The same, but for an empty file that is somebody's finished one. */
    UnwantedPart without(UnwantedPart what) {
        boolean reserves = what.reserves() && !finished.contains(what.target());
        return new UnwantedPart(
                what.itemId(),
                what.digest(),
                what.root(),
                what.target(),
                reserves,
                what.part(),
                what.volume());
    }
}
