package app.jackdaw.intake;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a row of columns as spreadsheets put it on the clipboard or CSV writes it: a cell in
 * quotes may hold the delimiter, line breaks and doubled quotes. Stateless.
 */
final class Cells {

    /** Longest quoted cell that may run over line ends; names and folders are much shorter. */
    private static final int LONGEST_QUOTED = 1000;

    private Cells() {}

    /**
     * One cell.
     *
     * @param start without blanks around, quotes included
     * @param end after the last character
     * @param value as written in the cell
     */
    record Cell(int start, int end, String value) {

        boolean isEmpty() {
            return value.isEmpty();
        }
    }

    /** A row and the offset where it ends: at a line break or at the limit. */
    record Split(List<Cell> cells, int end) {}

    /**
     * @param lineEnd end of the line that the row begins in
     * @param limit how far quoted cells may reach; {@code lineEnd} where they must not leave it
     */
    static Split split(String text, int start, int lineEnd, int limit, char delimiter) {
        List<Cell> cells = new ArrayList<>(3);
        int end = lineEnd;
        int at = start;
        while (true) {
            int first = at;
            while (first < end
                    && text.charAt(first) != delimiter
                    && Separators.isBlank(text.charAt(first))) {
                first++;
            }
            int closing =
                    first < end && text.charAt(first) == '"'
                            ? closingQuote(text, first, limit, delimiter)
                            : -1;
            int next;
            if (closing >= 0) {
                String value = text.substring(first + 1, closing).replace("\"\"", "\"");
                cells.add(new Cell(first, closing + 1, Separators.trim(value)));
                next = closing + 1;
                if (closing >= end) {
                    end = endOfLine(text, closing, limit);
                }
                while (next < end && text.charAt(next) != delimiter) {
                    next++;
                }
            } else {
                next = first;
                while (next < end && text.charAt(next) != delimiter) {
                    next++;
                }
                int last = next;
                while (last > first && Separators.isBlank(text.charAt(last - 1))) {
                    last--;
                }
                cells.add(new Cell(first, last, text.substring(first, last)));
            }
            if (next >= end) {
                return new Split(cells, end);
            }
            at = next + 1;
        }
    }

    /** A quote closes a cell only where the cell ends with it; -1 when it is just a character. */
    private static int closingQuote(String text, int open, int limit, char delimiter) {
        int latest = Math.min(limit, open + LONGEST_QUOTED);
        for (int i = open + 1; i < latest; i++) {
            if (Separators.isLineBreak(text.charAt(i)) && Separators.isBeforeBlankLine(text, i)) {
                return -1;
            }
            if (text.charAt(i) != '"') {
                continue;
            }
            if (i + 1 < limit && text.charAt(i + 1) == '"') {
                i++;
                continue;
            }
            int after = i + 1;
            while (after < limit && text.charAt(after) == ' ') {
                after++;
            }
            boolean ends =
                    after >= limit
                            || text.charAt(after) == delimiter
                            || Separators.isLineBreak(text.charAt(after));
            return ends ? i : -1;
        }
        return -1;
    }

    private static int endOfLine(String text, int from, int limit) {
        int end = from;
        while (end < limit && !Separators.isLineBreak(text.charAt(end))) {
            end++;
        }
        return end;
    }
}
