package app.jackdaw.intake;

import java.util.Set;

/**
 * Reads what JSON is left of when it was cut, escaped once more, printed by Python or JavaScript,
 * or carries raw quotes inside an address. Never fails; looks at every character once. It ends
 * where the outermost bracket closes, at a blank line, or where words begin that belong to no JSON.
 * One thread.
 */
final class TolerantJson {

    private static final Set<String> LITERALS =
            Set.of("true", "false", "null", "True", "False", "None", "NaN", "undefined");

    private final String text;
    private final Braces braces;
    private final JsonEvents events;
    private int at;
    private int lastMeaningful;
    private boolean nameWaits;
    private boolean tokenNameWaits;

    TolerantJson(String text, Braces braces, JsonEvents events) {
        this.text = text;
        this.braces = braces;
        this.events = events;
    }

    /**
     * @param start at an opening brace, or at a quoted name where the front was cut off
     * @return the offset after what belongs to the document
     */
    int read(int start) {
        at = start;
        lastMeaningful = start;
        int depth = 0;
        if (text.charAt(start) != '{') {
            events.startObject();
            depth = 1;
        }
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Separators.isLineBreak(c)) {
                if (Separators.isBeforeBlankLine(text, at)) {
                    return lastMeaningful; // damage never reaches into another paragraph
                }
                nameWaits = false; // a value stands in the line of its name
                at++;
            } else if (c == '/' && endOfComment(text, at) > 0) {
                int end = endOfComment(text, at);
                if (LeadReader.holdsSureToken(text.substring(at, end))) {
                    return lastMeaningful; // nobody's token is passed over unseen
                }
                at = end;
            } else if (c == '{' || c == '[') {
                open(c);
                depth++;
            } else if (c == '}' || c == ']') {
                events.end();
                lastMeaningful = ++at;
                if (--depth <= 0) {
                    return at;
                }
            } else if (quoteAt(at) >= 0) {
                quoted();
            } else if (isNumberStart()) {
                if (!number()) {
                    return lastMeaningful;
                }
            } else if (Separators.isTokenChar(c)) {
                if (!bareWord()) {
                    return lastMeaningful;
                }
            } else if (c >= 0x80 && Character.isLetterOrDigit(c)) {
                return lastMeaningful;
            } else {
                at++; // blanks, commas, ellipses
            }
        }
        return lastMeaningful;
    }

    /** Offset after the comment that begins here, as JavaScript writes them; -1 for none. */
    static int endOfComment(String text, int from) {
        int end = -1;
        if (text.startsWith("//", from)) {
            end = from + 2;
            while (end < text.length() && !Separators.isLineBreak(text.charAt(end))) {
                end++;
            }
        } else if (text.startsWith("/*", from)) {
            int closing = text.substring(from, Math.min(text.length(), from + 1000)).indexOf("*/");
            end = closing < 0 ? -1 : from + closing + 2;
        }
        return end;
    }

    private void open(char bracket) {
        if (bracket == '{') {
            events.startObject();
        } else {
            events.startArray();
        }
        nameWaits = false;
        lastMeaningful = ++at;
    }

    /** Offset of the quote that opens a text here, behind any backslashes; -1 when none does. */
    private int quoteAt(int from) {
        return quoteAt(text, from);
    }

    static int quoteAt(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) == '\\') {
            i++;
        }
        return i < text.length() && (text.charAt(i) == '"' || text.charAt(i) == '\'') ? i : -1;
    }

    private void quoted() {
        int quote = quoteAt(at);
        int level = quote - at;
        int start = quote + 1;
        int end = endOfText(start, text.charAt(quote), level);
        boolean closed = end < text.length() && !Separators.isLineBreak(text.charAt(end));
        String value = Unescape.times(text.substring(start, end), level + 1);
        int nameStart = at;
        at = closed ? quoteAt(end) + 1 : end;
        lastMeaningful = at;
        int colon = colonFrom(at);
        if (colon >= 0) {
            name(value, nameStart, colon);
        } else {
            nameWaits = false;
            events.text(value, start, end);
        }
    }

    private void name(String name, int start, int colon) {
        events.name(name, start);
        nameWaits = true;
        tokenNameWaits = MediaFields.isTokenName(name);
        at = colon + 1;
        lastMeaningful = at;
    }

    /** Where the text that a quote with {@code level} backslashes opened ends: at its closing. */
    private int endOfText(int start, char quote, int level) {
        int backslashes = 0;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                backslashes++;
                continue;
            }
            boolean escaped = level == 0 ? backslashes % 2 == 1 : backslashes > level;
            if (c == quote && !escaped) {
                return i - (level == 0 ? 0 : backslashes);
            }
            if (Separators.isLineBreak(c)) {
                return i;
            }
            int rawEnd = c == '{' ? braces.endOfRawExtra(i) : -1;
            if (rawEnd > 0) {
                i = rawEnd - 1;
            }
            backslashes = 0;
        }
        return text.length();
    }

    /** Offset of the colon that makes the word before a name, -1 when there is none. */
    private int colonFrom(int from) {
        int i = from;
        while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
            i++;
        }
        return i < text.length() && text.charAt(i) == ':' ? i : -1;
    }

    private boolean isNumberStart() {
        char c = text.charAt(at);
        boolean sign = c == '-' && at + 1 < text.length();
        return Separators.isDigit(c) || (sign && Separators.isDigit(text.charAt(at + 1)));
    }

    private boolean number() {
        int end = at;
        while (end < text.length()
                && (Separators.isDigit(text.charAt(end))
                        || "+-.eE".indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        if (end < text.length() && Separators.isTokenChar(text.charAt(end))) {
            return bareWord();
        }
        events.number(text.substring(at, end));
        nameWaits = false;
        at = end;
        lastMeaningful = end;
        return true;
    }

    /**
     * A word without quotes: a literal, a JavaScript name, a token under its name; else the end.
     */
    private boolean bareWord() {
        int end = at;
        while (end < text.length() && Separators.isTokenChar(text.charAt(end))) {
            end++;
        }
        String word = text.substring(at, end);
        int colon = colonFrom(end);
        if (LITERALS.contains(word)) {
            events.other(word);
            nameWaits = false;
        } else if (colon >= 0 && !text.startsWith("://", colon)) {
            int before = lastMeaningful;
            name(word, at, colon);
            lastMeaningful = before; // "note: words" behind a document is none of its members
            return true;
        } else if (nameWaits && tokenNameWaits && TokenForm.isKeyed(word)) {
            events.text(word, at, end);
            nameWaits = false;
        } else {
            return false;
        }
        at = end;
        lastMeaningful = end;
        return true;
    }
}
