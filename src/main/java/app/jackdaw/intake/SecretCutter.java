package app.jackdaw.intake;

import java.util.Locale;

/**
 * Cuts out of a text what opens something, so that the text may be saved. Looks at every character
 * a bounded number of times. Stateless.
 */
final class SecretCutter {

    static final char MARK = '…';

    private static final String LINK_PATH = "authcode";

    private static final String LINK_FIELD = "tmp_download_url";

    /** What is shorter is a word of prose; {@code Bearer} is one itself. */
    private static final int SHORTEST = 8;

    private static final int SHORTEST_BEARER = 12;

    /** Of several words. */
    private static final int LONGEST_LABEL = 40;

    private final String text;
    private final StringBuilder kept = new StringBuilder();
    private int at;

    private SecretCutter(String text) {
        this.text = text;
    }

    static String cut(String text) {
        String cut = AnnouncedSecrets.in(text).without(text, String.valueOf(MARK));
        return new SecretCutter(cut).cut();
    }

    private String cut() {
        while (at < text.length()) {
            if (!isValueChar(text.charAt(at))) {
                kept.append(text.charAt(at++));
                continue;
            }
            int end = at;
            while (end < text.length() && isValueChar(text.charAt(end))) {
                end++;
            }
            int start = Separators.afterEscape(text, at, end);
            keepTo(start);
            word(end);
        }
        return kept.toString();
    }

    /** Keeps a word, and cuts it or what it announces. */
    private void word(int end) {
        int length = end - at;
        String word = length <= 4096 ? text.substring(at, end) : "";
        boolean announces = announces(word, end);
        boolean secret = length > 4096 ? looksLikeJwt(at) : SecretForm.isAccessToken(word);
        if (word.endsWith(LINK_PATH)) {
            keepTo(end);
            cutCode();
        } else if (announces) {
            keepTo(end);
            cutValue(word.equalsIgnoreCase("Bearer"));
        } else if (secret) {
            kept.append(MARK);
            at = end;
        } else {
            keepTo(end);
        }
    }

    private boolean looksLikeJwt(int start) {
        return text.startsWith("eyJ", start);
    }

    private boolean announces(String word, int end) {
        if (word.equalsIgnoreCase("Bearer")) {
            return true;
        }
        return joins(end)
                && (SecretForm.isLabel(word)
                        || word.toLowerCase(Locale.ROOT).equals(LINK_FIELD)
                        || SecretForm.labelEndingAt(text, Math.max(0, end - LONGEST_LABEL), end)
                                != null);
    }

    /** Whether a colon or an equals sign follows, behind quotes and backslashes. */
    private boolean joins(int from) {
        for (int i = from; i < text.length() && i < from + 16; i++) {
            char c = text.charAt(i);
            if (":=：＝".indexOf(c) >= 0) {
                return true;
            }
            if (!isJoint(c)) {
                return false;
            }
        }
        return false;
    }

    private static boolean isJoint(char c) {
        return "\"'`\\:=：＝%".indexOf(c) >= 0
                || (Separators.isBlank(c) && !Separators.isLineBreak(c));
    }

    /** The value of {@code code=} in the rest of the address. */
    private void cutCode() {
        int start = at;
        while (start < text.length()
                && start - at < 64
                && !Separators.isBlank(text.charAt(start))) {
            if (text.regionMatches(true, start, "code", 0, 4)) {
                int value = afterEquals(start + 4);
                if (value > 0) {
                    keepTo(value);
                    cutTo(endOfCode(value));
                    return;
                }
            }
            start++;
        }
    }

    /** {@code =}, also as percent-encoding or JSON may write it; -1 when it is none. */
    private int afterEquals(int from) {
        if (from < text.length() && text.charAt(from) == '=') {
            return from + 1;
        }
        if (text.regionMatches(true, from, "%3D", 0, 3)) {
            return from + 3;
        }
        return text.regionMatches(true, from, "\\u003d", 0, 6) ? from + 6 : -1;
    }

    private int endOfCode(int from) {
        int end = from;
        while (end < text.length()
                && (isValueChar(text.charAt(end)) || "%=~+/".indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        return end;
    }

    private void cutValue(boolean bearer) {
        int start = at;
        if (bearer && text.startsWith("%20", start)) {
            start += 3;
        }
        while (start < text.length() && isJoint(text.charAt(start))) {
            start++;
        }
        if (!bearer && text.regionMatches(true, start, "Bearer", 0, 6)) {
            keepTo(start); // the next word announces it
            return;
        }
        int end = start;
        while (end < text.length()
                && (!endsValue(text.charAt(end)) || text.startsWith("\\/", end))) {
            end++;
        }
        keepTo(start);
        if (end - start >= (bearer ? SHORTEST_BEARER : SHORTEST)) {
            cutTo(end);
        }
    }

    private static boolean endsValue(char c) {
        return Separators.isBlank(c) || "\"'`\\<>,;){}]，；。".indexOf(c) >= 0 || c == MARK;
    }

    private void cutTo(int end) {
        if (end > at) {
            kept.append(MARK);
            at = end;
        }
    }

    private void keepTo(int end) {
        kept.append(text, at, end);
        at = end;
    }

    private static boolean isValueChar(char c) {
        return Separators.isTokenChar(c) || c == '.';
    }
}
