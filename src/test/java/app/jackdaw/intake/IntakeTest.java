package app.jackdaw.intake;

import static app.jackdaw.intake.Samples.A;
import static app.jackdaw.intake.Samples.B;
import static app.jackdaw.intake.Samples.C;
import static app.jackdaw.intake.Samples.EXTRA;
import static app.jackdaw.intake.Samples.LINK;
import static app.jackdaw.intake.Samples.NOW;
import static app.jackdaw.intake.Samples.OLD_LINK;
import static app.jackdaw.intake.Samples.read;
import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.ItemSource;
import app.jackdaw.model.MediaItem;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts, line numbers, what stays in the box, and what is never told. */
class IntakeTest {

    private static final String PASTE =
            "大家好\n"
                    + A
                    + "\n看 "
                    + B
                    + " 和 https://c.feishu.cn/docx/"
                    + C
                    + " 谢谢\n\nhttps://c.feishu.cn/wiki/"
                    + A
                    + "?x=1 \n"
                    + OLD_LINK
                    + "\n"
                    + LINK
                    + "\n"
                    + A;

    @Test
    void counts() {
        Reading reading = read(PASTE);
        assertThat(reading.tokens()).isEqualTo(2);
        assertThat(reading.links()).isEqualTo(2);
        assertThat(reading.duplicates()).isEqualTo(1);
        assertThat(reading.addressKinds())
                .containsEntry(PlatformAddress.Kind.DOCX, 1)
                .containsEntry(PlatformAddress.Kind.WIKI, 1)
                .hasSize(2);
        assertThat(reading.linesNotUnderstood()).containsExactly(1, 3);
        assertThat(reading.isBlank()).isFalse();
        assertThat(read(" \n— \n").isBlank()).isTrue();
    }

    @Test
    void saysSinceWhenALinkIsExpired() {
        assertThat(read(PASTE).expiredLinks(NOW))
                .singleElement()
                .satisfies(link -> {
                    assertThat(link.expires())
                            .isEqualTo(Instant.ofEpochSecond(1_795_248_000L + 86_400));
                    assertThat(link.estimated()).isFalse();
                });
    }

    @Test
    void addressesAndWordsStayInTheBox() {
        assertThat(read(PASTE).remainder())
                .isEqualTo(
                        "大家好\n看 和 https://c.feishu.cn/docx/"
                                + C
                                + " 谢谢\nhttps://c.feishu.cn/wiki/"
                                + A
                                + "?x=1 ");
    }

    @Test
    void textWithoutItemsStaysAsItIs() {
        String text = "  token\tname\n\nhello,  world \r\n";
        assertThat(read(text).remainder()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r", "\u2028", "\u2029", "\u0085", "\u000B", "\f"})
    void linesAreCountedAsPeopleSeeThem(String end) {
        Reading reading =
                read(
                        A
                                + end
                                + end
                                + "hello"
                                + end
                                + B
                                + "\tb"
                                + end
                                + "{\"file_token\":"
                                + end
                                + "\"x\","
                                + end
                                + "\"a\":{\"fileToken\":\""
                                + C
                                + "\"}}");
        assertThat(reading.items().stream().map(MediaItem::source).toList())
                .isEqualTo(
                        List.of(
                                new ItemSource.PastedToken(1),
                                new ItemSource.PastedToken(4),
                                new ItemSource.CopiedJson(7)));
        assertThat(reading.linesNotUnderstood()).contains(3);
    }

    @Test
    void nothingThatOpensAFileOrAnAccountIsPrinted() {
        String code = LINK.substring(LINK.indexOf("code=") + 5);
        String secret = "t-g1044qeGEDXTB6NDJOGV4JQCYDGHRBARFTGT1234";
        Reading reading =
                read(
                        A
                                + "\t"
                                + LINK
                                + "\n"
                                + OLD_LINK
                                + "\n"
                                + secret
                                + "\nBearer "
                                + secret
                                + "\nfoo "
                                + secret
                                + ".x bar"
                                + "\n{\"file_token\":\""
                                + B
                                + "\",\"tmp_download_url\":\""
                                + LINK
                                + "\"}");
        String printed =
                reading.toString()
                        + reading.entries()
                        + reading.addresses()
                        + reading.misplaced()
                        + reading.rejected()
                        + reading.pieces()
                        + AddressForms.of(LINK);
        assertThat(reading.misplaced()).hasSize(3);
        assertThat(printed).doesNotContain(code.substring(100), secret, OLD_LINK);
    }

    @Test
    void extraGoesToTokensThatHaveNone() {
        String own = "{\"doc_token\":\"x\"}";
        Reading reading =
                read(
                        A
                                + "\n"
                                + LINK
                                + "\n{\"file_token\":\""
                                + B
                                + "\",\"extra_info\":\""
                                + own.replace("\"", "\\\"")
                                + "\"}");
        List<MediaItem> items = reading.withExtra(ExtraCheck.of(EXTRA)).items();
        assertThat(items).extracting(MediaItem::extra).containsExactly(EXTRA, null, own);
        assertThat(reading.withExtra(ExtraCheck.of("")).items()).isEqualTo(reading.items());
        assertThat(reading.withExtra(ExtraCheck.of("{")).items()).isEqualTo(reading.items());
    }

    @Test
    @Timeout(20)
    void hundredThousandLines() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            text.append("Kq7bXz9QoR7YtxVw").append(100_000 + i).append("L");
            text.append(i % 3 == 0 ? "\t合同.pdf\t法务" : "").append(i % 7 == 0 ? " 词\n" : "\n");
        }
        assertThat(read(text.toString()).tokens()).isEqualTo(100_000);
    }

    @ParameterizedTest
    @Timeout(20) // a quadratic reader needs minutes
    @ValueSource(
            strings = {
                "a",
                "1",
                "{",
                "[",
                "}",
                "\"",
                "'",
                "\\",
                "{\"",
                "{'",
                "{\"a\":",
                "{a:'",
                "[{",
                "\t\"",
                "\"\t",
                "{\"\"a",
                "a\t\"b\n",
                "Kq7bXz9QoR7YtxVw1\t\"b\n",
                "{\"a\" b ",
                "extra={",
                "http://x/?extra={\"",
                "\"u\":\"http://x/?extra={",
                "](https://",
                "[a](https://b.cn/",
                "href=\"https://a",
                "<a href=\"https://a",
                "<",
                "<a",
                "https://",
                "//",
                "a.feishu.cn/",
                ".",
                "./",
                "-",
                "t-",
                "t-a1",
                "eyJ.",
                "cli_",
                "Bearer ",
                "authcode",
                "authcode?code=",
                "code=",
                "secret:",
                "\\\"",
                "{\\\"",
                "{\\\"a\\\":\\\"",
                "\uD800",
                "你",
                "\n",
                "\r",
                " ",
                "\u200B",
                ",",
                "a,",
                "1.",
                "(1)",
                "\"a\":",
                "\"a\":{",
                "\"a\" ",
                "%7B",
                "&amp;",
                "=",
                ":",
                "/"
            })
    void longRowsOfAnything(String unit) {
        check(unit.repeat(200_000 / unit.length()));
    }

    @ParameterizedTest
    @Timeout(20)
    @ValueSource(strings = {"a", "[", "\"", "{\""})
    void oneMegabyte(String unit) {
        check(unit.repeat(1_000_000 / unit.length()));
    }

    private static void check(String text) {
        Reading reading = read(text);
        assertThat(reading.pieces()).hasSizeLessThanOrEqualTo(text.length());
        assertThat(Samples.intake().withoutSecrets(text)).isNotNull();
    }
}
