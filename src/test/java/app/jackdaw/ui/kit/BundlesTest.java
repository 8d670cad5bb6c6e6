package app.jackdaw.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** English and Chinese say the same things everywhere, and each in its own language. */
class BundlesTest {

    static List<MessageBundle> all() {
        return MessageBundle.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyBundleKeepsTheRules(MessageBundle bundle) {
        assertThat(MessageRules.breaches(bundle)).isEmpty();
        assertThat(bundle.english()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void englishIsNotAnsweredInTheLanguageOfTheSystem(MessageBundle bundle) throws IOException {
        assertThat(bundle.englishTwin()).exists();
        assertThat(Files.readAllLines(bundle.englishTwin()))
                .allMatch(line -> line.isBlank() || line.startsWith("#"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Save | Save | Chinese k: no Chinese character",
                "保存 | 保存 | English k: Chinese characters outside quotes",
                "`` | 保存 | English k: empty",
                "Save | `` | Chinese k: empty",
                "`Save ` | 保存 | English k: blanks at its edge",
                "Don't | 不要 | English k: ASCII apostrophe, write ’",
                "{0} of {1} | 共 {1} 个 | k: placeholders differ",
                "{0,choice,0#none of {1}} | {0} 个 | k: placeholders differ",
            })
    void aBreachIsFound(String english, String chinese, String breach) {
        assertThat(MessageRules.breaches(bundle(english, chinese))).containsExactly(breach);
    }

    @Test
    void aBrokenMessageFormatIsFound() {
        assertThat(MessageRules.breaches(bundle("{0} files {", "{0} 个文件")))
                .singleElement()
                .asString()
                .startsWith("English k: not a message format");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{0} of {1} | 共 {1} 个，已完成 {0} 个",
                "Choose 「可管理」 there | 选择「可管理」",
                "No file matches “合同” | 没有与“合同”匹配的文件",
                "— | —",
                "{0} | {0}",
                "App ID | App ID",
                "中文 | 中文",
            })
    void whatIsRightPasses(String english, String chinese) {
        assertThat(MessageRules.breaches(bundle(english, chinese))).isEmpty();
    }

    @Test
    void aKeyOfOneLanguageOnlyIsFound() {
        MessageBundle bundle =
                new MessageBundle("x", Map.of("a", "Save"), Map.of("b", "保存"), Set.of());
        assertThat(MessageRules.breaches(bundle))
                .containsExactly("a: not in Chinese", "b: not in English");
    }

    @Test
    void aKeyGivenTwiceIsFound(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("x.properties"), "a=Save\na=Keep\n");
        Files.writeString(folder.resolve("x_zh.properties"), "a=保存\n");
        MessageBundle bundle = MessageBundle.read(folder.resolve("x").toString());
        assertThat(MessageRules.breaches(bundle)).containsExactly("given twice: x.properties: a");
    }

    private static MessageBundle bundle(String english, String chinese) {
        return new MessageBundle("x", Map.of("k", english), Map.of("k", chinese), Set.of());
    }
}
