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
 * while a rename would replace the file silently. Stateless; touches the disk.
 */
final class Publisher {

    private Publisher() {}

    /**
     * The part keeps its own name, too, where there are hard links: to take that away is the second
     * step.
     *
     * @throws FileAlreadyExistsException when somebody else has the name; nothing was changed
     */
    static void publish(Path part, Path target) throws IOException {
        try {
            Files.createLink(target, part);
        } catch (FileAlreadyExistsException taken) {
            if (!isSame(part, target)) {
                throw taken;
            }
            // linked before the last crash
        } catch (NoSuchFileException | AccessDeniedException failure) {
            throw failure;
        } catch (UnsupportedOperationException | FileSystemException noHardLinks) {
            move(part, target);
        }
    }

    /** Replaces the file that is there. */
    static void replace(Path part, Path target) throws IOException {
        Files.move(
                part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Whether the part has its final name already. */
    static boolean isSame(Path part, Path target) throws IOException {
        return Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
                && Files.isSameFile(part, target);
    }

    private static void move(Path part, Path target) throws IOException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        Files.move(part, target); // without options it never replaces
    }
}
