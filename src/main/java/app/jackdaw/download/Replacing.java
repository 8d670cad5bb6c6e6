package app.jackdaw.download;

import app.jackdaw.model.LedgerEntry.Replaced;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which file it was that the user wants replaced: one that he wrote since, or put in its place, was
 * never spoken of. Stateless; touches the disk.
 */
final class Replacing {

    private Replacing() {}

    /**
     * Null where no file is, or something else than one, or where that cannot be told: what nobody
     * knows is not replaced.
     */
    static @Nullable Replaced see(Path path) throws IOException {
        try {
            BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
            return file.isRegularFile()
                    ? new Replaced(file.size(), file.lastModifiedTime().toString(), key(path))
                    : null;
        } catch (IOException unknown) {
            refusePassing(unknown);
            return null;
        }
    }

    private static void refusePassing(IOException unknown) throws IOException {
        if (DiskFault.isTooManyOpenFiles(unknown)) {
            throw unknown; // says nothing about the file, and passes
        }
    }

    /** Whether that very file is there, as it was. */
    static boolean isUnchanged(Replaced file, Path path) throws IOException {
        return file.equals(see(path));
    }

    /**
     * Its number alone, without that of its volume, which another start of the system or another
     * mounting may change; null where numbers are made up for each mounting, as on sticks, or where
     * the system does not tell what it has mounted there, as to some programs in a sandbox.
     */
    private static @Nullable String key(Path path) throws IOException {
        boolean unix = path.getFileSystem().supportedFileAttributeViews().contains("unix");
        String volume = unix ? volume(path) : null;
        return volume != null && !hasPassingNumbers(volume)
                ? String.valueOf(Files.getAttribute(path, "unix:ino"))
                : null;
    }

    private static @Nullable String volume(Path path) throws IOException {
        try {
            return Files.getFileStore(path).type();
        } catch (IOException untold) {
            refusePassing(untold);
            return null;
        }
    }

    static boolean hasPassingNumbers(String fileSystem) {
        String type = fileSystem.toLowerCase(Locale.ROOT);
        return type.contains("fat") || type.startsWith("msdos") || type.startsWith("fuse");
    }
}
