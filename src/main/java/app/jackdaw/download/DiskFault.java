package app.jackdaw.download;

import app.jackdaw.model.LackOfRoom;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a failure of the disk means. The JDK tells most of them apart by the system's own words
 * alone. Stateless; touches the disk, which may not answer: for workers, and never under a lock.
 */
final class DiskFault {

    private static final List<String> FULL =
            List.of(
                    "no space left",
                    "not enough space",
                    "disk full",
                    "磁盘空间不足",
                    "没有足够的空间",
                    "设备上没有空间");

    /** However much room the volume has. */
    private static final List<String> QUOTA = List.of("disk quota exceeded", "超出磁盘限额");

    private static final List<String> TOO_LONG =
            List.of("file name too long", "文件名过长", "文件名太长", "illegal byte sequence");

    /** For its file system, as FAT32 takes none over 4 GiB, or for a limit of the user. */
    private static final List<String> TOO_LARGE =
            List.of("file too large", "file size exceeds", "文件过大", "文件太大", "文件大小超");

    private static final List<String> READ_ONLY =
            List.of(
                    "read-only file system",
                    "permission denied",
                    "access is denied",
                    "operation not permitted",
                    "write protect",
                    "只读文件系统",
                    "权限不够",
                    "拒绝访问");
    private static final List<String> TOO_MANY_OPEN =
            List.of("too many open files", "打开的文件过多", "打开过多的文件");

    /** A write that failed gives back what it had taken, so a full disk has that much room. */
    private static final long A_WRITE = 4L * BodyCopy.BUFFER;

    private DiskFault() {}

    /**
     * @param path of the file that was written, below the destination; the destination itself while
     *     no name is known
     * @param destination the folder that the user chose: without it nothing that goes there can go
     *     on, while a folder in it can be made again
     * @param needed bytes that were still to come, 0 when not known
     */
    static Problem of(Exception failure, Path path, Path destination, long needed) {
        String text = text(failure);
        Path parent = path.getParent();
        Path folder = parent == null || path.equals(destination) ? destination : parent;
        if (contains(text, FULL) || contains(text, QUOTA)) {
            return full(destination, needed);
        }
        if (contains(text, TOO_LONG)) {
            return Problem.of(Cause.NAME_REFUSED, path.toString());
        }
        if (contains(text, TOO_LARGE)) {
            return Problem.of(Cause.FILE_TOO_LARGE, path.toString());
        }
        if (!Files.isDirectory(destination)) {
            return Problem.of(Cause.FOLDER_GONE, destination.toString());
        }
        if (!Files.isDirectory(folder) || failure instanceof NoSuchFileException) {
            return Problem.of(Cause.PART_CHANGED, path.toString());
        }
        boolean forbidden =
                failure instanceof AccessDeniedException
                        || failure instanceof ReadOnlyFileSystemException
                        || contains(text, READ_ONLY);
        if (!forbidden && lacksRoom(folder, needed)) {
            return full(destination, needed);
        }
        return Problem.of(
                forbidden ? Cause.FOLDER_NOT_WRITABLE : Cause.DISK_FAILED,
                forbidden ? folder.toString() : path.toString());
    }

    /**
     * What it means that a disk is full by its own words while it has a lot of room, if it goes on
     * like that: it may be out of something else that nobody can see, or be broken.
     *
     * @return empty where its words may well be true
     */
    static Optional<Problem> ofFullWithRoom(Exception failure, Path destination, long needed) {
        boolean says = contains(text(failure), FULL);
        return says && usable(destination) - needed >= DiskRoom.RESERVE
                ? Optional.of(
                        Problem.of(Cause.DISK_FAILED, destination + " (" + words(failure) + ")"))
                : Optional.empty();
    }

    /**
     * Whatever the failure says: Windows says it in the user's language, and the JDK does not pass
     * on why a disk could not be made to take what it had accepted.
     */
    private static boolean lacksRoom(Path folder, long needed) {
        long usable = usable(folder);
        return usable >= 0 && usable < Math.max(needed, A_WRITE);
    }

    static Problem full(Path folder, long needed) {
        return new LackOfRoom(needed, Math.max(0, usable(folder)), folder.toString(), 0).problem();
    }

    static boolean isTooManyOpenFiles(Exception failure) {
        return contains(text(failure), TOO_MANY_OPEN);
    }

    /** Bytes that may be written into the folder; -1 when nobody knows. */
    static long usable(Path folder) {
        try {
            FileStore volume = Files.getFileStore(folder);
            return volume.getTotalSpace() == 0 ? -1 : volume.getUsableSpace();
        } catch (IOException unknown) {
            return -1; // then the write itself will tell
        }
    }

    private static String text(Exception failure) {
        return words(failure).toLowerCase(Locale.ROOT);
    }

    /** Without the path, which may say anything. */
    private static String words(Exception failure) {
        @Nullable String message =
                failure instanceof FileSystemException named
                        ? named.getReason()
                        : failure.getMessage();
        if (message == null) {
            return "";
        }
        int reason = message.lastIndexOf(" (");
        return failure instanceof FileNotFoundException && reason >= 0 && message.endsWith(")")
                ? message.substring(reason + 2, message.length() - 1)
                : message;
    }

    private static boolean contains(String text, List<String> words) {
        return words.stream().anyMatch(text::contains);
    }
}
