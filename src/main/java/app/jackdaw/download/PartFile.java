package app.jackdaw.download;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file that is not whole yet, beside its target, with the SHA-256 of what was
 * written so far. Not a channel: an interrupt must never close it in the middle of a write. Others
 * may cut, replace or delete the file meanwhile: that is found before it gets a name. For one
 * thread; another one may {@link #sync} beside it.
 */
final class PartFile implements AutoCloseable {

    /** Returns when all that was written to a file is on its disk. */
    @FunctionalInterface
    interface Sync {

        /** As the system does it. */
        Sync TO_DISK = (_, file) -> file.getFD().sync();

        void sync(Path path, RandomAccessFile file) throws IOException;
    }

    private final Path path;
    private final Sync sync;
    private RandomAccessFile file;

    /** Which file that is, under whatever name; null where the system does not tell. */
    private @Nullable Object key;

    /**
     * Writes at the end, wherever that is at that moment: whoever cuts the file gets no hole of
     * zeros, but a file that stays too short. Opened by the first write.
     */
    private @Nullable FileOutputStream end;

    /** It was there before, and may have another name as well. */
    private boolean isOld;

    private Sha256 digest = new Sha256();
    private long length;

    /** What the disk refused once it may have dropped: to ask again would only seem to help. */
    private volatile @Nullable IOException refusal;

    /** Opens the part file, or makes it; what is in it stays until it is continued or restarted. */
    PartFile(Path path, Sync sync) throws IOException {
        this.path = path;
        this.sync = sync;
        this.isOld = Files.exists(path);
        this.file = new RandomAccessFile(path.toFile(), "rw");
        this.key = keyOrClose(path, file);
    }

    private static @Nullable Object keyOrClose(Path path, RandomAccessFile opened)
            throws IOException {
        try {
            return attributes(path).fileKey();
        } catch (IOException gone) {
            opened.close();
            throw gone;
        }
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class);
    }

    /** {@code NAME.<8 hex of item id>.part} */
    static Path beside(Path target, String shortDigest) {
        return target.resolveSibling(target.getFileName() + "." + shortDigest + ".part");
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
        Sha256 prefix = Sha256.ofBeginning(file, bytes);
        if (!prefix.hex().equals(prefixSha256)) {
            return false;
        }
        if (file.length() > bytes) { // else it has a new date, and nothing else
            file.setLength(bytes);
        }
        digest = prefix;
        length = bytes;
        return true;
    }

    /**
     * Where writing stopped within this run of the application.
     *
     * @param modified of the file then: whoever touched it since made the mark worthless
     * @param key of the file that was written: whoever put another one in its place, too
     */
    record Mark(long bytes, Sha256 digest, FileTime modified, @Nullable Object key) {}

    /** Goes on at the mark without reading everything again, if nobody touched the file. */
    boolean continueAt(Mark mark) throws IOException {
        boolean untouched =
                file.length() == mark.bytes()
                        && Objects.equals(key, mark.key())
                        && Files.getLastModifiedTime(path).equals(mark.modified());
        if (untouched) {
            digest = mark.digest().copy();
            length = mark.bytes();
        }
        return untouched;
    }

    Mark mark() throws IOException {
        return new Mark(length, digest.copy(), Files.getLastModifiedTime(path), key);
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
            close(); // Windows deletes no file that anybody has open
            try {
                delete.delete(path);
                reopen();
            } catch (IOException held) {
                if (mayBeNamed) {
                    throw held;
                }
                empty(target, held);
            }
            isOld = false;
        }
        digest = new Sha256();
        length = 0;
        refusal = null;
    }

    private void reopen() throws IOException {
        file = new RandomAccessFile(path.toFile(), "rw");
        key = keyOrClose(path, file);
    }

    private void empty(Path target, IOException held) throws IOException {
        try {
            if (!Publisher.hasAnotherName(path, target)) {
                reopen();
                file.setLength(0);
                return;
            }
        } catch (IOException neither) {
            held.addSuppressed(neither);
        }
        throw held;
    }

    /**
     * Writes all or nothing: after a failure the file ends where it ended before.
     *
     * @throws NoSuchFileException when the file does not end where writing stopped: it is not the
     *     one that was written any more
     */
    void append(byte[] bytes, int from, int count) throws IOException {
        if (file.length() != length) {
            throw new NoSuchFileException(path.toString(), null, "changed by somebody else");
        }
        try {
            end().write(bytes, from, count);
        } catch (IOException failure) {
            giveBack(failure);
            throw failure;
        }
        digest.add(bytes, from, count);
        length += count;
    }

    private FileOutputStream end() throws IOException {
        if (end == null) {
            end = new FileOutputStream(path.toFile(), true);
        }
        return end;
    }

    /** Others lack the room that was taken; what somebody cut meanwhile stays cut. */
    private void giveBack(IOException failure) {
        try {
            if (file.length() > length) {
                file.setLength(length);
            }
        } catch (IOException truncating) {
            failure.addSuppressed(truncating);
        }
    }

    /** Some of the bytes that were written. */
    byte[] bytes(long from, int count) throws IOException {
        byte[] bytes = new byte[count];
        file.seek(from);
        file.readFully(bytes);
        return bytes;
    }

    long length() {
        return length;
    }

    /** Of all that was written so far. */
    String sha256Hex() {
        return digest.hex();
    }

    /**
     * What would survive a loss of power.
     *
     * @param sha256 of these bytes, hexadecimal
     */
    record Durable(long bytes, String sha256) {}

    /** Returns when all that was written so far is on the disk. */
    Durable force() throws IOException {
        sync();
        return soFar();
    }

    /** What would survive if all of it were on the disk. */
    Durable soFar() {
        return new Durable(length, sha256Hex());
    }

    /**
     * Returns when all that was written before is on the disk. Any thread, while nobody closes the
     * part or begins anew.
     *
     * @throws IOException from the first refusal on: systems report the loss of what they had
     *     accepted only once, and find nothing more to do when asked again
     */
    void sync() throws IOException {
        IOException before = refusal;
        if (before != null) {
            throw before;
        }
        try {
            sync.sync(path, file);
        } catch (IOException failure) {
            refusal = failure;
            throw failure;
        }
    }

    /** Whether what was written, and nothing else, is what lies under the file's name. */
    boolean isInPlace() throws IOException {
        try {
            BasicFileAttributes there = attributes(path);
            return there.isRegularFile()
                    && there.size() == length
                    && file.length() == length
                    && (Objects.equals(there.fileKey(), key) || grows());
        } catch (NoSuchFileException gone) {
            return false; // a disk that cannot tell has lost nothing yet
        }
    }

    /**
     * Whether the name leads to the file that is open. Asked only where the keys differ: some
     * systems number the files of a FAT volume by their first block, which an empty one lacks.
     */
    private boolean grows() throws IOException {
        file.setLength(length + 1);
        try {
            return attributes(path).size() == length + 1;
        } finally {
            file.setLength(length);
        }
    }

    @Override
    public void close() throws IOException {
        FileOutputStream opened = end;
        end = null;
        try (RandomAccessFile _ = file) {
            if (opened != null) {
                opened.close();
            }
        }
    }
}
