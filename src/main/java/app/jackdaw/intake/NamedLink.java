package app.jackdaw.intake;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Markdown and HTML around an address: {@code [name](address)} and {@code <a
 * href="address">name</a>}, as "copy as" of this application and others write them. Stateless.
 */
final class NamedLink {

    /** Longest mark-up looked for behind an address; a guard against long lines full of starts. */
    private static final int FARTHEST = 2000;

    private static final Pattern TAG = Pattern.compile("<[^<>]*>");

    private final String text;

    NamedLink(String text) {
        this.text = text;
    }

    /** The mark-up as a whole; the name as its author wrote it, null when it says nothing new. */
    record Wrapped(int start, int end, @Nullable String name) {}

    /**
     * @param free nothing before it may belong to this address
     */
    @Nullable Wrapped around(int start, int end, int free, int limit) {
        Wrapped markdown = markdown(start, end, free, limit);
        return markdown == null ? html(start, end, free, limit) : markdown;
    }

    /** Whether the address is the name in {@code [address](address)}. */
    boolean isNameOfItself(int start, int end) {
        return start > 0
                && text.charAt(start - 1) == '['
                && text.startsWith("](", end)
                && text.regionMatches(end + 2, text, start, end - start)
                && text.startsWith(")", end + 2 + end - start);
    }

    /** Offset after a tag without attributes, such as {@code </li>}; -1 when there is none. */
    static int endOfPlainTag(CharSequence text, int start, int limit) {
        int at = start + 1;
        if (at < limit && text.charAt(at) == '/') {
            at++;
        }
        int name = at;
        while (at < limit && at - name < 10 && Separators.isAsciiLetterOrDigit(text.charAt(at))) {
            at++;
        }
        if (at == name || !Character.isLetter(text.charAt(name))) {
            return -1;
        }
        at = Separators.skipBlanks(text, at, Math.min(limit, at + 2));
        if (at < limit && text.charAt(at) == '/') {
            at++;
        }
        boolean isToken = TokenForm.of(text.subSequence(name, at).toString()) != TokenForm.NONE;
        return at < limit && text.charAt(at) == '>' && !isToken ? at + 1 : -1;
    }

    private @Nullable Wrapped markdown(int start, int end, int free, int limit) {
        int paren = start - 1;
        if (paren > free && text.charAt(paren) == '<') {
            paren--;
        }
        if (paren <= free || text.charAt(paren) != '(' || text.charAt(paren - 1) != ']') {
            return null;
        }
        int after = end;
        while (after < limit && after - end < 2 && ">)".indexOf(text.charAt(after)) >= 0) {
            after++;
        }
        int depth = 1;
        for (int i = paren - 2; i >= free; i--) {
            char c = text.charAt(i);
            if ((c == '[' || c == ']') && !isEscaped(i)) {
                depth += c == ']' ? 1 : -1;
                if (depth == 0) {
                    int first = i > free && text.charAt(i - 1) == '!' ? i - 1 : i;
                    return new Wrapped(first, after, name(unescaped(i + 1, paren - 1)));
                }
            }
        }
        return null;
    }

    private boolean isEscaped(int at) {
        int backslashes = 0;
        while (at - backslashes > 0 && text.charAt(at - backslashes - 1) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private String unescaped(int from, int to) {
        StringBuilder plain = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            boolean escape =
                    c == '\\'
                            && i + 1 < to
                            && text.charAt(i + 1) < 0x80
                            && !Character.isLetterOrDigit(text.charAt(i + 1));
            plain.append(escape ? text.charAt(++i) : c);
        }
        return plain.toString();
    }

    private @Nullable Wrapped html(int start, int end, int free, int limit) {
        int at = start - 1;
        boolean quoted = at > free && "\"'".indexOf(text.charAt(at)) >= 0;
        int equals = quoted ? at - 1 : at;
        if (equals - 4 < free || !text.regionMatches(true, equals - 4, "href=", 0, 5)) {
            return null;
        }
        int open = equals;
        while (open > free && text.charAt(open) != '<') {
            open--;
        }
        boolean anchor = text.regionMatches(true, open, "<a ", 0, 3);
        int stop = Math.min(limit, end + FARTHEST);
        int close = indexOf(">", end, stop);
        int last = close < 0 ? -1 : indexOf("</a>", close, stop);
        if (!anchor || last < 0) {
            return null;
        }
        String inner = TAG.matcher(text.substring(close + 1, last)).replaceAll("");
        return new Wrapped(open, last + "</a>".length(), name(Entities.decode(inner)));
    }

    private int indexOf(String wanted, int from, int stop) {
        for (int i = from; i + wanted.length() <= stop; i++) {
            if (text.regionMatches(true, i, wanted, 0, wanted.length())) {
                return i;
            }
        }
        return -1;
    }

    private static @Nullable String name(String written) {
        String name = Separators.trim(written);
        return name.isEmpty() || name.contains("://") ? null : name;
    }
}
