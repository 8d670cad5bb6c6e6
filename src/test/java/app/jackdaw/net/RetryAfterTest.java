package app.jackdaw.net;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.download.SharedCases;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2019-06-03T11:00:00Z");

    @Test
    void agreesWithThePublicSuites() throws IOException {
        SoftAssertions softly = new SoftAssertions();
        for (JsonNode row : SharedCases.read("retry-after.json")) {
            JsonNode now = row.get("now");
            Instant then =
                    now.isNull()
                            ? Instant.now()
                            : OffsetDateTime.parse(
                                            now.asString(), DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant();
            JsonNode expected = row.get("expected_seconds");
            softly.assertThat(RetryAfter.delay(row.get("header").asString(), then))
                    .as(row.toString())
                    .isEqualTo(
                            expected.isNull()
                                    ? Optional.empty()
                                    : Optional.of(Duration.ofSeconds(expected.asLong())));
        }
        softly.assertAll();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Monday, 03-Jun-19 11:30:12 GMT | 1812",
                "Mon, 03 Jun 2019 13:30:12 +0200 | 1812",
                "Mon, 03 Jun 2019 10:00:00 GMT | 0",
                "Sunday, 06-Nov-94 08:49:37 GMT | 0",
                "Mon, 03 Jun 2019 11:00:05 GMT, 3 | 5",
                "3, Mon, 03 Jun 2019 11:00:05 GMT | 5",
                "99999999999999999999 | 86400",
                "Mon, 03 Jun 2019 11:30:60 GMT | 1859",
                "Wednesday, 05-Jun-19 11:00:00 GMT, 5 | 172800",
                "Mon Jun  3 11:30:12 2019, 7 | 1812",
                "nonsense, 7 | 7",
                "7, | 7",
                "0 | 0"
            })
    void readsEveryFormThatServersSend(String header, long seconds) {
        assertThat(RetryAfter.delay(header, NOW)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-1",
                "1.5",
                "1e3",
                "soon",
                "٣",
                "5s",
                "Mon, 31 Feb 2019 11:00:00 GMT",
                "2019-06-03T11:00:00Z",
                "Mon, 03 Jun 2019 11:30:12 +9900",
                "Mon, 03 Jun 2019 11:30:61 GMT",
                "Mon, 03 Jun 2019 24:00:00 GMT",
                "Mon Jun 31 11:30:12 2019",
                "Mon, 03 Foo 2019 11:00:00 GMT"
            })
    void takesNothingElseForAValue(String header) {
        assertThat(RetryAfter.delay(header, NOW)).isEmpty();
    }
}
