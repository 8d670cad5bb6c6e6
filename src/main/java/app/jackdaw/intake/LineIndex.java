package app.jackdaw.intake;

import java.util.Arrays;

/** Where the lines of a text start; CR LF is one line end. Immutable, any thread. */
final class LineIndex {

    private final int length;
    private final int[] starts;

    LineIndex(String text) {
        length = text.length();
        int[] found = new int[16];
        int count = 1;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            boolean first = c == '\r' && i + 1 < length && text.charAt(i + 1) == '\n';
            if (Separators.isLineBreak(c) && !first) {
                if (count == found.length) {
                    found = Arrays.copyOf(found, count * 2);
                }
                found[count++] = i + 1;
            }
        }
        starts = Arrays.copyOf(found, count);
    }

    int count() {
        return starts.length;
    }

    /** The line's number, from 1, of a character. */
    int lineOf(int offset) {
        int at = Arrays.binarySearch(starts, offset);
        return at >= 0 ? at + 1 : -at - 1;
    }

    /** First character of a line. */
    int startOf(int line) {
        return starts[line - 1];
    }

    /** After the last character of a line, its line end included. */
    int endOf(int line) {
        return line == starts.length ? length : starts[line];
    }
}
