package app.jackdaw.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Goes once over a {@link SqliteLog}, frame by frame: however long it is, no more of it is in
 * memory than is wanted. For one thread; blocks; format: <a
 * href="https://www.sqlite.org/fileformat2.html#walformat">sqlite.org</a>.
 */
final class SqliteLogReader {

    private static final int HEADER = 32;
    private static final int FRAME_HEADER = 24;
    private static final int FRAME = FRAME_HEADER + SqlitePages.SIZE;

    /** What of a header its own checksum is about. */
    private static final int SUMMED = 24;

    /** Where a frame holds the sum of all so far. */
    private static final int SUM = 16;

    private static final int MAGIC = 0x377F0682;

    /** Null when it is only counted. */
    private final @Nullable List<SqliteLog.Frame> kept;

    private boolean unbroken;

    /** Frames that are right; how many of them when the last transaction ended. */
    private int right;

    private int committed;
    private int sound;

    /** Kept where the other pages are only counted: that of the present transaction, the last. */
    private byte @Nullable [] firstPageToCome;

    private byte @Nullable [] firstPage;

    /** What the sum so far may be: what is stored may be damaged, too. */
    private long[] before = {};

    private SqliteLogReader(@Nullable List<SqliteLog.Frame> kept) {
        this.kept = kept;
    }

    /**
     * What is to be known of a log before anything is done with it.
     *
     * @param damaged whether the database would leave out what is there, more than an end that was
     *     torn off
     * @param transactions whether any is complete
     * @param firstPage of the database, as the last complete transaction left it; empty when none
     *     wrote it
     */
    record Glance(boolean damaged, boolean transactions, Optional<byte[]> firstPage) {}

    static Glance glance(Path log) throws IOException {
        SqliteLogReader reader = new SqliteLogReader(null);
        reader.goOver(log);
        return new Glance(
                reader.committed > reader.sound,
                reader.committed > 0,
                Optional.ofNullable(reader.firstPage));
    }

    static SqliteLog read(Path log) throws IOException {
        List<SqliteLog.Frame> frames = new ArrayList<>();
        SqliteLogReader reader = new SqliteLogReader(frames);
        reader.goOver(log);
        return new SqliteLog(frames.subList(0, reader.committed), reader.sound);
    }

    private void goOver(Path log) throws IOException {
        if (!Files.exists(log)) {
            return;
        }
        try (InputStream in = Files.newInputStream(log)) {
            ByteBuffer header = ByteBuffer.wrap(in.readNBytes(HEADER));
            if (header.limit() < HEADER) {
                return;
            }
            unbroken = isHeader(header);
            before = sumsAfterHeader(header);
            byte[] bytes = new byte[FRAME];
            ByteBuffer frame = ByteBuffer.wrap(bytes);
            long generation = header.getLong(16);
            for (int n = 0; in.readNBytes(bytes, 0, FRAME) == FRAME; n++) {
                if (n == 0 && !unbroken) {
                    generation = frame.getLong(8);
                }
                goOver(frame, generation);
            }
        }
    }

    private void goOver(ByteBuffer frame, long generation) {
        long stored = frame.getLong(SUM);
        boolean present = frame.getLong(8) == generation;
        if (!present || !isRight(frame)) {
            unbroken = false; // of before the log was begun anew, or damaged
            before = sumsAfter(frame);
            return;
        }
        before = new long[] {stored};
        right++;
        if (kept != null) {
            kept.add(new SqliteLog.Frame(frame.getInt(0), content(frame)));
        } else if (frame.getInt(0) == 1) {
            firstPageToCome = content(frame);
        }
        if (frame.getInt(4) != 0) {
            committed = right;
            firstPage = firstPageToCome;
            sound = unbroken ? committed : sound;
        }
    }

    private static byte[] content(ByteBuffer frame) {
        byte[] content = new byte[SqlitePages.SIZE];
        frame.get(FRAME_HEADER, content);
        return content;
    }

    private static boolean isHeader(ByteBuffer bytes) {
        return (bytes.getInt(0) & ~1) == MAGIC
                && bytes.getInt(8) == SqlitePages.SIZE
                && (sum(words(bytes, false), 0, SUMMED, 0) == bytes.getLong(SUMMED)
                        || sum(words(bytes, true), 0, SUMMED, 0) == bytes.getLong(SUMMED));
    }

    /**
     * The sums are a chain; as each frame holds the sum so far, each can be tried without those
     * before it.
     */
    private boolean isRight(ByteBuffer frame) {
        long stored = frame.getLong(SUM);
        for (long sum : before) {
            if (frameSum(words(frame, false), sum) == stored
                    || frameSum(words(frame, true), sum) == stored) {
                return true;
            }
        }
        return false;
    }

    /** The stored one first, then what it should be. */
    private static long[] sumsAfterHeader(ByteBuffer header) {
        return new long[] {
            header.getLong(SUMMED),
            sum(words(header, false), 0, SUMMED, 0),
            sum(words(header, true), 0, SUMMED, 0)
        };
    }

    private long[] sumsAfter(ByteBuffer frame) {
        long last = before[0];
        return new long[] {
            frame.getLong(SUM),
            frameSum(words(frame, false), last),
            frameSum(words(frame, true), last)
        };
    }

    private static long frameSum(ByteBuffer words, long before) {
        long header = sum(words, 0, 8, before);
        return sum(words, FRAME_HEADER, FRAME, header);
    }

    private static ByteBuffer words(ByteBuffer bytes, boolean bigEndian) {
        return bytes.duplicate().order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    }

    /** Both halves of a sum in one number. */
    private static long sum(ByteBuffer words, int from, int to, long seed) {
        int first = (int) (seed >>> 32);
        int second = (int) seed;
        for (int i = from; i < to; i += 8) {
            first += words.getInt(i) + second;
            second += words.getInt(i + 4) + first;
        }
        return ((long) first << 32) | (second & 0xFFFFFFFFL);
    }
}
