package app.jackdaw.ui.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.intake.Intake;
import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.kit.Messages;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One line that says what a text holds, in both languages. */
class SummaryWordsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final String ONE = "K7bQ81dxWmR4tYs2HvNq3Zc9Lpx";
    private static final String TWO = "P2nVq7LrT5yXc8MwJd4KsB6hG3f";
    private static final String LINK =
            "https://internal-api-drive-stream.feishu.cn/space/api/box/stream/download/authcode/"
                    + "?code=ZmFrZWZha2VmYWtlZmFrZQ";

    private static String english(String text) {
        return words(Language.ENGLISH, text);
    }

    private static String words(Language language, String text) {
        return new SummaryWords(new Messages(language)).of(new Intake(() -> NOW).read(text), NOW);
    }

    @Test
    void nothingIsSaidToBeNothing() {
        assertThat(english(" \n\t\n")).isEqualTo("Nothing pasted yet.");
        assertThat(words(Language.CHINESE, "")).isEqualTo("还没有粘贴内容。");
    }

    @Test
    void everyPieceIsInOneOfTheCounts() {
        String text = ONE + "\n" + TWO + "\n" + ONE + "\n" + LINK + "\nwhat is this";
        assertThat(english(text))
                .isEqualTo(
                        "2 tokens · 1 temporary link · 1 duplicate"
                                + " · 1 line not understood (line 5)");
        assertThat(words(Language.CHINESE, text))
                .isEqualTo("2 个 token · 1 个临时链接 · 1 个重复 · 1 行看不懂（第 5 行）");
    }

    @Test
    void expiredLinksAreCountedByTheClockOfTheMoment() {
        SummaryWords summary = new SummaryWords(new Messages(Language.ENGLISH));
        var reading = new Intake(() -> NOW).read(LINK);
        assertThat(summary.of(reading, NOW)).isEqualTo("1 temporary link");
        assertThat(summary.of(reading, NOW.plusSeconds(86_400)))
                .isEqualTo("1 temporary link · 1 of them expired");
    }

    @Test
    void addressesAreNamedByKind() {
        assertThat(english("https://company.feishu.cn/base/Bx7aQ2mNcK9pLr4sTd8vWe1yZfg"))
                .isEqualTo("1 platform address (Base)");
        String two =
                "https://company.feishu.cn/base/Bx7aQ2mNcK9pLr4sTd8vWe1yZfg\n"
                        + "https://company.feishu.cn/docx/Dx7aQ2mNcK9pLr4sTd8vWe1yZfg";
        assertThat(english(two)).isEqualTo("2 platform addresses (document, Base)");
        assertThat(words(Language.CHINESE, two)).isEqualTo("2 个平台地址（文档、多维表格）");
    }

    @Test
    void longListsOfLineNumbersEnd() {
        String text =
                IntStream.rangeClosed(1, 30)
                        .mapToObj(_ -> "what is this")
                        .collect(Collectors.joining("\n"));
        assertThat(english(text)).isEqualTo("30 lines not understood (lines 1, 2, 3, 4, 5, 6, …)");
        assertThat(words(Language.CHINESE, text)).isEqualTo("30 行看不懂（第 1、2、3、4、5、6 行等）");
    }
}
