package app.jackdaw.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.TemporaryLink;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers and times in both languages, above all the countdown at every threshold. */
class FormatsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T13:40:00Z");
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Formats ENGLISH = new Formats(new Messages(Language.ENGLISH), ZONE);
    private static final Formats CHINESE = new Formats(new Messages(Language.CHINESE), ZONE);

    private static TemporaryLink link(Duration left, boolean estimated) {
        return new TemporaryLink("https://x", NOW, NOW.plus(left), estimated, NOW);
    }

    @ParameterizedTest
    @CsvSource({
        "48:00:00, 48 h 0 min, 48 小时 0 分",
        "24:00:00, 24 h 0 min, 24 小时 0 分",
        "23:59:59, 23 h 59 min, 23 小时 59 分",
        "01:00:01, 1 h 0 min, 1 小时 0 分",
        "01:00:00, 1 h 0 min, 1 小时 0 分",
        "00:59:59, 59 min, 59 分钟",
        "00:48:30, 48 min, 48 分钟",
        "00:10:00, 10 min, 10 分钟",
        "00:09:59, 09:59, 09:59",
        "00:09:12, 09:12, 09:12",
        "00:00:01, 00:01, 00:01",
        "00:00:00, Expired, 已过期",
        "-00:00:01, Expired, 已过期",
        "-30:00:00, Expired, 已过期"
    })
    void remainingAtEveryThreshold(String left, String english, String chinese) {
        String[] parts = left.replace("-", "").split(":");
        Duration duration =
                Duration.ofHours(Long.parseLong(parts[0]))
                        .plusMinutes(Long.parseLong(parts[1]))
                        .plusSeconds(Long.parseLong(parts[2]));
        Duration signed = left.startsWith("-") ? duration.negated() : duration;
        assertThat(ENGLISH.remaining(link(signed, false), NOW)).isEqualTo(english);
        assertThat(CHINESE.remaining(link(signed, false), NOW)).isEqualTo(chinese);
    }

    @Test
    void whatIsLeftIsSaidInTheLanguageOfTheWindow() {
        Duration left = Duration.ofHours(1003).plusMinutes(7);
        assertThat(ENGLISH.left(left)).isEqualTo("1003:07 h");
        assertThat(CHINESE.left(left)).isEqualTo("1003时7分");
        assertThat(CHINESE.left(Duration.ofSeconds(48))).isEqualTo("00:48");
    }

    /** 3:07 时 is seven past three. */
    @Test
    void whatIsLeftIsNoTimeOfDay() {
        Duration left = Duration.ofHours(3).plusMinutes(7);
        assertThat(ENGLISH.left(left)).isEqualTo("3:07 h");
        assertThat(CHINESE.left(left)).isEqualTo("3时7分");
    }

    @Test
    void neverPromisesMoreThanIsLeft() {
        Duration almostAnHour = Duration.ofHours(1).minusNanos(1);
        assertThat(ENGLISH.remaining(link(almostAnHour, false), NOW)).isEqualTo("59 min");
        Duration almostOver = Duration.ofNanos(1);
        assertThat(ENGLISH.remaining(link(almostOver, false), NOW)).isEqualTo("00:00");
    }

    @Test
    void estimatedValuesAreMarkedUntilTheyAreOver() {
        assertThat(ENGLISH.remaining(link(Duration.ofHours(24), true), NOW))
                .isEqualTo("~24 h 0 min");
        assertThat(CHINESE.remaining(link(Duration.ofMinutes(5), true), NOW)).isEqualTo("约 05:00");
        assertThat(ENGLISH.remaining(link(Duration.ZERO, true), NOW)).isEqualTo("Expired");
    }

    @Test
    void momentsAreInTheUsersOwnZone() {
        assertThat(ENGLISH.moment(NOW)).isEqualTo("Mon 23 Nov 21:40");
        assertThat(CHINESE.moment(NOW)).isEqualTo("11月23日 周一 21:40");
        assertThat(ENGLISH.stamp(NOW)).isEqualTo("2026-11-23 21:40");
        assertThat(CHINESE.stamp(NOW)).isEqualTo("2026-11-23 21:40");
    }

    @ParameterizedTest
    @CsvSource({
        "Asia/Shanghai, UTC+8",
        "UTC, UTC",
        "Asia/Kolkata, UTC+5:30",
        "America/New_York, UTC-5",
        "Asia/Kathmandu, UTC+5:45"
    })
    void offsetIsShort(String zone, String offset) {
        Formats there = new Formats(new Messages(Language.ENGLISH), ZoneId.of(zone));
        assertThat(there.offset(NOW)).isEqualTo(offset);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.0 KB",
        "999949, 999.9 KB",
        "999950, 1.0 MB",
        "3100000, 3.1 MB",
        "1880000000, 1.9 GB"
    })
    void sizesInPowersOfTen(long bytes, String text) {
        assertThat(ENGLISH.size(bytes)).isEqualTo(text);
        assertThat(CHINESE.size(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 00:00", "48, 00:48", "725, 12:05", "11220, 3:07:00", "-5, 00:00"})
    void clockReadings(long seconds, String text) {
        assertThat(ENGLISH.clock(Duration.ofSeconds(seconds))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 100, 0 %", "42, 100, 42 %", "999, 1000, 99 %", "7, 0, 0 %", "9, 3, 100 %"})
    void percentIsRoundedDown(long done, long total, String text) {
        assertThat(ENGLISH.percent(done, total)).isEqualTo(text);
    }
}
