package app.jackdaw.download;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of a file from its beginning, as far as it was read or written by now. For one
 * thread; reading whole files ends with an interrupt.
 */
final class Sha256 {

    private static final int BUFFER = 64 * 1024;

    private final MessageDigest digest;

    /** Of nothing yet. */
    Sha256() {
        this(made());
    }

    private Sha256(MessageDigest digest) {
        this.digest = digest;
    }

    private static MessageDigest made() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** Whether the file is just these bytes; only reads. */
    static boolean isOf(Path path, long bytes, String hex)
            throws IOException, InterruptedException {
        return hex.equals(of(path, bytes));
    }

    /** Of a whole file, hexadecimal; null when it has not so many bytes. */
    static @Nullable String of(Path path, long bytes) throws IOException, InterruptedException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            return file.length() == bytes ? ofBeginning(file, bytes).hex() : null;
        }
    }

    /** Of so many bytes, or of all there are where somebody cuts the file meanwhile. */
    static Sha256 ofBeginning(RandomAccessFile file, long bytes)
            throws IOException, InterruptedException {
        Sha256 beginning = new Sha256();
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
            beginning.add(buffer, 0, read);
            left -= read;
        }
        return beginning;
    }

    void add(byte[] bytes, int from, int count) {
        digest.update(bytes, from, count);
    }

    /** The same so far, to go on from here. */
    Sha256 copy() {
        return new Sha256(copied());
    }

    /** Of all so far, hexadecimal; more may come. */
    String hex() {
        return HexFormat.of().formatHex(copied().digest());
    }

    private MessageDigest copied() {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("the JDK's SHA-256 can be cloned", impossible);
        }
    }
}
