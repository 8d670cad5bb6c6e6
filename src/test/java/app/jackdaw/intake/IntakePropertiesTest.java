package app.jackdaw.intake;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.MediaItem;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** What holds for every text, tried on many. */
class IntakePropertiesTest {

    private static final int MOST_PRESSES = 5;

    private static final long SEED = Long.getLong("jackdaw.seed", 20_261_126L);

    private static final List<String> SEPARATORS =
            List.of(
                    "\n", "\r\n", "\r", "\u2028", " ", "\u3000", "\u00A0", "\t", ", ", ",", ";",
                    "，", "；", "、", "。", "“", "”", "《", "》", "「", "」", "【", "】", "（", "）", "：", "\"",
                    "'", "`", "[", "]", "(", ")", "{", "}", "<", ">", "|", "\n- ", "\n• ", "\n· ",
                    "\n* ", "\n1. ", "\n2) ", "\n（3）", "\n4、", "\u200B", "\uFEFF", ". ", ".\n", "!",
                    "\n\n", "…");

    private static final List<String> FRAGMENTS =
            List.of(
                    Samples.A,
                    Samples.B,
                    Samples.C,
                    Samples.LINK,
                    Samples.OLD_LINK,
                    Samples.EXTRA,
                    Samples.ENCODED_EXTRA,
                    "report2026",
                    "Report2026x",
                    "hello",
                    "你好",
                    "合同.pdf",
                    "2026-11-23",
                    "1",
                    "token",
                    "name",
                    "名称",
                    "https://c.feishu.cn/docx/" + Samples.A,
                    "https://example.com/x",
                    "c.feishu.cn/file/" + Samples.C,
                    "https://open.feishu.cn/open-apis/drive/v1/medias/"
                            + Samples.A
                            + "/download?extra=",
                    "{\"file_token\":\"" + Samples.B + "\"}",
                    "{\"file_token\":\"bad one\"}",
                    "\"file_token\":",
                    "\"name\":\"x\"",
                    "{\"a\":",
                    "[",
                    "]",
                    "{",
                    "}",
                    "\"",
                    "\\\"",
                    "'",
                    "\"\"",
                    ",",
                    ":",
                    "=",
                    "\t",
                    "\t",
                    "\n",
                    "\n",
                    " ",
                    "(",
                    ")",
                    "![x](",
                    "<a href=\"",
                    "\">",
                    "</a>",
                    "<li>",
                    "Bearer ",
                    "t-g1044qeGEDXTB6NDJOGV4JQC",
                    "cli_a1b2c3d4e5",
                    "app_secret: ",
                    "App Secret ",
                    "应用密钥",
                    "access token",
                    "Zq8sN3vWx1Lk5TtYb7Rr2Pp4Mm6Hh9Cc",
                    ".",
                    "/",
                    "\\",
                    "%7B",
                    "\uD83D",
                    "\uDE00",
                    "\u0000",
                    "\u200B",
                    "①",
                    "…",
                    "-",
                    "- ");

    private static RandomGenerator random(int offset) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(SEED + offset);
    }

    @Test
    void anyMixOfSeparatorsGivesExactlyTheTokens() {
        RandomGenerator random = random(1);
        for (int round = 0; round < 600; round++) {
            Set<String> tokens = new LinkedHashSet<>();
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(1, 12); i > 0; i--) {
                String token = Samples.randomToken(random);
                tokens.add(token);
                text.append(token);
                for (int j = random.nextInt(1, 4); j > 0; j--) {
                    text.append(SEPARATORS.get(random.nextInt(SEPARATORS.size())));
                }
            }
            Reading reading = Samples.read(text.toString());
            assertThat(reading.items().stream().map(MediaItem::token).toList())
                    .describedAs("seed %d: %s", SEED, text)
                    .containsExactlyElementsOf(tokens);
            assertThat(reading.rejected()).describedAs("seed %d: %s", SEED, text).isEmpty();
            assertThat(reading.remainder()).isEmpty();
        }
    }

    @Test
    void rowsOfColumnsComeBackAsTheyWereWritten() {
        RandomGenerator random = random(2);
        List<String> names =
                List.of(
                        "合同.pdf",
                        "a b.txt",
                        "x, y; z",
                        "report2026",
                        "say \"hi\"",
                        "two\nlines",
                        "tab\there",
                        "- 1 -");
        for (int round = 0; round < 500; round++) {
            StringBuilder text = new StringBuilder();
            StringBuilder expected = new StringBuilder();
            for (int i = random.nextInt(1, 8); i > 0; i--) {
                String token = Samples.randomToken(random);
                String name = names.get(random.nextInt(names.size()));
                String folder = names.get(random.nextInt(names.size()));
                text.append(token)
                        .append('\t')
                        .append(cell(name))
                        .append('\t')
                        .append(cell(folder))
                        .append("\r\n");
                expected.append(token)
                        .append('|')
                        .append(name)
                        .append('|')
                        .append(folder)
                        .append('\n');
            }
            StringBuilder found = new StringBuilder();
            for (MediaItem item : Samples.read(text.toString()).items()) {
                found.append(item.token())
                        .append('|')
                        .append(item.ownName())
                        .append('|')
                        .append(item.folder())
                        .append('\n');
            }
            assertThat(found.toString())
                    .describedAs("seed %d: %s", SEED, text)
                    .isEqualTo(expected.toString());
        }
    }

    private static String cell(String value) {
        boolean needsQuotes = value.contains("\"") || value.contains("\n") || value.contains("\t");
        return needsQuotes ? "\"" + value.replace("\"", "\"\"") + "\"" : value;
    }

    @Test
    void everyPieceHasOneClassAndTheBoxKeepsTheRest() {
        RandomGenerator random = random(3);
        for (int round = 0; round < 6000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(0, 16); i > 0; i--) {
                text.append(FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
                text.append(
                        random.nextInt(3) == 0
                                ? SEPARATORS.get(random.nextInt(SEPARATORS.size()))
                                : "");
            }
            check(text.toString());
        }
    }

    @Test
    void rubbishIsReadToo() {
        RandomGenerator random = random(4);
        for (int round = 0; round < 3000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(0, 60); i > 0; i--) {
                text.append(
                        (char)
                                (random.nextBoolean()
                                        ? random.nextInt(0x80)
                                        : random.nextInt(0x10000)));
            }
            check(text.toString());
        }
    }

    /** Controls and halves of pairs would cut or garble the message. */
    private static String escaped(String text) {
        StringBuilder readable = new StringBuilder();
        for (char c : text.toCharArray()) {
            boolean plain = c >= ' ' && c != 0x7F && !Character.isSurrogate(c);
            readable.append(plain ? String.valueOf(c) : "\\u%04X".formatted((int) c));
        }
        return readable.toString();
    }

    private static void check(String text) {
        Reading reading = Samples.read(text);
        String what = "seed %d: <%s>".formatted(SEED, escaped(text));
        int at = 0;
        for (Piece piece : reading.pieces()) {
            assertThat(piece.start()).describedAs(what).isGreaterThanOrEqualTo(at);
            assertThat(piece.end()).describedAs(what).isGreaterThan(piece.start());
            assertThat(Separators.hasMeaning(text, at, piece.start()))
                    .describedAs(what + reading.pieces())
                    .isFalse();
            at = piece.end();
        }
        assertThat(Separators.hasMeaning(text, at, text.length()))
                .describedAs(what + reading.pieces())
                .isFalse();
        keepsTheRest(text, reading, what);
        assertThat(Samples.read(text)).describedAs(what).isEqualTo(reading);
        String cut = Samples.intake().withoutSecrets(text);
        assertThat(Samples.intake().withoutSecrets(cut)).describedAs(what).isEqualTo(cut);
        boolean stays = reading.pieces().stream().anyMatch(piece -> piece.kind().stays());
        assertThat(reading.remainder().isBlank() || stays || reading.entries().isEmpty())
                .describedAs(what)
                .isTrue();
    }

    /**
     * What was no item does not become one by staying in the box, if it was a secret; other words
     * may be understood on a second look, and sooner or later nothing new is found.
     */
    private static void keepsTheRest(String text, Reading reading, String what) {
        List<String> secrets =
                reading.pieces().stream()
                        .filter(piece -> piece.kind() == Piece.Kind.MISPLACED)
                        .map(piece -> text.substring(piece.start(), piece.end()))
                        .toList();
        Reading last = reading;
        for (int press = 0; press < MOST_PRESSES; press++) {
            String box = last.remainder();
            String kept = what + " keeps <" + escaped(box) + ">";
            last = Samples.read(box);
            assertThat(last.entries())
                    .describedAs(kept)
                    .allSatisfy(entry -> assertThat(secrets).doesNotContain(entry.item().token()));
            if (last.entries().isEmpty()) {
                assertThat(last.remainder()).describedAs(what).isEqualTo(box);
                return;
            }
        }
        assertThat(last.entries()).describedAs(what).isEmpty();
    }
}
