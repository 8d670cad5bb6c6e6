package app.jackdaw.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The write-ahead log that a crash left beside the database, read frame by frame. The database
 * itself plays it up to the first frame that is not right, as it must: what a crash tears is the
 * end. Where right ones come behind a wrong one the log was damaged, and they would be lost without
 * a word. Immutable; format: <a
 * href="https://www.sqlite.org/fileformat2.html#walformat">sqlite.org</a>.
 */
final class SqliteLog {

    private static final int HEADER = 32;
    private static final int FRAME_HEADER = 24;
    private static final int FRAME = FRAME_HEADER + SqlitePages.SIZE;

    /** What of a header its own checksum is about. */
    private static final int SUMMED = 24;

    private static final int MAGIC = 0x377F0682;

    /** One version of a page. */
    static final class Frame {
        private final int page;
        private final byte[] content;

        private Frame(int page, byte[] content) {
            this.page = page;
            this.content = content;
        }

        int page() {
            return page;
        }

        byte[] content() {
            return content;
        }
    }

    private final List<Frame> committed;
    private final int sound;
    private final boolean damaged;

    private SqliteLog(List<Frame> committed, int sound, boolean damaged) {
        this.committed = List.copyOf(committed);
        this.sound = sound;
        this.damaged = damaged;
    }

    /** Up to the last transaction that is complete, without what is not right; oldest first. */
    List<Frame> committed() {
        return committed;
    }

    /** What the database would play. */
    List<Frame> sound() {
        return committed.subList(0, sound);
    }

    /** Whether the database would leave out what is there, more than an end that was torn off. */
    boolean isDamaged() {
        return damaged;
    }

    static SqliteLog read(Path log) throws IOException {
        if (!Files.exists(log)) {
            return new SqliteLog(List.of(), 0, false);
        }
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(log));
        if (bytes.limit() < HEADER + FRAME_HEADER) {
            return new SqliteLog(List.of(), 0, false);
        }
        boolean headed = isHeader(bytes);
        long generation = bytes.getLong(headed ? 16 : HEADER + 8);
        List<Frame> right = new ArrayList<>();
        int commit = 0;
        boolean unbroken = headed;
        boolean damaged = false;
        int sound = 0;
        for (int at = HEADER; at + FRAME <= bytes.limit(); at += FRAME) {
            if (bytes.getLong(at + 8) != generation) {
                unbroken = false; // of before the log was begun anew, or damaged
                continue;
            }
            damaged |= !unbroken;
            if (!isRight(bytes, at)) {
                unbroken = false;
                continue;
            }
            byte[] content = new byte[SqlitePages.SIZE];
            bytes.get(at + FRAME_HEADER, content);
            right.add(new Frame(bytes.getInt(at), content));
            if (bytes.getInt(at + 4) != 0) {
                commit = right.size();
                sound = unbroken ? commit : sound;
            }
        }
        return new SqliteLog(right.subList(0, commit), sound, damaged);
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
    private static boolean isRight(ByteBuffer bytes, int at) {
        long before = bytes.getLong(at == HEADER ? SUMMED : at - FRAME + 16);
        long stored = bytes.getLong(at + 16);
        return frameSum(words(bytes, false), at, before) == stored
                || frameSum(words(bytes, true), at, before) == stored;
    }

    private static long frameSum(ByteBuffer words, int at, long before) {
        long header = sum(words, at, at + 8, before);
        return sum(words, at + FRAME_HEADER, at + FRAME, header);
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
