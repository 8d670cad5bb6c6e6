package app.jackdaw.download;

import app.jackdaw.model.LedgerEntry.PartRecord;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A piece of {@link Debris}: what may be left of one item in one folder. Any thread; touches the
 * disk.
 */
final class Piece {

    private static final Logger LOG = LoggerFactory.getLogger(Piece.class);

    private static final String ENDING = ".part";

    private final String itemId;
    private final String digest;
    private final Path target;
    private final boolean reserves;
    private final @Nullable PartRecord part;
    private final Path folder;
    private volatile @Nullable Path goal;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean over;

    /**
     * @param job as it stands now: what becomes of it is nothing to this
     * @param target what its file would have been called
     * @param goal the folder that the file goes to now; null where it will be refused
     */
    Piece(Job job, Path target, @Nullable Path goal) {
        this.itemId = job.id();
        this.digest = job.item().shortDigest();
        this.target = target;
        this.reserves = job.reserves;
        this.part = job.part;
        this.folder = Objects.requireNonNull(target.getParent(), "targets have a folder");
        this.goal = goal;
    }

    String itemId() {
        return itemId;
    }

    Path folder() {
        return folder;
    }

    /**
     * @param folder that the file goes to after all; null where it will be refused
     */
    void goal(@Nullable Path folder) {
        goal = folder;
    }

    /** Whether there may be something that is not a part. */
    boolean isReserved() {
        return reserves;
    }

    /** By another name of the same folder: then the part there may be the new one. */
    boolean isWhereItsFileGoes() throws IOException {
        Path there = goal;
        return there != null
                && !there.equals(folder) // else its worker comes here first
                && Files.exists(there)
                && Files.isSameFile(there, folder);
    }

    /**
     * Once only: whatever is there later is something new.
     *
     * @param seen what to delete, if somebody has looked before
     */
    void delete(@Nullable List<Path> seen) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (over) {
                return;
            }
            boolean wasThere = deleteParts(seen);
            if (!OwnPart.mayHaveItsName(part, wasThere)) {
                deleteReservation();
            }
            over = true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * @return whether there were any
     */
    private boolean deleteParts(@Nullable List<Path> seen) throws InterruptedException {
        try {
            if (Files.deleteIfExists(PartFile.beside(target, digest))) {
                return true;
            }
            Optional<Path> renamed =
                    seen == null
                            ? OwnPart.find(target, digest, part)
                            : OwnPart.among(seen, target, part);
            return renamed.isPresent() && Files.deleteIfExists(renamed.get());
        } catch (IOException stays) {
            // The next transfer of the item into this folder starts anew in the same part.
            LOG.warn("A part could not be deleted: {}", stays.getClass().getSimpleName());
            return false;
        }
    }

    private void deleteReservation() {
        try {
            if (reserves) {
                Publisher.deleteReservation(target);
            }
        } catch (IOException stays) {
            LOG.warn("An empty file stays: {}", stays.getClass().getSimpleName());
        }
    }

    /**
     * @param parts of all items by {@link #digest}
     */
    List<Path> of(Map<String, List<Path>> parts) {
        return parts.getOrDefault(digest, List.of());
    }

    /** What tells whose part it is. */
    static String digest(Path part) {
        String name = part.getFileName().toString();
        String stem = name.substring(0, name.length() - ENDING.length());
        return stem.substring(stem.lastIndexOf('.') + 1);
    }

    /**
     * @param pattern of the names of parts, without their ending
     */
    static List<Path> list(Path folder, String pattern) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern + ENDING)) {
            files.forEach(found::add);
        } catch (NoSuchFileException | NotDirectoryException nothing) {
            return List.of();
        } catch (DirectoryIteratorException unreadable) {
            throw unreadable.getCause();
        }
        return found;
    }
}
