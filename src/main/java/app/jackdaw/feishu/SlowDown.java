package app.jackdaw.feishu;

import app.jackdaw.net.ApiAnswer;
import app.jackdaw.net.RetryAfter;
import java.time.Duration;
import java.time.Instant;
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
                        .flatMap(value -> seconds(value).or(() -> RetryAfter.delay(value, now)))
                        .filter(Duration::isPositive);
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
}
