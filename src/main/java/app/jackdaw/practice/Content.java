package app.jackdaw.practice;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an example document: made when somebody asks, the same on every start. Any thread.
 */
interface Content {

    /** In bytes. */
    long size();

    /**
     * Opens the bytes for one reader.
     *
     * @param offset of the first byte that is read, from 0 to {@link #size()}
     */
    InputStream from(long offset);

    /** In lower-case hexadecimal digits; reads everything. */
    default String sha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream bytes = new DigestInputStream(from(0), digest)) {
                bytes.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** Something small enough to be held; given back to the collector when memory is short. */
    static Content of(Supplier<byte[]> generator) {
        return new Held(generator);
    }

    /** Two threads may generate at once: they come to the same bytes. */
    final class Held implements Content {
        private final Supplier<byte[]> generator;
        private volatile @Nullable SoftReference<byte[]> held;

        private Held(Supplier<byte[]> generator) {
            this.generator = generator;
        }

        @Override
        public long size() {
            return bytes().length;
        }

        @Override
        public InputStream from(long offset) {
            byte[] bytes = bytes();
            int start = Math.toIntExact(offset);
            return new ByteArrayInputStream(bytes, start, bytes.length - start);
        }

        private byte[] bytes() {
            SoftReference<byte[]> reference = held;
            byte[] bytes = reference == null ? null : reference.get();
            if (bytes == null) {
                bytes = generator.get();
                held = new SoftReference<>(bytes);
            }
            return bytes;
        }
    }
}
