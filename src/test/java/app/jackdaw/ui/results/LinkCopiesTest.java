package app.jackdaw.ui.results;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.TemporaryLink;
import app.jackdaw.ui.kit.Formats;
import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.results.LinkCopies.NamedLink;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Copied links: no name breaks out of its place, no cell computes. */
class LinkCopiesTest {

    private static final Instant END = Instant.parse("2026-11-24T13:40:00Z");
    private static final String URL = "https://drive.feishu.cn/x?a=1&code=Zm9v_-";
    private static final Formats FORMATS =
            new Formats(new Messages(Language.ENGLISH), ZoneOffset.UTC);

    private static NamedLink link(String name, String url) {
        return new NamedLink(name, new TemporaryLink(url, END.minusSeconds(9), END, false, END));
    }

    private static String write(CopyFormat format, NamedLink... links) {
        return LinkCopies.write(format, List.of(links), FORMATS);
    }

    @Test
    void plainLinksAreOneToALine() {
        assertThat(write(CopyFormat.LINKS, link("a", URL), link("b", URL + "2")))
                .isEqualTo(URL + "\n" + URL + "2");
    }

    @Test
    void spreadsheetRowIsNameLinkAndTime() {
        assertThat(write(CopyFormat.SPREADSHEET, link("合同.pdf", URL)))
                .isEqualTo("合同.pdf\t" + URL + "\t2026-11-24 13:40");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0"})
    void formulasAreNeutralised(String name) {
        assertThat(LinkCopies.spreadsheetCell(name)).isEqualTo("'" + name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\t=1+1",
                "\r\n=1+1",
                " =1+1",
                "\u00a0=1+1",
                "\u3000@A1",
                "\uff1d1+1",
                "\uff0d1"
            })
    void formulasBehindBlanksAreNeutralised(String name) {
        assertThat(LinkCopies.spreadsheetCell(name))
                .startsWith("'")
                .doesNotContain("\t", "\r", "\n");
    }

    @Test
    void cellsHoldNoTabAndNoLineEnd() {
        String row = write(CopyFormat.SPREADSHEET, link("a\tb\r\nc\u2028d\u0085e", URL));
        assertThat(row.split("\t")).hasSize(3);
        assertThat(row.lines()).hasSize(1);
        assertThat(LinkCopies.spreadsheetCell("a-b=c")).isEqualTo("a-b=c");
        assertThat(LinkCopies.spreadsheetCell("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a](http://evil)[b, a\\]\\(http://evil\\)\\[b",
        "`code`, \\`code\\`",
        "*bold* _it_ ~no~, \\*bold\\* \\_it\\_ \\~no\\~",
        "<b>, \\<b\\>",
        "a\\b, a\\\\b"
    })
    void markdownNamesAreEscaped(String name, String escaped) {
        assertThat(write(CopyFormat.MARKDOWN, link(name, URL)))
                .isEqualTo("- [" + escaped + "](" + URL + ")");
    }

    @Test
    void markdownStaysOneItemWhateverTheNameAndLink() {
        String text = write(CopyFormat.MARKDOWN, link("a\n# b\r\n", "https://x/(y) <z>"));
        assertThat(text.lines()).hasSize(1);
        assertThat(text).endsWith("](https://x/%28y%29%20%3Cz%3E)");
    }

    @Test
    void htmlIsEscapedInNamesAndLinks() {
        assertThat(
                        write(
                                CopyFormat.HTML,
                                link(
                                        "<script>alert('1')</script> & \"q\"",
                                        "https://x/?a=1&b=\"'>")))
                .isEqualTo(
                        "<a href=\"https://x/?a=1&amp;b=&quot;&#39;&gt;\">"
                                + "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;q&quot;"
                                + "</a><br>");
    }
}
