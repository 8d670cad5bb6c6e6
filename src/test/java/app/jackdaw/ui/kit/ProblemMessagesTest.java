package app.jackdaw.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way to fail has its own words in both languages, and they fit where they are shown. */
class ProblemMessagesTest {

    private static final MessageBundle BUNDLE =
            MessageBundle.read(MessageBundle.RESOURCES.resolve("ui/kit/problems").toString());

    private static final List<String> REQUIRED = List.of("short", "what", "remedy");

    /**
     * The status column is 150 px wide, of which a chip leaves 114 to its words: 18 Latin
     * characters, or 9 Chinese ones twice as wide.
     */
    private static final int SHORT_WIDTH = 18;

    /** How many arguments {@link Cause} documents; causes that are not listed have none. */
    private static final Map<Cause, Integer> ARGUMENTS = arguments();

    private static final Set<String> ACTIONS =
            Set.of(
                    "Enter credentials",
                    "Edit credentials",
                    "Go to Connect",
                    "Start the example",
                    "Open permission page",
                    "Show me how",
                    "Get a new link",
                    "Try again",
                    "Choose another folder");

    /** Words of the workshop; http:// as part of an address is what users see, so lower case. */
    private static final Pattern JARGON =
            Pattern.compile(
                    "\\b(HTTP|JSON|TLS|DNS|URL|API(?! explorer| 调试台)|[Ee]ndpoint|[Bb]isect\\w*|[Tt]oken"
                            + " bucket|[Pp]ayload|[Ee]xception|[Rr]equest body|[Ss]cope|null)\\b");

    private static final String WIDE_MARKS = "，。；：！？、（）“”「」▸";

    private static Map<Cause, Integer> arguments() {
        Map<Cause, Integer> counts = new EnumMap<>(Cause.class);
        for (Cause cause :
                List.of(
                        Cause.LINK_HOST_UNEXPECTED,
                        Cause.LINK_TO_THIS_COMPUTER,
                        Cause.CONNECT_FIRST,
                        Cause.HOST_NOT_FOUND,
                        Cause.CONNECTION_REFUSED,
                        Cause.TLS_FAILED,
                        Cause.FOLDER_NOT_WRITABLE,
                        Cause.FOLDER_GONE,
                        Cause.FOLDER_REFUSED,
                        Cause.NAME_REFUSED,
                        Cause.FILE_TOO_LARGE,
                        Cause.NAME_NOT_SPELLED,
                        Cause.DISK_FAILED,
                        Cause.PART_CHANGED,
                        Cause.LEDGER_DAMAGED,
                        Cause.LEDGER_NEWER,
                        Cause.LEDGER_LOCKED,
                        Cause.LEDGER_READ_ONLY,
                        Cause.LEDGER_FAILED,
                        Cause.LEDGER_NO_ROOM,
                        Cause.LEDGER_NOT_SPELLED,
                        Cause.SETTINGS_DAMAGED,
                        Cause.SETTINGS_NEWER,
                        Cause.SETTINGS_NOT_READ,
                        Cause.SETTINGS_NOT_SAVED,
                        Cause.INTERNAL)) {
            counts.put(cause, 1);
        }
        // the third is the number of permissions, which Messages counts
        counts.put(Cause.SCOPE_MISSING, 3);
        counts.put(Cause.USER_SCOPE_MISSING, 3);
        counts.put(Cause.SIZE_DIFFERS, 2);
        counts.put(Cause.DISK_FULL, 3);
        return counts;
    }

    @ParameterizedTest
    @EnumSource
    void aCauseIsNamedExplainedAndAnswered(Cause cause) {
        for (String part : REQUIRED) {
            assertThat(BUNDLE.english()).containsKey(key(cause, part));
            assertThat(BUNDLE.chinese()).containsKey(key(cause, part));
        }
    }

    @Test
    void noKeyBelongsToACauseThatDoesNotExist() {
        Set<String> expected = new TreeSet<>();
        for (Cause cause : Cause.values()) {
            REQUIRED.forEach(part -> expected.add(key(cause, part)));
            expected.add(key(cause, "action"));
            expected.add(key(cause, "waits"));
        }
        expected.add("problem.waits");
        assertThat(expected).containsAll(BUNDLE.english().keySet());
        assertThat(expected).containsAll(BUNDLE.chinese().keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "what", "remedy"})
    void noTwoCausesShareASentence(String part) {
        for (Map<String, String> texts : List.of(BUNDLE.english(), BUNDLE.chinese())) {
            List<String> sentences =
                    Arrays.stream(Cause.values())
                            .map(cause -> text(texts, cause, part))
                            .map(ProblemMessagesTest::essence)
                            .toList();
            assertThat(sentences).doesNotHaveDuplicates();
        }
    }

    /** Nobody is told to try again what goes on without him. */
    @ParameterizedTest
    @EnumSource
    void whateverIsWaitedForGoesOnByItself(Cause cause) {
        Problem problem = Problem.of(cause);
        Messages english = new Messages(Language.ENGLISH);
        Messages chinese = new Messages(Language.CHINESE);
        assertThat(english.remedyOfWait(problem)).contains("by itself");
        assertThat(english.remedyOfWait(problem).toLowerCase(Locale.ROOT))
                .doesNotContain("try again", "retry", "try it again");
        assertThat(chinese.remedyOfWait(problem)).contains("自动").doesNotContain("重试");
        assertThat(english.explainedWait(problem))
                .isEqualTo(english.what(problem) + "\n" + english.remedyOfWait(problem));
    }

    /** Two sentences that differ in marks, capitals or arguments alone are the same sentence. */
    private static String essence(String text) {
        return text.replaceAll("\\{\\d+}|[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
    }

    @ParameterizedTest
    @EnumSource
    void theShortTextFitsIntoACell(Cause cause) {
        for (Map<String, String> texts : List.of(BUNDLE.english(), BUNDLE.chinese())) {
            String text = text(texts, cause, "short");
            assertThat(width(text)).as(text).isBetween(1, SHORT_WIDTH);
            assertThat(text).doesNotContain("{").doesNotMatch(".*[.。!！…,，;；]");
        }
    }

    private static int width(String text) {
        return text.codePoints()
                .map(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN ? 2 : 1)
                .sum();
    }

    @ParameterizedTest
    @EnumSource
    void argumentsAreShownAndNoOthersAreAskedFor(Cause cause) {
        int count = ARGUMENTS.getOrDefault(cause, 0);
        String what = text(BUNDLE.english(), cause, "what");
        String remedy = text(BUNDLE.english(), cause, "remedy");
        assertThat(MessageRules.placeholders(what + remedy)).allMatch(number -> number < count);
        if (count > 0) {
            assertThat(MessageRules.placeholders(what)).contains(0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void sentencesAreWholeAndPlain(Cause cause) {
        for (String part : List.of("what", "remedy", "waits")) {
            if (part.equals("waits") && !BUNDLE.english().containsKey(key(cause, part))) {
                continue; // the sentence for all of them will do
            }
            assertThat(text(BUNDLE.english(), cause, part))
                    .matches("[\\p{Lu}{].*(\\.| \\{\\d})")
                    .doesNotContain("  ")
                    .doesNotContainPattern(JARGON);
            assertThat(text(BUNDLE.chinese(), cause, part))
                    .matches(".*(。|[： ]\\{\\d})")
                    .doesNotContain("  ", "您")
                    .doesNotContainPattern(JARGON);
        }
    }

    @Test
    void chineseIsSetAsChinese() {
        Pattern touching = Pattern.compile("\\p{IsHan}[\\w{]|[\\w}]\\p{IsHan}");
        Pattern narrowMark = Pattern.compile("\\p{IsHan} ?[,;:!?()]|[,;:!?()] ?\\p{IsHan}");
        Pattern looseMark = Pattern.compile(" [" + WIDE_MARKS + "]|[" + WIDE_MARKS + "] ");
        List<String> breaches = new ArrayList<>();
        BUNDLE.chinese()
                .forEach((key, text) -> {
                    for (Pattern pattern : List.of(touching, narrowMark, looseMark)) {
                        pattern.matcher(text)
                                .results()
                                .forEach(hit -> breaches.add(key + ": " + hit.group()));
                    }
                });
        assertThat(breaches).isEmpty();
    }

    @Test
    void aButtonSaysTheSameInBothLanguages() {
        Map<String, String> chineseOf = new HashMap<>();
        for (Cause cause : Cause.values()) {
            String english = BUNDLE.english().get(key(cause, "action"));
            String chinese = BUNDLE.chinese().get(key(cause, "action"));
            if (english != null && chinese != null) {
                assertThat(ACTIONS).contains(english);
                assertThat(chineseOf.getOrDefault(english, chinese)).isEqualTo(chinese);
                chineseOf.put(english, chinese);
            }
        }
        assertThat(chineseOf.keySet()).isEqualTo(ACTIONS);
        assertThat(chineseOf.values()).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void tryAgainIsOfferedOnlyWhereItCanHelp(Cause cause) {
        if (!cause.retryHelps()) {
            assertThat(BUNDLE.english().get(key(cause, "action"))).isNotEqualTo("Try again");
        }
    }

    @Test
    @ResourceLock(Resources.LOCALE)
    void theAskedLanguageWinsOverThatOfTheSystem() {
        Locale before = Locale.getDefault();
        String key = key(Cause.DISK_FULL, "short");
        try {
            for (Locale system : List.of(Locale.SIMPLIFIED_CHINESE, Locale.US, Locale.FRANCE)) {
                Locale.setDefault(system);
                ResourceBundle.clearCache();
                assertThat(bundle(Locale.ENGLISH).getString(key))
                        .isEqualTo(BUNDLE.english().get(key));
                assertThat(bundle(Locale.CHINESE).getString(key))
                        .isEqualTo(BUNDLE.chinese().get(key));
            }
        } finally {
            Locale.setDefault(before);
            ResourceBundle.clearCache();
        }
    }

    private static ResourceBundle bundle(Locale asked) {
        return ResourceBundle.getBundle("app.jackdaw.ui.kit.problems", asked);
    }

    /** Empty where there is none, which every rule about texts refuses. */
    private static String text(Map<String, String> texts, Cause cause, String part) {
        return texts.getOrDefault(key(cause, part), "");
    }

    private static String key(Cause cause, String part) {
        return "problem." + cause.name() + "." + part;
    }
}
