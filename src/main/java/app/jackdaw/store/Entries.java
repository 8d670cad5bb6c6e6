package app.jackdaw.store;

import app.jackdaw.model.LedgerEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Entries of rows, made some at a time as they are read: the texts of a long list would not fit
 * into a small heap. For one thread.
 */
final class Entries {

    private static final Comparator<LedgerEntry> IN_ORDER =
            Comparator.comparingLong(LedgerEntry::rank).thenComparing(entry -> entry.item().id());

    /** Read with one parser; then making it is a small part of the time. */
    private static final int TOGETHER = 200;

    private final LedgerReader reader = new LedgerReader();
    private final List<LedgerEntry> entries = new ArrayList<>();

    /** Texts that wait to be read, one behind the other, and where each of them ends. */
    private byte[] texts = new byte[TOGETHER * 500]; // a row has 200 to 500 bytes

    private final int[] ends = new int[TOGETHER];
    private int waiting;
    private int unreadable;

    static Entries of(List<String> texts) {
        Entries entries = new Entries();
        for (String text : texts) {
            entries.add(text.getBytes(StandardCharsets.UTF_8));
        }
        return entries;
    }

    /**
     * @param text of the row, in UTF-8
     */
    void add(byte[] text) {
        int from = end(waiting);
        int to = Math.addExact(from, text.length);
        if (to > texts.length) {
            texts = Arrays.copyOf(texts, Math.max(to, 2 * texts.length));
        }
        System.arraycopy(text, 0, texts, from, text.length);
        ends[waiting++] = to;
        if (waiting == TOGETHER) {
            read();
        }
    }

    private int end(int count) {
        return count == 0 ? 0 : ends[count - 1];
    }

    private void read() {
        int read = 0;
        while (read < waiting) {
            try (Fields fields = Fields.of(texts, end(read), end(waiting))) {
                for (; read < waiting; read++) {
                    entries.add(reader.read(fields, ends[read]));
                }
            } catch (RuntimeException notOurs) {
                unreadable++; // stays in the file as it is
                read++;
            }
        }
        waiting = 0;
    }

    /** All that were added, in the order of the list. */
    List<LedgerEntry> list() {
        read();
        entries.sort(IN_ORDER);
        return Collections.unmodifiableList(entries);
    }

    /** Of all that were added. */
    int unreadable() {
        read();
        return unreadable;
    }

    /** As {@link LedgerReader#unspelled}, of all that were added. */
    int unspelled() {
        read();
        return reader.unspelled();
    }
}
