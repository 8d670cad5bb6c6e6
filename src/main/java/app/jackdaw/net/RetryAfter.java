package app.jackdaw.net;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code Retry-After} header (RFC 9110, section 10.2.3): seconds, or a date in one of the
 * three forms of HTTP. Stateless, any thread.
 */
public final class RetryAfter {

    /** What a number of seconds too large for any clock stands for. */
    private static final Duration OVERFLOW = Duration.ofDays(1);

    private static final List<String> WEEKDAYS =
            List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");

    private static final List<String> MONTHS =
            List.of(
                    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                    "dec");

    private static final String TIME = "(\\d{1,2}):(\\d{2}):(\\d{2})";
    private static final String ZONE = "(?:\\s+(GMT|UTC|UT|Z|[+-]\\d{4}))?";

    /** {@code Mon, 03 Jun 2019 11:30:12 GMT} and {@code Monday, 03-Jun-19 11:30:12 GMT}. */
    private static final Pattern DAY_FIRST =
            Pattern.compile(
                    "(?:[a-z]{3,9},?\\s+)?(\\d{1,2})[ -]([a-z]{3})[ -](\\d{2}|\\d{4})\\s+"
                            + TIME
                            + ZONE,
                    Pattern.CASE_INSENSITIVE);

    /** {@code Mon Jun 3 11:30:12 2019}: what C's asctime prints, always UTC. */
    private static final Pattern ASCTIME =
            Pattern.compile(
                    "[a-z]{3}\\s+([a-z]{3})\\s+(\\d{1,2})\\s+" + TIME + "\\s+(\\d{4})",
                    Pattern.CASE_INSENSITIVE);

    private RetryAfter() {}

    /**
     * How long the server asks to wait, uncapped: caps are the caller's.
     *
     * @param now the instant that a date is measured from
     * @return empty when the value is none; zero for a date in the past; of several values the
     *     larger; one day for a number that overflows
     */
    public static Optional<Duration> delay(String header, Instant now) {
        return values(header).stream()
                .map(value -> one(value, now))
                .flatMap(Optional::stream)
                .max(Duration::compareTo);
    }

    /** Splits fields that were joined by commas, but leaves the comma behind a weekday alone. */
    private static List<String> values(String header) {
        List<String> values = new ArrayList<>();
        for (String piece : header.split(",", -1)) {
            int last = values.size() - 1;
            if (last >= 0 && isWeekday(values.get(last))) {
                values.set(last, values.get(last) + "," + piece);
            } else {
                values.add(piece);
            }
        }
        return values.stream().map(RetryAfter::trim).toList();
    }

    private static boolean isWeekday(String text) {
        String trimmed = trim(text).toLowerCase(Locale.ROOT);
        return trimmed.length() >= 3 && WEEKDAYS.stream().anyMatch(day -> day.startsWith(trimmed));
    }

    /** Only what HTTP calls optional white space. */
    private static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character == '\t';
    }

    private static Optional<Duration> one(String value, Instant now) {
        boolean digits = !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9');
        if (digits) {
            return Optional.of(seconds(value));
        }
        return date(value, now)
                .map(then -> Duration.between(now, then))
                .map(delay -> delay.isNegative() ? Duration.ZERO : delay);
    }

    private static Duration seconds(String digits) {
        try {
            return Duration.ofSeconds(Long.parseLong(digits));
        } catch (NumberFormatException overflow) {
            return OVERFLOW;
        }
    }

    private static Optional<Instant> date(String value, Instant now) {
        Matcher dayFirst = DAY_FIRST.matcher(value);
        if (dayFirst.matches()) {
            return instant(
                    year(dayFirst.group(3), now),
                    dayFirst.group(2),
                    dayFirst.group(1),
                    List.of(dayFirst.group(4), dayFirst.group(5), dayFirst.group(6)),
                    dayFirst.group(7));
        }
        Matcher asctime = ASCTIME.matcher(value);
        if (asctime.matches()) {
            return instant(
                    Integer.parseInt(asctime.group(6)),
                    asctime.group(1),
                    asctime.group(2),
                    List.of(asctime.group(3), asctime.group(4), asctime.group(5)),
                    null);
        }
        return Optional.empty();
    }

    /** A year of two digits is never more than 50 years ahead (RFC 9110, section 5.6.7). */
    private static int year(String digits, Instant now) {
        int year = Integer.parseInt(digits);
        if (digits.length() > 2) {
            return year;
        }
        int thisYear = now.atOffset(ZoneOffset.UTC).getYear();
        int full = thisYear - Math.floorMod(thisYear, 100) + year;
        return full > thisYear + 50 ? full - 100 : full;
    }

    private static ZoneOffset offset(@Nullable String zone) {
        boolean numeric = zone != null && (zone.startsWith("+") || zone.startsWith("-"));
        return numeric ? ZoneOffset.of(zone) : ZoneOffset.UTC;
    }

    private static Optional<Instant> instant(
            int year, String month, String day, List<String> time, @Nullable String zone) {
        try {
            int second = Integer.parseInt(time.get(2));
            LocalDateTime local =
                    LocalDateTime.of(
                            year,
                            MONTHS.indexOf(month.toLowerCase(Locale.ROOT)) + 1,
                            Integer.parseInt(day),
                            Integer.parseInt(time.get(0)),
                            Integer.parseInt(time.get(1)),
                            second == 60 ? 59 : second); // a leap second is legal
            return Optional.of(local.toInstant(offset(zone)));
        } catch (DateTimeException noSuchDate) {
            return Optional.empty(); // the 31st of February is no value
        }
    }
}
