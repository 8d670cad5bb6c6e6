package app.jackdaw.download;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code Content-Range: bytes first-last/total} (RFC 9110, section 14.4). Immutable.
 *
 * @param first -1 in an unsatisfied range, {@code bytes *}{@code /total}
 * @param last -1 in an unsatisfied range
 * @param total -1 for {@code *}
 */
record ContentRange(long first, long last, long total) {

    /** Eighteen digits fit a long. */
    private static final Pattern SYNTAX =
            Pattern.compile("bytes\\s+(?:(\\d{1,18})-(\\d{1,18})|\\*)/(?:(\\d{1,18})|\\*)");

    /** Empty for anything that contradicts itself, too. */
    static Optional<ContentRange> parse(String header) {
        Matcher parts = SYNTAX.matcher(header.strip().toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            return Optional.empty();
        }
        ContentRange range = new ContentRange(number(parts, 1), number(parts, 2), number(parts, 3));
        boolean ordered =
                range.first() <= range.last()
                        && (range.total() < 0 || range.last() < range.total());
        return ordered ? Optional.of(range) : Optional.empty();
    }

    boolean isUnsatisfied() {
        return first < 0;
    }

    long length() {
        return last - first + 1;
    }

    private static long number(Matcher parts, int group) {
        String digits = parts.group(group);
        return digits == null ? -1 : Long.parseLong(digits);
    }
}
