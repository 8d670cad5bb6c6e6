package app.jackdaw.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rows straight out of the pages of a damaged file and its log. The database reaches a row through
 * the pages above it, and gives up where one of those is damaged; here each page is looked at for
 * itself, and a row counts if its checksum is right. Pages that are not in use any more are no
 * danger: they are emptied when they are given up ({@code secure_delete}). For one thread; format:
 * <a href="https://www.sqlite.org/fileformat2.html">sqlite.org</a>.
 */
final class SqlitePages {

    /** As the database makes files since 2016. */
    static final int SIZE = 4096;

    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    private static final int LEAF = 0x0A;
    private static final int INTERIOR = 0x02;

    /** Of a row, in its page; what is more stands in pages of its own. */
    private static final int MOST_LOCAL = (SIZE - 12) * 64 / 255 - 23;

    private static final int LEAST_LOCAL = (SIZE - 12) * 32 / 255 - 23;

    private static final int LONGEST = 1 << 24;

    private static final int COLUMNS = 4;

    private final Map<Integer, byte[]> pages = new TreeMap<>();

    /** Numbers of pages; one that was written later wins where a row is in two of them. */
    private final List<Integer> newestFirst = new ArrayList<>();

    private SqlitePages(byte[] file, List<SqliteLog.Frame> log) {
        for (int at = 0; at + SIZE <= file.length; at += SIZE) {
            pages.put(at / SIZE + 1, Arrays.copyOfRange(file, at, at + SIZE));
        }
        newestFirst.addAll(pages.keySet());
        for (SqliteLog.Frame frame : log) {
            pages.put(frame.page(), frame.content());
        }
        log.forEach(frame -> newestFirst.addFirst(frame.page()));
    }

    /**
     * Texts of the rows by their ids. Of a row that a damaged log hides, what was there before it.
     */
    static Map<String, String> rows(Path file, Path log) throws IOException {
        SqliteLog frames = SqliteLogReader.read(log);
        // a young list lives wholly in the log
        byte[] database = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        Map<String, String> rows = new SqlitePages(database, frames.committed()).rows();
        if (frames.isDamaged()) {
            new SqlitePages(database, frames.sound()).rows().forEach(rows::putIfAbsent);
        }
        return rows;
    }

    /**
     * Whether the file is cut off, or its first bytes are other than those of every ledger: the
     * database takes some of them for a file that is not to be written.
     */
    static boolean isDamaged(Path file) throws IOException {
        byte[] header = new byte[100];
        try (var in = Files.newInputStream(file)) {
            if (in.readNBytes(header, 0, header.length) < header.length) {
                return false;
            }
        }
        ByteBuffer fields = ByteBuffer.wrap(header);
        boolean whole =
                Arrays.equals(header, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
                        && fields.getShort(16) == SIZE
                        && (fields.getShort(18) == 0x0101 || fields.getShort(18) == 0x0202)
                        && fields.getInt(20) == 0x00402020
                        && (fields.getInt(44) | 4) == 4 // 0 as long as there is no table
                        && (fields.getInt(56) | 1) == 1;
        return !whole || Files.size(file) % SIZE != 0;
    }

    /**
     * The version that the first page of a ledger of ours tells.
     *
     * @return -1 when the page is none of ours
     */
    static int version(byte[] firstPage) {
        ByteBuffer fields = ByteBuffer.wrap(firstPage);
        boolean ours =
                firstPage.length >= 100
                        && Arrays.equals(firstPage, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
                        && fields.getInt(68) == SqliteLedgerFile.APPLICATION_ID;
        return ours ? fields.getInt(60) : -1;
    }

    private Map<String, String> rows() {
        Map<String, String> rows = new LinkedHashMap<>();
        for (int number : newestFirst.stream().distinct().toList()) {
            byte[] page = pages.get(number);
            if (number != 1 && page != null) {
                rows(ByteBuffer.wrap(page), rows);
            }
        }
        return rows;
    }

    private void rows(ByteBuffer page, Map<String, String> rows) {
        int type = page.get(0);
        if (type != LEAF && type != INTERIOR) {
            // the damage may be here: as both a leaf and what is above leaves
            rows(page, 8, 0, rows);
            rows(page, 12, 4, rows);
        } else {
            rows(page, type == LEAF ? 8 : 12, type == LEAF ? 0 : 4, rows);
        }
    }

    /**
     * @param header length of the page's
     * @param child length of the pointer before each row
     */
    private void rows(ByteBuffer page, int header, int child, Map<String, String> rows) {
        int count = Math.min(page.getShort(3) & 0xFFFF, (SIZE - header) / 2);
        for (int i = 0; i < count; i++) {
            int cell = page.getShort(header + 2 * i) & 0xFFFF;
            if (cell < header + 2 * count || cell + child >= SIZE) {
                continue;
            }
            try {
                row(page.duplicate().position(cell + child), rows);
            } catch (BufferUnderflowException
                    | IllegalArgumentException
                    | ArithmeticException damaged) {
                continue; // the next one may be whole
            }
        }
    }

    private void row(ByteBuffer cell, Map<String, String> rows) {
        ByteBuffer row = ByteBuffer.wrap(payload(cell));
        int end = Math.toIntExact(varint(row));
        long[] types = new long[COLUMNS];
        for (int i = 0; i < COLUMNS; i++) {
            types[i] = varint(row);
        }
        if (row.position() != end) {
            throw new IllegalArgumentException("not a row of ours");
        }
        String id = text(row, types[0]);
        long rank = number(row, types[1]);
        String text = text(row, types[2]);
        if (RowSum.isRight(id, rank, text, number(row, types[3]))) {
            rows.putIfAbsent(id, text);
        }
    }

    private byte[] payload(ByteBuffer cell) {
        long length = varint(cell);
        if (length <= 0 || length > Math.min(LONGEST, (long) pages.size() * SIZE)) {
            throw new IllegalArgumentException("no length");
        }
        if (length <= MOST_LOCAL) {
            byte[] all = new byte[(int) length];
            cell.get(all);
            return all;
        }
        long least = LEAST_LOCAL + (length - LEAST_LOCAL) % (SIZE - 4);
        byte[] here = new byte[(int) (least <= MOST_LOCAL ? least : LEAST_LOCAL)];
        cell.get(here);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(here);
        int next = cell.getInt();
        while (all.size() < length) {
            byte[] page = pages.get(next);
            if (page == null) {
                throw new IllegalArgumentException("no such page");
            }
            all.write(page, 4, (int) Math.min(SIZE - 4, length - all.size()));
            next = ByteBuffer.wrap(page).getInt();
        }
        return all.toByteArray();
    }

    private static long varint(ByteBuffer bytes) {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            byte next = bytes.get();
            value = (value << 7) | (next & 0x7F);
            if (next >= 0) {
                return value;
            }
        }
        return (value << 8) | (bytes.get() & 0xFF);
    }

    private static String text(ByteBuffer row, long type) {
        if (type < 13 || type % 2 == 0 || type > 2L * LONGEST) {
            throw new IllegalArgumentException("no text");
        }
        byte[] bytes = new byte[(int) ((type - 13) / 2)];
        row.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static long number(ByteBuffer row, long type) {
        int length =
                switch ((int) type) {
                    case 1, 2, 3, 4 -> (int) type;
                    case 5 -> 6;
                    case 6 -> 8;
                    case 8, 9 -> 0;
                    default -> throw new IllegalArgumentException("no number");
                };
        if (length == 0) {
            return type - 8;
        }
        long value = row.get(); // with its sign
        for (int i = 1; i < length; i++) {
            value = (value << 8) | (row.get() & 0xFF);
        }
        return value;
    }
}
