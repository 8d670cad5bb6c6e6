package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What confirms a version, what contradicts it, and what does neither. */
class ValidatorTest {

    private static final String OLD = "Sun, 01 Nov 2026 08:00:00 GMT";
    private static final String NEW = "Wed, 25 Nov 2026 11:59:30 GMT";
    private static final String NOW = "Wed, 25 Nov 2026 12:00:00 GMT";

    @Test
    void aDateThatIsTooYoungAsksForNothing() {
        assertThat(of(Map.of("Last-Modified", NEW, "Date", NOW)).ifRange()).isNull();
        assertThat(of(Map.of("Last-Modified", OLD, "Date", NOW)).ifRange()).isEqualTo(OLD);
        assertThat(of(Map.of("Last-Modified", OLD)).ifRange()).as("no clock").isNull();
    }

    @Test
    void aTagGoesBeforeADateOfAnyAge() {
        Validator tagged = of(Map.of("ETag", "\"a\"", "Last-Modified", NEW, "Date", NOW));
        assertThat(tagged.ifRange()).isEqualTo("\"a\"");
    }

    @Test
    void aDateContradictsWhereAnAnswerHasNoTag() {
        Validator tagged = of(Map.of("ETag", "\"a\"", "Last-Modified", NEW, "Date", NOW));
        assertThat(tagged.isContradictedBy(answer(Map.of("Last-Modified", NOW)))).isTrue();
        assertThat(tagged.isContradictedBy(answer(Map.of("Last-Modified", NEW)))).isFalse();
        assertThat(tagged.isContradictedBy(answer(Map.of()))).isFalse();
        assertThat(tagged.isContradictedBy(answer(Map.of("ETag", "W/\"a\"", "Last-Modified", NOW))))
                .as("the tag decides where both have one")
                .isFalse();
    }

    @Test
    void aDateThatIsNoneContradictsNothing() {
        Validator tagged = of(Map.of("ETag", "\"a\"", "Last-Modified", "yesterday", "Date", NOW));
        assertThat(tagged.isContradictedBy(answer(Map.of("Last-Modified", NOW)))).isFalse();
        Validator dated = of(Map.of("Last-Modified", OLD, "Date", NOW));
        assertThat(dated.isContradictedBy(answer(Map.of("Last-Modified", "yesterday")))).isFalse();
    }

    /** A rest need not tell again what was asked with (RFC 9110, section 15.3.7). */
    @Test
    void whatTheRestDoesNotTellAgainStays() {
        Validator both = of(Map.of("ETag", "\"a\"", "Last-Modified", OLD, "Date", NOW));
        assertThat(both.continuedIn(answer(Map.of("ETag", "\"a\"")))).isEqualTo(both);
        assertThat(both.continuedIn(answer(Map.of("ETag", "W/\"a\"")))).isEqualTo(both);
        assertThat(both.continuedIn(answer(Map.of("Last-Modified", OLD, "Date", NOW))))
                .isEqualTo(both);
        assertThat(both.continuedIn(answer(Map.of()))).isEqualTo(both);
        Validator dated = of(Map.of("Last-Modified", OLD, "Date", NOW));
        assertThat(dated.continuedIn(answer(Map.of("ETag", "\"a\"")))).isEqualTo(both);
    }

    /** Of the tag before nobody says whether it goes with this one. */
    @Test
    void anotherCopyIsKnownByWhatItTellsAlone() {
        Validator both = of(Map.of("ETag", "\"a\"", "Last-Modified", OLD, "Date", NOW));
        assertThat(both.continuedIn(answer(Map.of("ETag", "\"b\""))))
                .isEqualTo(new Validator("\"b\"", null));
        assertThat(both.continuedIn(answer(Map.of("ETag", "W/\"b\"")))).isEqualTo(Validator.NONE);
    }

    private static Validator of(Map<String, String> headers) {
        return Validator.of(answer(headers));
    }

    private static HeadOnly answer(Map<String, String> headers) {
        return new HeadOnly(0, headers);
    }
}
