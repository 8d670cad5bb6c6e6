package app.jackdaw.feishu;

import app.jackdaw.net.ApiAnswer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** How long a refused caller is asked to wait. Stateless. */
final class SlowDown {

    private SlowDown() {}

    /** The longer of {@code x-ogw-ratelimit-reset} (seconds) and {@code Retry-After}. */
    static Optional<Duration> asked(ApiAnswer answer, Instant now) {
        Optional<Duration> reset =
                answer.header("x-ogw-ratelimit-reset").flatMap(SlowDown::seconds);
        Optional<Duration> after =
                answer.header("retry-after")
                        .flatMap(value -> seconds(value).or(() -> until(value, now)));
        if (reset.isEmpty() || after.isEmpty()) {
            return reset.or(() -> after);
        }
        return reset.get().compareTo(after.get()) >= 0 ? reset : after;
    }

    /** Up to a day; whoever uses it has a lower limit of its own. */
    private static Optional<Duration> seconds(String value) {
        String text = value.strip();
        if (!text.matches("\\d{1,18}(\\.\\d{1,9})?")) {
            return Optional.empty();
        }
        double seconds = Math.min(Double.parseDouble(text), 86_400);
        return Optional.of(Duration.ofMillis((long) Math.ceil(seconds * 1000)));
    }

    private static Optional<Duration> until(String value, Instant now) {
        try {
            ZonedDateTime date =
                    ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
            Duration wait = Duration.between(now, date.toInstant());
            return wait.isPositive() ? Optional.of(wait) : Optional.empty();
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }
}
