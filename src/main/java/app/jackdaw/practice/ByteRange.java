package app.jackdaw.practice;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A {@code Range} header, read against a length (RFC 9110, section 14). Pure.
 *
 * @param first byte of the answer
 * @param count of the answer's bytes
 */
record ByteRange(Kind kind, long first, long count) {

    enum Kind {
        /** No range, none that can be read, or several: the whole is sent, as the RFC allows. */
        WHOLE,
        PART,
        UNSATISFIABLE
    }

    /** More digits than a length of eighteen would not fit a {@code long}. */
    private static final Pattern SINGLE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    static ByteRange read(@Nullable String header, long length) {
        ByteRange whole = new ByteRange(Kind.WHOLE, 0, length);
        if (header == null) {
            return whole;
        }
        Matcher single = SINGLE.matcher(header.strip());
        if (!single.matches()) {
            return whole;
        }
        String first = single.group(1);
        String last = single.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? whole : suffix(Long.parseLong(last), length);
        }
        long start = Long.parseLong(first);
        if (!last.isEmpty() && Long.parseLong(last) < start) {
            return whole;
        }
        if (start >= length) {
            return new ByteRange(Kind.UNSATISFIABLE, 0, 0);
        }
        long end = last.isEmpty() ? length - 1 : Math.min(Long.parseLong(last), length - 1);
        return new ByteRange(Kind.PART, start, end - start + 1);
    }

    private static ByteRange suffix(long wanted, long length) {
        long count = Math.min(wanted, length);
        return count == 0
                ? new ByteRange(Kind.UNSATISFIABLE, 0, 0)
                : new ByteRange(Kind.PART, length - count, count);
    }
}
