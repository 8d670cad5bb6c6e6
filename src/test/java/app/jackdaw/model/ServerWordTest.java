package app.jackdaw.model;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.ServerWord.Speaker;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The words of servers are shown as far as they open nothing. */
class ServerWordTest {

    private static final long SEED = Long.getLong("jackdaw.seed", 20_261_126L);

    private static String shown(String said) {
        return new ServerWord(Speaker.LINK, 403, said).text();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Request has expired",
                "The specified key does not exist. (NoSuchKey)",
                "SignatureDoesNotMatch: check your key and signing method",
                "链接已过期，请重新获取 (1061045)",
                "Access denied: one of docs:document.media:download, drive:drive:readonly",
                "expired at 2026-11-23T08:00:00Z, code=1061004",
                "internationalization-of-text",
            })
    void whatPeopleCanReadStays(String said) {
        assertThat(shown(said)).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    see https://x.feishu.cn/a?code=Zm9vYmFy for more | see ••• for more
                    点击链接申请：https://open.feishu.cn/app/cli_1/auth?q=doc。谢谢 | 点击链接申请：•••。谢谢
                    bad /space/box?code=abc&sig=def, sorry | bad /space/box?•••&•••, sorry
                    https:\\/\\/host\\/a?b=c no | ••• no
                    Authorization: Basic dXNlcjpwYXNz and more | Authorization: •••
                    sent Bearer abc.def! | sent Bearer •••
                    token: hunter2 is wrong | token: ••• is wrong
                    "app_secret":"hunter2" | "app_secret":"•••"
                    invalid t-g1044qeGEDXTB6ND | invalid •••
                    invalid eyJhbGciOi.eyJqdGk.x9 | invalid •••
                    key MWU0ZTVhYzM3MDY3 unknown | key ••• unknown
                    Zq8sN3vWx1Lk5TtYb7Rr2Pp4Mm6Hh9Cc | •••
                    abcdefghijklmnopqrstuvwxyzABCDEFGHIJ | •••
                    """)
    void whatMayOpenSomethingIsMasked(String said, String shown) {
        assertThat(shown(said)).isEqualTo(shown);
    }

    @Test
    void itIsOneShortLineWithoutAnythingThatIsNotSeen() {
        assertThat(shown(" a\r\n\tb\u0000c\u2028d\u00A0 e ")).isEqualTo("a b c d e");
        assertThat(shown("a\u202Eb\u200Bc\uD800d\uFFFE")).isEqualTo("abcd");
        assertThat(shown("htt\u200Bps://x/y z")).as("not to be smuggled").isEqualTo("••• z");
        String longest = "好 ".repeat(5000);
        assertThat(shown(longest)).hasSizeLessThanOrEqualTo(200).endsWith("…");
        String astral = "\uD83D\uDE00 ".repeat(300);
        assertThat(shown(astral).codePointCount(0, shown(astral).length()))
                .isLessThanOrEqualTo(200);
        assertThat(shown(astral)).doesNotContainPattern("[\uD800-\uDBFF](?![\uDC00-\uDFFF])");
    }

    /** It is read from the ledger the same way, and printed to no log. */
    @Test
    void itIsTheSameHoweverOftenItIsMadeAndTellsNothingInPrint() {
        List<String> parts =
                List.of(
                        "code=abc",
                        "https://x/y",
                        " ",
                        "，",
                        "Bearer x",
                        "t-a1b2c3d4e5f6",
                        "expired",
                        "secret: x",
                        "0123456789abcdef",
                        "\"",
                        "&",
                        "<",
                        "链接",
                        "=",
                        ":");
        List<String> between = List.of(" ", "\n", ",", "\"", "，");
        Random random = new Random(SEED);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder said = new StringBuilder();
            for (int part = random.nextInt(12); part >= 0; part--) {
                said.append(between.get(random.nextInt(between.size())));
                said.append(parts.get(random.nextInt(parts.size())));
            }
            ServerWord word = new ServerWord(Speaker.PLATFORM, 400, said.toString());
            assertThat(new ServerWord(Speaker.PLATFORM, 400, word.text()))
                    .as("seed %d: %s", SEED, said)
                    .isEqualTo(word);
            assertThat(word.text())
                    .as("seed %d: %s", SEED, said)
                    .doesNotContain("://", "=abc", "a1b2c3d4e5f6", "0123456789abcdef");
        }
        Problem problem =
                Problem.of(Problem.Cause.LINK_REFUSED)
                        .withHttpStatus(403)
                        .saying(Speaker.LINK, "some words");
        assertThat(problem.toString()).doesNotContain("some words");
    }

    @Test
    void nothingSaidIsNoWord() {
        Problem problem = Problem.of(Problem.Cause.LINK_REFUSED).saying(Speaker.LINK, " \n");
        assertThat(problem.said()).isEmpty();
    }
}
