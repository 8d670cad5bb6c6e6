package app.jackdaw.download;

import app.jackdaw.model.UnwantedPart;
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

    private final UnwantedPart what;
    private final Path folder;
    private volatile @Nullable Path goal;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean over;
    private volatile boolean gone;

    /**
     * @param what as its job stood then: what becomes of that is nothing to this
     * @param goal the folder that the file goes to now; null where it will be refused, or goes
     *     nowhere
     */
    Piece(UnwantedPart what, @Nullable Path goal) {
        this.what = what;
        this.folder = Objects.requireNonNull(what.target().getParent(), "targets have a folder");
        this.goal = goal;
    }

    UnwantedPart what() {
        return what;
    }

    String itemId() {
        return what.itemId();
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
        return what.reserves();
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
            deleteAll(seen);
            gone = true;
            over = true;
        } catch (IOException stays) {
            over = true;
            // The next transfer of the item into this folder starts anew in the same part.
            LOG.warn("A part could not be deleted: {}", stays.getClass().getSimpleName());
        } finally {
            lock.unlock();
        }
    }

    private void deleteAll(@Nullable List<Path> seen) throws IOException, InterruptedException {
        boolean wasThere = true; // as far as anybody knows
        try {
            wasThere = deleteParts(seen);
        } finally {
            if (what.reserves() && !OwnPart.mayHaveItsName(what.part(), wasThere)) {
                Publisher.deleteReservation(what.target()); // even where a part stays
            }
        }
    }

    /**
     * @return whether there were any
     */
    private boolean deleteParts(@Nullable List<Path> seen)
            throws IOException, InterruptedException {
        Path target = what.target();
        if (Files.deleteIfExists(PartFile.beside(target, what.digest()))) {
            return true;
        }
        Optional<Path> renamed =
                seen == null
                        ? OwnPart.find(target, what.digest(), what.part())
                        : OwnPart.among(seen, target, what.part());
        return renamed.isPresent() && Files.deleteIfExists(renamed.get());
    }

    /** What somebody else wants to have there is no business of this any more. */
    void letBe() {
        gone = true;
    }

    /** Whether nothing of it is left; else another start may have more luck. */
    boolean isGone() {
        return gone;
    }

    /**
     * @param parts of all items by their digests
     */
    List<Path> of(Map<String, List<Path>> parts) {
        return parts.getOrDefault(what.digest(), List.of());
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
