package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ContentDispositionTest {

    private static final long SEED = Long.getLong("jackdaw.seed", 20_261_126L);

    private static final List<String> BITS =
            List.of(
                    "attachment",
                    "inline",
                    "filename",
                    "filename*",
                    "filename*0",
                    "filename*0*",
                    "filename*1",
                    "filename*1*",
                    "filename*10000",
                    "name",
                    ";",
                    "; ",
                    "=",
                    "=",
                    "\"",
                    "\\",
                    "\\\"",
                    "'",
                    "''",
                    "UTF-8''",
                    "UTF-16''",
                    "UTF-7''",
                    "a b''",
                    "%",
                    "%E4",
                    "%e5%90%88",
                    "%00",
                    "%zz",
                    "..",
                    "/",
                    "\\..",
                    "a",
                    "b.txt",
                    "合同",
                    "ä",
                    "\r\n ",
                    "\n",
                    "\u0000",
                    "\uD83D",
                    "=?UTF-8?B?5pel?=",
                    "=?utf-8?q?=zz?=",
                    "=?",
                    "?=",
                    "?q?",
                    "?B?",
                    " ",
                    "\t",
                    ",",
                    "\u0081",
                    "\u00CD\u00AC");

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
                "attachment; filename*0*=ISO-2022-CN''a; filename*1=\"b.txt\" | ab.txt",
                "attachment; filename*0*=x-JISAutoDetect''a; filename*1=\"b.txt\" | ab.txt",
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

    /** Whatever the system speaks. */
    @Test
    @Fault(65)
    void readsRawOctetsTheWayTheUserWould() {
        Locale before = Locale.getDefault();
        Locale chinese = Locale.SIMPLIFIED_CHINESE;
        Charset gb18030 = Charset.forName("GB18030");
        Charset western = Charset.forName("windows-1252");
        try {
            for (Locale system : List.of(Locale.ENGLISH, chinese)) {
                Locale.setDefault(system);
                assertThat(raw("合同.pdf", StandardCharsets.UTF_8, chinese)).contains("合同.pdf");
                assertThat(raw("合同.pdf", gb18030, chinese)).contains("合同.pdf");
                assertThat(raw("foo-ä.html", western, chinese)).contains("foo-ä.html");
                Locale english = Locale.ENGLISH;
                assertThat(raw("合同.pdf", StandardCharsets.UTF_8, english)).contains("合同.pdf");
                assertThat(raw("“ä”.html", western, english)).contains("“ä”.html");
                assertThat(raw("合同.pdf", gb18030, english)).contains("ºÏÍ¬.pdf");
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    private static Optional<String> raw(String name, Charset charset, Locale reader) {
        String octets = new String(name.getBytes(charset), StandardCharsets.ISO_8859_1);
        return ContentDisposition.fileName("attachment; filename=\"" + octets + "\"", reader);
    }

    /** A name is never worth a transfer. */
    @Test
    void takesWhateverComes() {
        System.out.println("ContentDispositionTest seed " + SEED);
        Random random = new Random(SEED);
        List<String> charsets = List.copyOf(Charset.availableCharsets().keySet());
        for (int round = 0; round < 5_000; round++) {
            StringBuilder header = new StringBuilder();
            if (random.nextBoolean()) {
                String charset = charsets.get(random.nextInt(charsets.size()));
                header.append("attachment; filename*0*=").append(charset).append("''");
                header.append(BITS.get(random.nextInt(BITS.size()))).append("; filename*1=");
            }
            for (int i = random.nextInt(20); i > 0; i--) {
                header.append(
                        random.nextInt(4) == 0
                                ? String.valueOf((char) random.nextInt(0x100))
                                : BITS.get(random.nextInt(BITS.size())));
            }
            isTaken(header.toString());
        }
        for (String charset : charsets) {
            isTaken("a; filename*0*=" + charset + "''%E4%B8a; filename*1=\"b.txt\"");
            isTaken("a; filename*=" + charset + "''%E4%B8%1B%24%0E%FF%80a");
            isTaken("a; filename=\"=?" + charset + "?B?G0IOgP/kuA==?=\"");
        }
        for (String bit : BITS) {
            isTaken("a; filename=\"" + bit.repeat(10_000));
            isTaken("a; filename*=UTF-8''" + bit.repeat(10_000));
            isTaken(bit.repeat(10_000));
        }
    }

    private static void isTaken(String header) {
        String what = header.length() > 200 ? header.substring(0, 200) + " …" : header;
        for (Locale reader : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) {
            assertThatCode(() -> ContentDisposition.fileName(header, reader))
                    .describedAs("seed %d: %s", SEED, what)
                    .doesNotThrowAnyException();
        }
    }
}
