package app.jackdaw.intake;

/**
 * What separates words in pasted text, by character. Everything here looks at one UTF-16 unit, so
 * that half a surrogate pair harms nobody.
 */
final class Separators {

    private Separators() {}

    /** All line ends that Unicode and spreadsheets know. */
    static boolean isLineBreak(char c) {
        return (c >= '\n' && c <= '\r') || c == '\u0085' || c == '\u2028' || c == '\u2029';
    }

    /** Visible to nobody: blanks of all widths, zero-width marks, controls. */
    static boolean isBlank(char c) {
        if (c < 0x80) {
            return c <= ' ' || c == 0x7F;
        }
        int type = Character.getType(c);
        return type == Character.SPACE_SEPARATOR
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.CONTROL
                || type == Character.FORMAT;
    }

    /** The alphabet of the platform's tokens (reference, section 4.1). */
    static boolean isTokenChar(char c) {
        return isAsciiLetterOrDigit(c) || c == '_' || c == '-';
    }

    static boolean isAsciiLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c);
    }

    /**
     * Where a word begins that an escape runs into: {@code \n}, {@code \u003d}, {@code %3D}.
     *
     * @param at where letters and digits begin
     */
    static int afterEscape(CharSequence text, int at, int end) {
        char lead = at == 0 || at == end ? ' ' : text.charAt(at - 1);
        int length = 0;
        if (lead == '%') {
            length = 2;
        } else if (lead == '\\') {
            char escape = text.charAt(at);
            length = escape == 'u' ? 5 : "nrt".indexOf(escape) >= 0 ? 1 : 0;
        }
        return Math.min(at + length, end);
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Ends a word whatever stands around it. */
    static boolean isSeparator(char c) {
        if (c < 0x80) {
            return c <= ' ' || c == 0x7F || ",;\"'`<>()[]{}|".indexOf(c) >= 0;
        }
        return !isLetterLike(c);
    }

    /** Letters, marks and digits outside ASCII, and halves of pairs that may be one. */
    private static boolean isLetterLike(char c) {
        return Character.isLetterOrDigit(c)
                || Character.isSurrogate(c)
                || Character.getType(c) == Character.NON_SPACING_MARK
                || Character.getType(c) == Character.COMBINING_SPACING_MARK
                || Character.getType(c) == Character.LETTER_NUMBER;
    }

    /** Whether the stretch says anything: a letter or a digit of any script. */
    static boolean hasMeaning(CharSequence text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (Character.isLetterOrDigit(Character.codePointAt(text, i))) {
                return true;
            }
        }
        return false;
    }

    static int skipBlanks(CharSequence text, int from, int end) {
        int at = from;
        while (at < end && isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Like {@link #skipBlanks}, but stays in the line. */
    static int skipInLine(CharSequence text, int from) {
        int at = from;
        while (at < text.length() && isBlank(text.charAt(at)) && !isLineBreak(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Offset after the line end that stands at {@code at}, if one does. */
    static int skipLineEnd(CharSequence text, int at) {
        boolean two =
                at + 1 < text.length() && text.charAt(at) == '\r' && text.charAt(at + 1) == '\n';
        boolean one = at < text.length() && isLineBreak(text.charAt(at));
        return at + (two ? 2 : one ? 1 : 0);
    }

    /** Whether the line end at {@code at} is followed by a line with nothing but blanks. */
    static boolean isBeforeBlankLine(CharSequence text, int at) {
        boolean two =
                text.charAt(at) == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n';
        int next = skipInLine(text, at + (two ? 2 : 1));
        return next < text.length() && isLineBreak(text.charAt(next));
    }

    /** Without blanks of any kind, zero-width marks included, at both ends. */
    static String trim(String text) {
        int start = skipBlanks(text, 0, text.length());
        int end = text.length();
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }
}
