package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ContentDispositionTest {

    @Test
    void holdsWhereTheSuitesAgreeAndReportsTheRest() throws IOException {
        SoftAssertions softly = new SoftAssertions();
        int others = 0;
        int agree = 0;
        for (JsonNode row : SharedCases.read("content-disposition.json")) {
            JsonNode value = row.get("expected");
            Optional<String> expected =
                    value.isNull() ? Optional.empty() : Optional.of(value.asString());
            Optional<String> actual = ContentDisposition.fileName(row.get("header").asString());
            if (row.get("policy").asString().equals("must hold")) {
                softly.assertThat(actual).as(row.toString()).isEqualTo(expected);
            } else {
                others++;
                boolean same = actual.equals(expected.filter(name -> !name.isEmpty()));
                agree += same ? 1 : 0;
                if (!same && Boolean.getBoolean("jackdaw.cases")) {
                    System.out.println(
                            row.get("id")
                                    + " "
                                    + row.get("header")
                                    + " "
                                    + expected
                                    + " / "
                                    + actual);
                }
            }
        }
        System.out.println(
                "content disposition: " + agree + " of " + others + " undecided rows agree");
        softly.assertAll();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "attachment; filename*=UTF-8''%E5%90%88%E5%90%8C.pdf; filename=\"x.pdf\" | 合同.pdf",
                "attachment; filename* =UTF-8''a%20b | a b",
                "attachment; filename*=UTF-8''%E4; filename=fallback | fallback",
                "attachment; filename*=''foo; filename=bar | bar",
                "attachment; filename*=iso-8859-1''foo-%c3%a4-%e2%82%ac.html; filename=x | x",
                "attachment; filename*=iso-8859-1''foo-%E4.html; filename=x | foo-ä.html",
                "attachment; filename=\"%E5%90%88%E5%90%8C.pdf\" | 合同.pdf",
                "attachment; filename=\"foo-%41.html\" | foo-%41.html",
                "attachment; filename=\"100%.html\" | 100%.html",
                "attachment; filename=\"=?UTF-8?B?5pel5pys6KqeLmNzdg==?=\" | 日本語.csv",
                "attachment; filename=\"x =?UTF-8?B?5pel?=\" | x =?UTF-8?B?5pel?=",
                "attachment; filename*0*=UTF-8''foo-%c3%a4; filename*1=\".html\" | foo-ä.html",
                "attachment; filename*1=bar; filename*0=foo | foobar",
                "attachment; filename=foo[1](2),3.html | foo[1](2),3.html",
                "attachment; filename=\"a;b.txt\"; size=3 | a;b.txt",
                "attachment; filename=\"foo.html\".txt | foo.html\".txt",
                "filename=plain.txt; | plain.txt",
                "; filename=plain.txt | plain.txt",
                "attachment; filename=first; filename=second | first"
            })
    void readsWhatServersSend(String header, String expected) {
        assertThat(ContentDisposition.fileName(header)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "attachment",
                "attachment; filename=",
                "attachment; filename=\"\"",
                "attachment; filename=\"../..\"",
                "attachment; filename=\" \"",
                "attachment; filename*=\"UTF-8''a\"",
                "attachment; filename*=nonsense''a",
                "inline; attachment; filename=a",
                "attachment; filename*1=a"
            })
    void takesNoNameWhereThereIsNone(String header) {
        assertThat(ContentDisposition.fileName(header)).isEmpty();
    }

    @Test
    @Fault(65)
    void readsRawOctetsTheWayTheUserWould() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.SIMPLIFIED_CHINESE);
            assertThat(raw("合同.pdf", StandardCharsets.UTF_8)).contains("合同.pdf");
            assertThat(raw("合同.pdf", Charset.forName("GB18030"))).contains("合同.pdf");
            assertThat(raw("foo-ä.html", StandardCharsets.ISO_8859_1)).contains("foo-ä.html");
            Locale.setDefault(Locale.ENGLISH);
            assertThat(raw("合同.pdf", StandardCharsets.UTF_8)).contains("合同.pdf");
            assertThat(raw("“ä”.html", Charset.forName("windows-1252"))).contains("“ä”.html");
            assertThat(raw("合同.pdf", Charset.forName("GB18030"))).contains("ºÏÍ¬.pdf");
        } finally {
            Locale.setDefault(before);
        }
    }

    private static Optional<String> raw(String name, Charset charset) {
        String octets = new String(name.getBytes(charset), StandardCharsets.ISO_8859_1);
        return ContentDisposition.fileName("attachment; filename=\"" + octets + "\"");
    }
}
