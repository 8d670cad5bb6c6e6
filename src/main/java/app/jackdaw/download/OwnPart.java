package app.jackdaw.download;

import app.jackdaw.model.LedgerEntry.PartRecord;
import app.jackdaw.model.LedgerEntry.PartRecord.Stage;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which part is an item's own: its name ends in eight digits, and among many files two items can
 * share them. Stateless; touches the disk.
 */
final class OwnPart {

    private static final Logger LOG = LoggerFactory.getLogger(OwnPart.class);

    private OwnPart() {}

    /**
     * A part with its digits in the folder of its target. It usually stands beside it, but keeps
     * its name when the finished file has to take another one.
     */
    static Optional<Path> findAny(Path target, String shortDigest) throws IOException {
        Path usual = PartFile.beside(target, shortDigest);
        if (Files.exists(usual)) {
            return Optional.of(usual);
        }
        Path folder = Objects.requireNonNull(target.getParent(), "targets have a folder");
        try (DirectoryStream<Path> parts =
                Files.newDirectoryStream(folder, "*." + shortDigest + ".part")) {
            for (Path part : parts) {
                return Optional.of(part);
            }
        } catch (NoSuchFileException | NotDirectoryException noFolder) {
            return Optional.empty();
        } catch (DirectoryIteratorException unreadable) {
            throw unreadable.getCause();
        }
        return Optional.empty();
    }

    /**
     * Beside its target; a whole one also under the name that its target had before.
     *
     * @param record what is known of it; null where nothing is
     */
    static Optional<Path> find(Path target, String shortDigest, @Nullable PartRecord record)
            throws IOException, InterruptedException {
        Path usual = PartFile.beside(target, shortDigest);
        if (Files.exists(usual)) {
            return Optional.of(usual);
        }
        if (record == null || record.stage() != Stage.WHOLE) {
            return Optional.empty();
        }
        Path folder = Objects.requireNonNull(target.getParent(), "targets have a folder");
        return among(Piece.list(folder, "*." + shortDigest), target, record);
    }

    /**
     * The one among parts that end in its digits.
     *
     * @param record only a whole part keeps its name when its target gets another one
     */
    static Optional<Path> among(List<Path> parts, Path target, @Nullable PartRecord record)
            throws IOException, InterruptedException {
        if (record == null || record.stage() != Stage.WHOLE) {
            return Optional.empty();
        }
        for (Path part : parts) {
            if (Publisher.isSame(part, target) || isEqual(part, record)) {
                return Optional.of(part);
            }
        }
        return Optional.empty();
    }

    /**
     * Whether an empty file under the target may be the finished one, and not one that keeps its
     * name: they differ by nothing but the part, which goes when the name is given.
     *
     * @param isThere whether there is a part
     */
    static boolean mayHaveItsName(@Nullable PartRecord record, boolean isThere) {
        return !isThere && record != null && record.stage() == Stage.WHOLE && record.bytes() == 0;
    }

    /** One that may not be read, or that somebody has locked, cannot be shown to be equal. */
    static boolean isEqual(Path file, PartRecord whole) throws IOException, InterruptedException {
        try {
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && Sha256.isOf(file, whole.bytes(), whole.sha256());
        } catch (IOException unreadable) {
            if (DiskFault.isTooManyOpenFiles(unreadable)) {
                throw unreadable; // says nothing about the file, and passes
            }
            return false;
        }
    }

    /** Deletes what there is of a file that is not finished. For who has the job in his hands. */
    static void delete(Job job) {
        Path planned = job.target;
        if (planned == null) {
            return;
        }
        boolean interrupted = Thread.interrupted(); // who was stopped puts down what he has
        boolean isThere = false;
        try {
            Optional<Path> there = find(planned, job.item().shortDigest(), job.part);
            isThere = there.isPresent();
            if (there.isPresent()) {
                Files.deleteIfExists(there.get());
            }
        } catch (IOException stays) {
            // The next transfer of the item starts anew in the same part.
            LOG.warn("A part could not be deleted: {}", stays.getClass().getSimpleName());
        } catch (InterruptedException hurried) {
            LOG.warn("A part stays: there was no time to look whose it is");
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        try {
            if (job.reserves && !mayHaveItsName(job.part, isThere)) {
                Publisher.deleteReservation(planned);
            }
        } catch (IOException stays) {
            LOG.warn("An empty file stays: {}", stays.getClass().getSimpleName());
        }
    }
}
