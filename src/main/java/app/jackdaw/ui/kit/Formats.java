package app.jackdaw.ui.kit;

import app.jackdaw.model.TemporaryLink;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and times as people read them, in one language and time zone. Immutable. */
public final class Formats {

    /** Shown where a value is not known: never a zero that would be a lie. */
    public static final String UNKNOWN = "—";

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    private final Messages messages;
    private final ZoneId zone;

    public Formats(Messages messages, ZoneId zone) {
        this.messages = messages;
        this.zone = zone;
    }

    public String size(long bytes) {
        return messages.size(bytes);
    }

    public String speed(long bytesPerSecond) {
        return ByteSizes.brief(bytesPerSecond, messages.locale()) + "/s";
    }

    /** {@code 00:48}, {@code 12:05}, {@code 3:07 h}: as much as anybody believes of an estimate. */
    public String left(Duration duration) {
        long hours = Math.max(0, duration.toHours());
        return hours == 0
                ? clock(duration)
                : messages.get("format.left", hours, duration.toMinutesPart());
    }

    /** {@code 00:48}, {@code 12:05}, {@code 3:07:00}. */
    public String clock(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        long hours = seconds / 3600;
        String minutesAndSeconds =
                String.format(messages.locale(), "%02d:%02d", seconds / 60 % 60, seconds % 60);
        return hours == 0 ? minutesAndSeconds : hours + ":" + minutesAndSeconds;
    }

    /**
     * How long a link still lives, rounded down so that it never promises too much: hours and
     * minutes above one hour, minutes above ten, then minutes and seconds; marked when estimated.
     */
    public String remaining(TemporaryLink link, Instant now) {
        if (link.isExpired(now)) {
            return messages.get("valid.expired");
        }
        String text = remaining(link.remaining(now));
        return link.estimated() ? messages.get("valid.estimated", text) : text;
    }

    private String remaining(Duration left) {
        if (left.compareTo(HOUR) >= 0) {
            return messages.get("valid.hours", number(left.toHours()), left.toMinutesPart());
        }
        if (left.compareTo(TEN_MINUTES) >= 0) {
            return messages.get("valid.minutes", left.toMinutes());
        }
        return clock(left);
    }

    /** {@code Mon 23 Nov 21:40}, in the user's own zone. */
    public String moment(Instant instant) {
        return DateTimeFormatter.ofPattern(messages.get("format.moment"), messages.locale())
                .format(instant.atZone(zone));
    }

    /** {@code 2026-11-23 21:40}: sorts, and spreadsheets read it as a time. */
    public String stamp(Instant instant) {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT)
                .format(instant.atZone(zone));
    }

    /** {@code 2026-11-23 21:40:05}: what support looks up, and what is to come within seconds. */
    public String second(Instant instant) {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
                .format(instant.atZone(zone));
    }

    /** {@code UTC+8}. */
    public String offset(Instant instant) {
        String id = zone.getRules().getOffset(instant).getId();
        String hours = id.equals("Z") ? "" : id.replace(":00", "").replaceFirst("([+-])0", "$1");
        return "UTC" + hours;
    }

    public String number(long value) {
        return String.format(messages.locale(), "%,d", value);
    }

    public String percent(long done, long total) {
        long whole = total <= 0 ? 0 : Math.min(100, done * 100 / total);
        return whole + " %";
    }
}
