package app.jackdaw.download;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;

/**
 * The bytes of a file that is not whole yet, beside its target, with the SHA-256 of what was
 * written so far. Not a channel: an interrupt must never close it in the middle of a write. For one
 * thread.
 */
final class PartFile implements AutoCloseable {

    /** Returns when all that was written to a file is on its disk. */
    @FunctionalInterface
    interface Sync {

        /** As the system does it. */
        Sync TO_DISK = (_, file) -> file.getFD().sync();

        void sync(Path path, RandomAccessFile file) throws IOException;
    }

    private static final int BUFFER = 64 * 1024;

    private final Path path;
    private final Sync sync;
    private RandomAccessFile file;

    /** It was there before, and may have another name as well. */
    private boolean isOld;

    private MessageDigest digest = sha256();
    private long length;

    /** Opens the part file, or makes it; what is in it stays until it is continued or restarted. */
    PartFile(Path path, Sync sync) throws IOException {
        this.path = path;
        this.sync = sync;
        this.isOld = Files.exists(path);
        this.file = new RandomAccessFile(path.toFile(), "rw");
    }

    /** {@code NAME.<8 hex of item id>.part} */
    static Path beside(Path target, String shortDigest) {
        return target.resolveSibling(target.getFileName() + "." + shortDigest + ".part");
    }

    /**
     * The item's part in the folder of its target. It usually stands beside it, but keeps its name
     * when the finished file has to take another one.
     */
    static Optional<Path> find(Path target, String shortDigest) throws IOException {
        Path usual = beside(target, shortDigest);
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

    /** Whether the file is just these bytes; only reads. */
    static boolean holds(Path path, long bytes, String sha256)
            throws IOException, InterruptedException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            return file.length() == bytes && hex(prefix(file, bytes)).equals(sha256);
        }
    }

    /**
     * Goes on behind the first {@code bytes}, dropping what is behind them.
     *
     * @param prefixSha256 of these bytes, as it was remembered
     * @return whether they are what was remembered; if not, nothing was changed
     */
    boolean continueAfter(long bytes, String prefixSha256)
            throws IOException, InterruptedException {
        if (file.length() < bytes) {
            return false;
        }
        MessageDigest prefix = prefix(file, bytes);
        if (!hex(copy(prefix)).equals(prefixSha256)) {
            return false;
        }
        file.setLength(bytes);
        digest = prefix;
        length = bytes;
        return true;
    }

    private static MessageDigest prefix(RandomAccessFile file, long bytes)
            throws IOException, InterruptedException {
        MessageDigest prefix = sha256();
        byte[] buffer = new byte[BUFFER];
        file.seek(0);
        for (long left = bytes; left > 0; ) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            int read = file.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                break; // cut just now: the digest will tell
            }
            prefix.update(buffer, 0, read);
            left -= read;
        }
        return prefix;
    }

    /**
     * Where writing stopped within this run of the application.
     *
     * @param modified of the file then: whoever touched it since made the mark worthless
     */
    record Mark(long bytes, MessageDigest digest, FileTime modified) {}

    /** Goes on at the mark without reading everything again, if nobody touched the file. */
    boolean continueAt(Mark mark) throws IOException {
        boolean untouched =
                file.length() == mark.bytes()
                        && Files.getLastModifiedTime(path).equals(mark.modified());
        if (untouched) {
            digest = copy(mark.digest());
            length = mark.bytes();
        }
        return untouched;
    }

    Mark mark() throws IOException {
        return new Mark(length, copy(digest), Files.getLastModifiedTime(path));
    }

    /**
     * Begins anew in a new file. The old one may be a finished one, too: a crash can leave a part
     * that has its final name already, under which the user goes on working in it, wherever he
     * moved it. Only where somebody holds the old one, and it never was whole, is it emptied
     * instead.
     *
     * @param mayBeNamed whether the part may have another name somewhere
     */
    void restart(Path target, Leftovers.Delete delete, boolean mayBeNamed) throws IOException {
        if (isOld || length > 0) {
            file.close(); // Windows deletes no file that anybody has open
            try {
                delete.delete(path);
                file = new RandomAccessFile(path.toFile(), "rw");
            } catch (IOException held) {
                if (mayBeNamed) {
                    throw held;
                }
                empty(target, held);
            }
            isOld = false;
        }
        digest = sha256();
        length = 0;
    }

    private void empty(Path target, IOException held) throws IOException {
        try {
            if (!Publisher.isSame(path, target)) {
                file = new RandomAccessFile(path.toFile(), "rw");
                file.setLength(0);
                return;
            }
        } catch (IOException neither) {
            held.addSuppressed(neither);
        }
        throw held;
    }

    /** Writes all or nothing: after a failure the file ends where it ended before. */
    void append(byte[] bytes, int from, int count) throws IOException {
        try {
            file.seek(length);
            file.write(bytes, from, count);
        } catch (IOException failure) {
            try {
                file.setLength(length);
            } catch (IOException truncating) {
                failure.addSuppressed(truncating);
            }
            throw failure;
        }
        digest.update(bytes, from, count);
        length += count;
    }

    /** The last {@code count} bytes. */
    byte[] tail(int count) throws IOException {
        byte[] tail = new byte[count];
        file.seek(length - count);
        file.readFully(tail);
        return tail;
    }

    long length() {
        return length;
    }

    /** Of all that was written so far. */
    String sha256Hex() {
        return hex(copy(digest));
    }

    /**
     * What would survive a loss of power.
     *
     * @param sha256 of these bytes, hexadecimal
     */
    record Durable(long bytes, String sha256) {}

    /** Returns when all that was written so far is on the disk. */
    Durable force() throws IOException {
        sync.sync(path, file);
        return new Durable(length, sha256Hex());
    }

    /** Whether the file that was opened still looks like the one under its name. */
    boolean isInPlace() {
        return path.toFile().length() == length && Files.exists(path);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private static MessageDigest copy(MessageDigest original) {
        try {
            return (MessageDigest) original.clone();
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("the JDK's SHA-256 can be cloned", impossible);
        }
    }

    /** Uses the digest up. */
    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
