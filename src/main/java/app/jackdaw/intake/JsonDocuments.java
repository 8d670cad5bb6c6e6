package app.jackdaw.intake;

import org.jspecify.annotations.Nullable;

/**
 * Finds JSON documents between other text: objects, and members whose object's beginning was cut
 * off. One thread, used front to back.
 */
final class JsonDocuments {

    private static final int LONGEST_NAME = 64;
    private static final String VALUE_STARTS = "\"'\\{[-0123456789tfnTFNu";

    private final String text;
    private final JsonReader reader;

    JsonDocuments(String text) {
        this.text = text;
        this.reader = new JsonReader(text, 0);
    }

    Braces braces() {
        return reader.braces();
    }

    /** The next document at or behind {@code from}, null when there is none. */
    JsonReader.@Nullable Document next(int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '{') {
                int rawEnd = braces().endOfRawExtra(i);
                if (rawEnd > 0) {
                    i = rawEnd - 1; // belongs to the address in front of it
                } else if (hasDoubledQuotes(i)) {
                    return spreadsheetCell(i);
                } else if (beginsObject(i)) {
                    return reader.read(i);
                }
            } else if (c == '"' || c == '\'' || c == '\\') {
                if (beginsMember(i, false)) {
                    return reader.read(i);
                }
                while (c == '\\' && i + 1 < text.length() && text.charAt(i + 1) == '\\') {
                    i++; // a row of backslashes is looked at once
                }
            }
        }
        return null;
    }

    private boolean beginsObject(int brace) {
        int at = Separators.skipInLine(text, brace + 1);
        if (at < text.length() && Separators.isLineBreak(text.charAt(at))) {
            if (Separators.isBeforeBlankLine(text, at)) {
                return false;
            }
            at = Separators.skipBlanks(text, at, text.length());
        }
        int comment = TolerantJson.endOfComment(text, at);
        while (comment > 0) {
            at = Separators.skipBlanks(text, comment, text.length());
            comment = TolerantJson.endOfComment(text, at);
        }
        if (at == text.length()) {
            return false;
        }
        return TolerantJson.quoteAt(text, at) >= 0 ? beginsMember(at, true) : beginsBareMember(at);
    }

    /** {@code "name": value}, but not {@code "token": anything}: that is a list of tokens. */
    private boolean beginsMember(int at, boolean insideObject) {
        int quote = TolerantJson.quoteAt(text, at);
        if (quote < 0) {
            return false;
        }
        int start = quote + 1;
        int latest = Math.min(text.length(), start + LONGEST_NAME);
        int end = start;
        while (end < latest
                && text.charAt(end) != text.charAt(quote)
                && text.charAt(end) != '\\'
                && !Separators.isLineBreak(text.charAt(end))) {
            end++;
        }
        int closing = end < text.length() ? TolerantJson.quoteAt(text, end) : -1;
        if (closing < 0
                || end == start
                || TokenForm.of(text.substring(start, end)) == TokenForm.SURE) {
            return false;
        }
        return valueFollows(
                closing + 1, insideObject ? VALUE_STARTS : VALUE_STARTS.substring(0, 16));
    }

    private boolean beginsBareMember(int at) {
        int end = at;
        while (end < text.length()
                && end - at < LONGEST_NAME
                && Separators.isTokenChar(text.charAt(end))) {
            end++;
        }
        if (end == at) {
            return false;
        }
        return valueFollows(end, "\"'{[")
                || (MediaFields.isTokenName(text.substring(at, end)) && valueFollows(end, ""));
    }

    /**
     * @param starts what the value may begin with; empty for anything
     */
    private boolean valueFollows(int from, String starts) {
        int colon = Separators.skipInLine(text, from);
        if (colon == text.length() || text.charAt(colon) != ':') {
            return false;
        }
        int value = Separators.skipInLine(text, colon + 1);
        boolean begins = value < text.length() && starts.indexOf(text.charAt(value)) >= 0;
        return starts.isEmpty() || begins;
    }

    /** {@code {""file_token"": …}}, as spreadsheets and CSV write quotes inside a quoted cell. */
    private boolean hasDoubledQuotes(int brace) {
        int at = Separators.skipBlanks(text, brace + 1, text.length());
        return text.startsWith("\"\"", at)
                && at + 2 < text.length()
                && Character.isLetter(text.charAt(at + 2));
    }

    private JsonReader.Document spreadsheetCell(int start) {
        int end = start;
        int lineEnd = -1;
        while (end < text.length()) {
            char c = text.charAt(end);
            if (c == '"') {
                if (end + 1 == text.length() || text.charAt(end + 1) != '"') {
                    break;
                }
                end++;
            } else if (lineEnd < 0 && Separators.isLineBreak(c)) {
                lineEnd = end;
            }
            end++;
        }
        if (end >= text.length() && lineEnd > 0) {
            end = lineEnd; // the cell was cut: what follows is not its
        }
        int stop = Math.min(end, text.length());
        String plain = text.substring(start, stop).replace("\"\"", "\"");
        JsonReader.Document inner = new JsonReader(plain, 1).read(0);
        return new JsonReader.Document(
                start,
                stop,
                inner.media().stream().map(one -> one.standingAt(start, stop)).toList(),
                inner.pages(),
                inner.holdsSecret(),
                inner.holdsExtra());
    }
}
