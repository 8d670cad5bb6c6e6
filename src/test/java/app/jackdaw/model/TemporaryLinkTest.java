package app.jackdaw.model;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.download.Fault;
import app.jackdaw.download.Requirement;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading the instants out of a link's code, and when a link is too old to begin with. */
class TemporaryLinkTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final String HOST =
            "https://internal-api-drive-stream.feishu.cn/space/api/box/stream/download/authcode/";
    private static final String HASH = "0f9a1b2c3d4e5f60718293a4b5c6d7e8";
    private static final long SEED = Long.getLong("jackdaw.seed", 71L);

    private static String code(String plain) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(plain.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String plain(long issued, long expires) {
        return HASH + "_" + HASH + "_ID:7310598842167439361_" + issued + ":" + expires + "_V3";
    }

    private static TemporaryLink given(String code) {
        return TemporaryLink.given(HOST + "?code=" + code, NOW);
    }

    @RepeatedTest(10)
    void codesOfTheRealShapeAreRead(RepetitionInfo repetition) {
        Random random = new Random(SEED + repetition.getCurrentRepetition());
        byte[] hashes = new byte[32];
        random.nextBytes(hashes);
        String hex = HexFormat.of().formatHex(hashes);
        long issued = 1_600_000_000L + random.nextInt(200_000_000);
        long life = random.nextBoolean() ? 86_400 : 3_600;
        long number = 7_000_000_000_000_000_000L + random.nextInt(Integer.MAX_VALUE);
        String plain =
                "%s_%s_ID:%d_%d:%d_V3"
                        .formatted(
                                hex.substring(0, 32),
                                hex.substring(32),
                                number,
                                issued,
                                issued + life);
        String code = code(plain);
        assertThat(code).as("the measured length").hasSize(151);

        Instant now = Instant.ofEpochSecond(issued + random.nextInt((int) life));
        String url = HOST + "?code=" + code;
        for (TemporaryLink link :
                List.of(TemporaryLink.given(url, now), TemporaryLink.pasted(url, now))) {
            assertThat(link.estimated()).as("seed %d: %s", SEED, plain).isFalse();
            assertThat(link.issued()).isEqualTo(Instant.ofEpochSecond(issued));
            assertThat(link.expires()).isEqualTo(Instant.ofEpochSecond(issued + life));
            assertThat(link.given()).isEqualTo(now);
        }
    }

    /** The clock of this machine is wrong: a day ahead, a day behind, or never set. */
    @ParameterizedTest
    @ValueSource(longs = {86_400, 90_000, -3_600, -86_400, -1_700_000_000})
    @Fault(73)
    void whatWasJustGivenWorksWhateverTheClockSays(long ahead) {
        long issued = NOW.getEpochSecond();
        String url = HOST + "?code=" + code(plain(issued, issued + 86_400));
        Instant now = NOW.plusSeconds(ahead);
        TemporaryLink link = TemporaryLink.given(url, now);
        assertThat(link.estimated()).isTrue();
        assertThat(link.isExpired(now)).isFalse();
        assertThat(link.isStale(now)).isFalse();
        assertThat(link.expires()).isEqualTo(now.plus(TemporaryLink.DOCUMENTED_LIFE));
    }

    @Test
    void aClockThatIsAlmostRightReadsWhatTheLinkSays() {
        long issued = NOW.getEpochSecond();
        String url = HOST + "?code=" + code(plain(issued, issued + 86_400));
        assertThat(TemporaryLink.given(url, NOW.minusSeconds(3_599)).estimated()).isFalse();
        assertThat(TemporaryLink.given(url, NOW.plusSeconds(86_399)).estimated()).isFalse();
    }

    /** Nobody says when it was given, so it may be over. */
    @Test
    void aPastedLinkIsAsOldAsItSays() {
        long issued = NOW.getEpochSecond() - 90_000;
        String url = HOST + "?code=" + code(plain(issued, issued + 86_400));
        TemporaryLink link = TemporaryLink.pasted(url, NOW);
        assertThat(link.estimated()).isFalse();
        assertThat(link.isExpired(NOW)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // no code at all
                "short",
                "%%%not-base64%%%not-base64%%%",
                "bm90aGluZyBvZiB0aGUga2luZCBpcyBpbiBoZXJl", // other words
                "!expires before issued",
                "!lives three days",
                "!issued never",
                "!without version",
                "!without ID",
                "!cut in the middle"
            })
    void damagedCodesCountAsADayFromNow(String damaged) {
        long now = NOW.getEpochSecond();
        String whole = code(plain(now, now + 86_400));
        String code =
                switch (damaged) {
                    case "!expires before issued" -> code(plain(now, now - 1));
                    case "!lives three days" -> code(plain(now, now + 3 * 86_400));
                    case "!issued never" -> code(plain(now, now));
                    case "!without version" -> code(HASH + "_ID:73_" + now + ":" + (now + 9));
                    case "!without ID" -> code(HASH + "_" + now + ":" + (now + 9) + "_V3");
                    case "!cut in the middle" -> whole.substring(0, whole.length() - 12);
                    default -> damaged;
                };
        TemporaryLink link = given(code);
        assertThat(link.estimated()).isTrue();
        assertThat(link.expires()).isEqualTo(NOW.plus(TemporaryLink.DOCUMENTED_LIFE));
    }

    @Test
    void codeMayStandAmongOtherParameters() {
        long now = NOW.getEpochSecond();
        String code = code(plain(now - 10, now + 20));
        TemporaryLink link = TemporaryLink.given(HOST + "?mount=1&code=" + code + "&x={\"", NOW);
        assertThat(link.remaining(NOW)).isEqualTo(Duration.ofSeconds(20));
        assertThat(link.isExpired(NOW.plusSeconds(19))).isFalse();
        assertThat(link.isExpired(NOW.plusSeconds(20))).as("at its very instant").isTrue();
    }

    @Test
    void linkIsStaleTenMinutesBeforeItsEnd() {
        TemporaryLink day = given("none");
        Instant end = NOW.plus(Duration.ofHours(20));
        assertThat(day.isStale(end.minusSeconds(1))).isFalse();
        assertThat(day.isStale(end)).as("given 20 hours ago").isTrue();

        long now = NOW.getEpochSecond();
        TemporaryLink hour = given(code(plain(now, now + 3_600)));
        assertThat(hour.isStale(NOW.plusSeconds(3_000))).isFalse();
        assertThat(hour.isStale(NOW.plusSeconds(3_001))).isTrue();
    }

    /** The clock was two days ahead when it was given, and is put right. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Fault(73)
    @Requirement(20)
    void nobodyKnowsHowOldALinkOfTheFutureIs(boolean readable) {
        Instant ahead = NOW.plus(Duration.ofDays(2));
        long issued = ahead.getEpochSecond();
        String code = readable ? code(plain(issued, issued + 86_400)) : "none";
        TemporaryLink link = TemporaryLink.given(HOST + "?code=" + code, ahead);
        assertThat(link.isStale(ahead)).isFalse();
        assertThat(link.isStale(NOW)).isTrue();
        assertThat(link.isStale(ahead.minusSeconds(3_601))).isTrue();
        assertThat(link.isStale(ahead.minusSeconds(3_600)))
                .as("clocks are set by some minutes all the time")
                .isFalse();
    }

    @Test
    void shortLinkIsStaleWithAQuarterOfItsLifeLeft() {
        long now = NOW.getEpochSecond();
        TemporaryLink twoMinutes = given(code(plain(now, now + 120)));
        assertThat(twoMinutes.isStale(NOW)).isFalse();
        assertThat(twoMinutes.isStale(NOW.plusSeconds(90))).isFalse();
        assertThat(twoMinutes.isStale(NOW.plusSeconds(91))).isTrue();
    }

    @Test
    void printsNothingThatOpensAnything() {
        TemporaryLink link = given(code(plain(1, 2)));
        assertThat(link.toString()).doesNotContain("code", "http", "feishu");
    }
}
