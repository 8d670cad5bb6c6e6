package app.jackdaw.intake;

import static app.jackdaw.intake.Samples.ENCODED_EXTRA;
import static app.jackdaw.intake.Samples.EXTRA;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The field for the group's extra says while one types whether it can be sent. */
class ExtraCheckTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\n", "\u3000\uFEFF", "extra="})
    void nothingTypedIsFine(String typed) {
        assertThat(ExtraCheck.of(typed)).isEqualTo(new ExtraCheck.Empty());
    }

    @Test
    void anObjectIsTakenAsTyped() {
        assertThat(ExtraCheck.of("\uFEFF " + EXTRA + "\u3000\n"))
                .isEqualTo(new ExtraCheck.Valid(EXTRA));
        assertThat(ExtraCheck.of("{ }")).isEqualTo(new ExtraCheck.Valid("{ }"));
    }

    @Test
    void percentEncodingIsDecodedOnce() {
        assertThat(ExtraCheck.of(ENCODED_EXTRA)).isEqualTo(new ExtraCheck.Valid(EXTRA));
        assertThat(ExtraCheck.of("extra=" + ENCODED_EXTRA)).isEqualTo(new ExtraCheck.Valid(EXTRA));
        assertThat(ExtraCheck.of("%7B%22a%22%3A%22%2525%22%7D"))
                .isEqualTo(new ExtraCheck.Valid("{\"a\":\"%25\"}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"a\":1,}|NOT_JSON|1|8",
                "{\"a\":|NOT_JSON|1|6",
                "~{\n  \"a\": x\n}~|NOT_JSON|2|8",
                "{a:1}|NOT_JSON|1|2",
                "{} {}|NOT_JSON|1|4",
                "{“a”:1}|NOT_JSON|1|2",
                "[1]|NOT_AN_OBJECT|1|1",
                "~  7~|NOT_AN_OBJECT|1|3",
                "hello|NOT_JSON|1|1"
            })
    void mistakesHaveAPlace(String typed, ExtraCheck.Reason reason, int line, int column) {
        assertThat(ExtraCheck.of(typed))
                .isInstanceOfSatisfying(
                        ExtraCheck.Invalid.class,
                        invalid -> {
                            assertThat(invalid.reason()).isEqualTo(reason);
                            assertThat(invalid.line()).isEqualTo(line);
                            assertThat(invalid.column()).isEqualTo(column);
                        });
    }

    @Test
    void neverThrows() {
        for (String typed :
                new String[] {"\uD800", "{\"\uDFFF", "%7B", "%7B%2", "{".repeat(5000)}) {
            assertThat(ExtraCheck.of(typed)).isInstanceOf(ExtraCheck.Invalid.class);
        }
    }
}
