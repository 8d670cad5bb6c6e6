package app.jackdaw.intake;

import java.util.Locale;

/**
 * Finds where web addresses begin and end inside running text, Chinese text without blanks
 * included. Works on offsets; one thread.
 */
final class AddressFinder {

    /** Characters that end an address in running text, though a standard might allow some. */
    private static final String ENDS = "<>\"'`\\^|,;()[]{}";

    private static final String TRAILING = ".!?:*~";

    private final String text;
    private final Braces braces;

    AddressFinder(String text, Braces braces) {
        this.text = text;
        this.braces = braces;
    }

    /** Start of the first address in a stretch without separators, -1 when there is none. */
    int start(int from, int end) {
        boolean hasDot = false;
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            if (c == ':' && text.startsWith("://", i)) {
                int scheme = schemeStart(from, i);
                if (scheme >= 0) {
                    return scheme;
                }
            } else if (c == '/' && hasDot && hostStart(from, i) >= 0) {
                return hostStart(from, i);
            } else if (BareCall.beginsAt(text, i) && isWordStart(from, i)) {
                return i;
            } else if (c == '/') {
                hasDot = false; // one look per path
            } else if (c == '.') {
                hasDot = true;
            }
        }
        return -1;
    }

    private boolean isWordStart(int from, int at) {
        return at == from || text.charAt(at) == '/' || !Separators.isTokenChar(text.charAt(at - 1));
    }

    private int schemeStart(int from, int colon) {
        if (colon - 5 >= from && text.regionMatches(true, colon - 5, "https", 0, 5)) {
            return colon - 5;
        }
        boolean http = colon - 4 >= from && text.regionMatches(true, colon - 4, "http", 0, 4);
        return http ? colon - 4 : -1;
    }

    /** A host of the platform right in front of a path needs no scheme to be recognised. */
    private int hostStart(int from, int slash) {
        int start = slash;
        while (start > from && isHostChar(text.charAt(start - 1)) && slash - start < 253) {
            start--;
        }
        String host = text.substring(start, slash).toLowerCase(Locale.ROOT);
        boolean afterAt = start > from && text.charAt(start - 1) == '@';
        return !afterAt && AddressForms.isPlatformHost(host) ? start : -1;
    }

    private static boolean isHostChar(char c) {
        return Separators.isAsciiLetterOrDigit(c) || c == '.' || c == '-';
    }

    /** Offset after the address that begins at {@code start}. */
    int end(int start, int limit) {
        int at = text.indexOf("//", start);
        at = at < 0 || at > start + "https:".length() ? start : at + 2;
        while (at < limit) {
            char c = text.charAt(at);
            int rawEnd = c == '{' ? braces.endOfRawExtra(at) : -1;
            if (rawEnd > 0) {
                at = rawEnd;
                continue;
            }
            boolean escapedAnd = c == ';' && text.startsWith("&amp", at - 4);
            boolean stops = c >= 0x7F || c <= ' ' || ENDS.indexOf(c) >= 0;
            if ((stops && !escapedAnd) || beginsAnother(at)) {
                break;
            }
            at++;
        }
        while (at > start + 1 && TRAILING.indexOf(text.charAt(at - 1)) >= 0) {
            at--;
        }
        return Math.min(at, Math.max(limit, start + 1));
    }

    /** Two addresses without anything between them; one that is a parameter of the other stays. */
    private boolean beginsAnother(int at) {
        boolean scheme =
                text.regionMatches(true, at, "https://", 0, 8)
                        || text.regionMatches(true, at, "http://", 0, 7);
        return scheme && text.charAt(at - 1) != '=';
    }
}
