package app.jackdaw.download;

import app.jackdaw.model.LedgerEntry.PartRecord;
import app.jackdaw.model.LedgerEntry.PartRecord.Stage;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether the folder that a file goes to is still on its volume. Where a drive was unmounted the
 * folder often stays, empty and on another disk: all parts look deleted in it, and whatever is
 * written into it lands where nobody wants it. Stateless; touches the disk, on the job's worker.
 */
final class Home {

    private Home() {}

    /**
     * Before anything is missed or made in it.
     *
     * @throws ProblemException {@code FOLDER_GONE}
     */
    static void require(Job job) throws ProblemException {
        Path folder = Objects.requireNonNull(job.destination, "a job in the queue has one");
        if (!isThere(job, folder)) {
            throw new ProblemException(Problem.of(Cause.FOLDER_GONE, folder.toString()));
        }
    }

    private static boolean isThere(Job job, Path folder) {
        job.missedAlone = false;
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try {
            Mount known = job.mount;
            if (known != null && known.isBelow(folder)) {
                return true;
            }
            Mount now = Mount.of(folder);
            boolean same = known == null || now == null || isTheSame(job, known, now);
            job.missedAlone =
                    !same && known != null && now != null && known.point().equals(now.point());
            if (same && now != null) {
                job.mount = now; // mounted anew, it may have another number
            }
            return same;
        } catch (NoSuchFileException goneJustNow) {
            return false;
        } catch (IOException untold) {
            return true; // then the write itself will tell
        }
    }

    /** By what was begun there; if nothing was, by whether something is mounted there at all. */
    private static boolean isTheSame(Job job, Mount known, Mount now) throws IOException {
        PartRecord part = job.part;
        Path target = job.target;
        boolean samePoint = known.point().equals(now.point());
        boolean there =
                part == null || target == null || part.bytes() == 0
                        ? samePoint
                        : holds(job, target, part);
        return there || (samePoint && isOfUser(now));
    }

    /**
     * Where the user's own files lie no other drive can be: that volume has got another number, as
     * it does at each start of some systems.
     */
    private static boolean isOfUser(Mount now) {
        try {
            return now.equals(Mount.of(Path.of(System.getProperty("user.home", ""))));
        } catch (IOException | InvalidPathException untold) {
            return false;
        }
    }

    private static boolean holds(Job job, Path target, PartRecord record) throws IOException {
        Optional<Path> part = OwnPart.findAny(target, job.item().shortDigest());
        if (part.isPresent()) {
            return Files.size(part.get()) >= record.bytes();
        }
        return record.stage() == Stage.WHOLE
                && Files.isRegularFile(target)
                && Files.size(target) == record.bytes();
    }
}
