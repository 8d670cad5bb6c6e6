package app.jackdaw.download;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Gives a whole part its final name: by a hard link, because that fails where the name is taken,
 * while a rename replaces the file silently. Where there are no hard links (FAT, some shares) the
 * name is taken by an empty file, which fails just so, and the part is moved over that. Any thread;
 * touches the disk.
 */
final class Publisher {

    /** What a crash, or somebody else's file, can come between. */
    interface Steps {

        /** As the system does it. */
        Steps OF_SYSTEM =
                new Steps() {
                    @Override
                    public void link(Path target, Path part) throws IOException {
                        Files.createLink(target, part);
                    }

                    @Override
                    public void reserve(Path target) throws IOException {
                        Files.createFile(target);
                    }

                    @Override
                    public void replace(Path part, Path target) throws IOException {
                        Files.move(
                                part,
                                target,
                                StandardCopyOption.ATOMIC_MOVE,
                                StandardCopyOption.REPLACE_EXISTING);
                    }
                };

        void link(Path target, Path part) throws IOException;

        void reserve(Path target) throws IOException;

        void replace(Path part, Path target) throws IOException;

        /** Takes a reservation back. */
        default void withdraw(Path target) throws IOException {
            Files.deleteIfExists(target);
        }
    }

    private final Steps steps;

    Publisher(Steps steps) {
        this.steps = steps;
    }

    /**
     * The part keeps its own name, too: to take that away is the second step.
     *
     * @return whether there are hard links; if not, nothing was changed
     * @throws FileAlreadyExistsException when somebody else has the name; nothing was changed
     */
    boolean link(Path part, Path target) throws IOException {
        try {
            steps.link(target, part);
        } catch (FileAlreadyExistsException taken) {
            if (!isSame(part, target)) {
                throw taken;
            }
            // linked before the last crash
        } catch (NoSuchFileException | AccessDeniedException failure) {
            throw failure;
        } catch (UnsupportedOperationException | FileSystemException noHardLinks) {
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) { // not all systems look first
                throw new FileAlreadyExistsException(target.toString());
            }
            return false;
        }
        return true;
    }

    /**
     * To look and then to rename would replace whatever came between; {@code Files.move} does no
     * more than that. An empty file made for the purpose shows the name taken to all who look or
     * make theirs exclusively. What is left is a program that opens a file which it finds, and
     * writes, between the last look and the renaming: it would have replaced ours as well.
     *
     * @param maybeReserved whether an empty file under the name is ours, of an earlier try
     * @throws FileAlreadyExistsException when somebody else has the name; nothing was changed
     */
    void reserve(Path target, boolean maybeReserved) throws IOException {
        try {
            steps.reserve(target);
        } catch (FileAlreadyExistsException taken) {
            if (!maybeReserved) {
                throw taken;
            }
        }
    }

    /**
     * Over the empty file that was made for it.
     *
     * @throws FileAlreadyExistsException when somebody has written into that; nothing was changed
     */
    void move(Path part, Path target) throws IOException {
        if (!isReservation(target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        steps.replace(part, target);
    }

    /**
     * Takes the empty file away again.
     *
     * @param failure told what came of that
     * @return whether it is gone; a drive that went away may have it still
     */
    boolean withdraw(Path target, IOException failure) {
        try {
            if (isReservation(target)) {
                steps.withdraw(target);
                return true;
            }
        } catch (IOException stays) {
            failure.addSuppressed(stays); // the next try knows it
        }
        return false;
    }

    /** Replaces the file that is there. */
    void replace(Path part, Path target) throws IOException {
        steps.replace(part, target);
    }

    /** Whether the part has its final name already. */
    static boolean isSame(Path part, Path target) throws IOException {
        return Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
                && Files.isSameFile(part, target);
    }

    /**
     * Whether the part has its final name, or any other one where the system counts names: what is
     * written into it is written into that file.
     */
    static boolean hasAnotherName(Path part, Path target) throws IOException {
        return isSame(part, target) || names(part) > 1;
    }

    /**
     * One where nobody counts them, as on Windows. There a part that has the name of a finished
     * file, too, since the power went, and whose file the user has moved by the next start, is
     * continued: what he wrote into that file since is lost.
     */
    private static int names(Path file) throws IOException {
        boolean counts = file.getFileSystem().supportedFileAttributeViews().contains("unix");
        return counts && Files.getAttribute(file, "unix:nlink") instanceof Integer names
                ? names
                : 1;
    }

    private static boolean isReservation(Path target) throws IOException {
        return Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS) && Files.size(target) == 0;
    }

    /** Of a name that was reserved: an empty file there is ours, any other is not. */
    static void deleteReservation(Path target) throws IOException {
        if (isReservation(target)) {
            Files.deleteIfExists(target);
        }
    }
}
