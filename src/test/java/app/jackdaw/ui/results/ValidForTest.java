package app.jackdaw.ui.results;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.TemporaryLink;
import app.jackdaw.ui.kit.Formats;
import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.results.ValidFor.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One countdown: sorts by the instant, not by the text, and knows how urgent it is. */
class ValidForTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final Formats FORMATS =
            new Formats(new Messages(Language.ENGLISH), ZoneOffset.UTC);

    private final AtomicReference<Instant> clock = new AtomicReference<>(NOW);

    private ValidFor left(Duration left) {
        Instant end = NOW.plus(left);
        return new ValidFor(
                new TemporaryLink("https://x", NOW, end, false, NOW), FORMATS, clock::get);
    }

    private ValidFor none() {
        return new ValidFor(null, FORMATS, clock::get);
    }

    @Test
    void sortsByInstantWithRowsWithoutLinkLast() {
        ValidFor nineMinutes = left(Duration.ofMinutes(9));
        ValidFor fortyMinutes = left(Duration.ofMinutes(40));
        ValidFor threeHours = left(Duration.ofHours(3));
        ValidFor day = left(Duration.ofHours(24));
        ValidFor over = left(Duration.ofHours(-2));
        ValidFor none = none();
        assertThat(
                        List.of(none, day, nineMinutes, over, threeHours, fortyMinutes).stream()
                                .sorted())
                .containsExactly(over, nineMinutes, fortyMinutes, threeHours, day, none);
    }

    @ParameterizedTest
    @CsvSource({
        "PT24H, LONG",
        "PT1H, LONG",
        "PT59M59S, SOON",
        "PT10M, SOON",
        "PT9M59S, LAST",
        "PT0.001S, LAST",
        "PT0S, EXPIRED",
        "PT-1H, EXPIRED"
    })
    void urgencyAtEveryThreshold(Duration left, Urgency urgency) {
        assertThat(left(left).urgency()).isEqualTo(urgency);
    }

    @Test
    void textAndUrgencyFollowTheClock() {
        ValidFor value = left(Duration.ofHours(2));
        assertThat(value).hasToString("2 h 0 min");
        clock.set(NOW.plus(Duration.ofMinutes(115)));
        assertThat(value).hasToString("05:00");
        assertThat(value.urgency()).isEqualTo(Urgency.LAST);
        clock.set(NOW.plus(Duration.ofDays(3)));
        assertThat(value).as("after the machine slept").hasToString("Expired");
    }

    @Test
    void rowWithoutLinkSaysSo() {
        assertThat(none()).hasToString(Formats.UNKNOWN);
        assertThat(none().urgency()).isEqualTo(Urgency.NONE);
    }
}
