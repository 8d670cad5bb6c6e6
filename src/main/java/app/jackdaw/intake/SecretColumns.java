package app.jackdaw.intake;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Columns with a label as their head, as a list of several apps has them: what has an App Secret's
 * form below is one. One text, front to back; one thread.
 */
final class SecretColumns {

    private static final String DELIMITERS = "\t,;|，；";

    /** More columns than any such list. */
    private static final int MOST = 60;

    private static final Pattern FORM = Pattern.compile("[\"' ]*([A-Za-z0-9]{32})[\"' ]*");

    private final String text;
    private final Map<String, Misplaced.Kind> found;
    private char delimiter;

    /** One bit for each column with such a head. */
    private long secret;

    SecretColumns(String text, Map<String, Misplaced.Kind> found) {
        this.text = text;
        this.found = found;
    }

    /** A line that is not empty. */
    void line(int start, int end) {
        char first = delimiterIn(start, end);
        if (first == 0) {
            secret = 0;
            return;
        }
        long heads = 0;
        int column = 0;
        for (int at = start; at <= end && column < MOST; column++) {
            int next = text.indexOf(first, at, end);
            int after = next < 0 ? end : next;
            String cell = after - at <= 80 ? Separators.trim(text.substring(at, after)) : "";
            if (SecretForm.isLabel(cell.replace("\"", ""))) {
                heads |= 1L << column;
            } else if (first == delimiter && ((secret >> column) & 1) == 1) {
                take(cell);
            }
            at = after + 1;
        }
        if (heads != 0) {
            secret = heads;
            delimiter = first;
        }
    }

    private void take(String cell) {
        var form = FORM.matcher(cell);
        if (form.matches()) {
            found.put(form.group(1), Misplaced.Kind.APP_SECRET);
        }
    }

    private char delimiterIn(int start, int end) {
        for (int i = start; i < end; i++) {
            if (DELIMITERS.indexOf(text.charAt(i)) >= 0) {
                return text.charAt(i);
            }
        }
        return 0;
    }
}
