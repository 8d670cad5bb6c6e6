package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class FileNamesTest {

    @Test
    void followsThePolicyAndReportsHowFarOthersAgree() throws IOException {
        SoftAssertions softly = new SoftAssertions();
        int others = 0;
        int agree = 0;
        for (JsonNode row : SharedCases.read("file-names.json")) {
            String expected = row.get("expected").asString();
            String actual = FileNames.safe(row.get("input").asString());
            if (row.get("source").asString().equals("proposed")) {
                softly.assertThat(actual).as(row.toString()).isEqualTo(expected);
            } else {
                others++;
                agree += actual.equals(expected) ? 1 : 0;
            }
        }
        System.out.println("file names: " + agree + " of " + others + " rows of others agree");
        softly.assertAll();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "..\\..\\evil.exe | evil.exe",
                "a/b/ | b",
                ".htaccess | htaccess",
                "con.TXT | _con.TXT",
                "COM¹.txt | _COM¹.txt",
                "COM10.txt | COM10.txt",
                "a:b.txt | a_b.txt",
                "岡　岡.txt | 岡　岡.txt",
                ".. | download",
                "a/.. | download"
            })
    void keepsWhatEveryFileSystemTakes(String input, String expected) {
        assertThat(FileNames.safe(input)).isEqualTo(expected);
    }

    @Test
    void keepsTheExtensionOfALongName() {
        String name = FileNames.safe("长".repeat(200) + ".docx");
        assertThat(name).endsWith("长.docx");
        assertThat(name.getBytes(StandardCharsets.UTF_8).length).isBetween(231, 234);
    }

    @Test
    void doesNotCutInsideAGrapheme() {
        String family = "e\u0301\u0323\u0302"; // one letter with three marks
        String name = FileNames.safe("x" + family.repeat(60) + ".txt");
        assertThat(name).matches("x(\\X)+\\.txt");
        String stem = name.substring(1, name.length() - 4);
        String whole = Normalizer.normalize(family, Normalizer.Form.NFC);
        assertThat(stem).isEqualTo(whole.repeat(stem.length() / whole.length()));
    }

    @Test
    void numbersGoBeforeTheExtension() {
        assertThat(FileNames.numbered("a.tar.gz", 2)).isEqualTo("a.tar (2).gz");
        assertThat(FileNames.numbered("readme", 3)).isEqualTo("readme (3)");
    }

    @Test
    @Fault(66)
    @Requirement(43)
    void anyTextBecomesANameThatStaysInItsFolder() {
        long seed = Long.getLong("jackdaw.seed", 20_261_126L);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Path folder = Path.of("/somewhere/folder");
        for (int round = 0; round < 20_000; round++) {
            String input = anyText(random);
            String name = FileNames.safe(input);
            assertThat(name)
                    .as("seed %d, input %s", seed, input.codePoints().boxed().toList())
                    .isNotEmpty()
                    .isEqualTo(FileNames.safe(input))
                    .isEqualTo(FileNames.safe(name))
                    .doesNotContain("/", "\\", "\0")
                    .doesNotStartWith(".")
                    .doesNotEndWith(".")
                    .doesNotEndWith(" ");
            assertThat(name.getBytes(StandardCharsets.UTF_8).length)
                    .as("seed %d", seed)
                    .isLessThanOrEqualTo(FileNames.LONGEST);
            assertThat(folder.resolve(name).normalize().getParent())
                    .as("seed %d", seed)
                    .isEqualTo(folder);
        }
    }

    private static String anyText(RandomGenerator random) {
        String[] spices = {
            "..", "/", "\\", ".", " ", "CON", "nul", "COM1", "~", ":", "\u202e", "😀", "e\u0301",
            "\ud800", ".txt", "(2)", "\u3000", "长", "%2F", "\0", "\r\n", "\uFFFF", "＜", "\u0338"
        };
        StringBuilder text = new StringBuilder();
        int pieces = random.nextInt(12);
        for (int piece = 0; piece < pieces; piece++) {
            String spice = spices[random.nextInt(spices.length)];
            switch (random.nextInt(4)) {
                case 0 -> text.append(spice.repeat(1 + random.nextInt(90)));
                case 1 -> text.appendCodePoint(random.nextInt(0x110000));
                default -> text.append(spice);
            }
        }
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "a.txt, 2, a (2).txt",
        "a.txt, 9999, a (9999).txt",
        "a (2).txt, 3, a (2) (3).txt",
        "Report, 12, Report (12)",
        "v1.5, 2, v1 (2).5",
        "a.tar.gz, 2, a.tar (2).gz",
        "2024.x-y, 2, 2024.x-y (2)",
    })
    @Requirement(43)
    void aNumberIsFoundWhereItWasPut(String name, int number, String numbered) {
        assertThat(FileNames.numbered(name, number)).isEqualTo(numbered);
        assertThat(FileNames.number(numbered)).isEqualTo(number);
        assertThat(FileNames.unnumbered(numbered)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.txt",
                "a (1).txt",
                "a (02).txt",
                "a(2).txt",
                "(2).txt",
                "a (10000)",
                "a (2) b"
            })
    @Requirement(43)
    void othersAreNoNumbers(String name) {
        assertThat(FileNames.number(name)).isEqualTo(1);
        assertThat(FileNames.unnumbered(name)).isEqualTo(name);
    }
}
