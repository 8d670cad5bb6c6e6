package app.jackdaw.ui.kit;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What every visible text has to keep, whoever wrote it. Each method gives all breaches found. */
final class MessageRules {

    /** Chinese values that are right without a Chinese character, with the reason. */
    static final Map<String, String> CHINESE_WITHOUT_HAN =
            Map.of(
                    "Jackdaw", "the product's name",
                    "Lark", "the platform's name, in Chinese too",
                    "App ID", "the console's own label, in Chinese too",
                    "App Secret", "the console's own label, in Chinese too",
                    "Token", "the platform's word, in Chinese too",
                    "token", "the platform's word, in Chinese too",
                    "extra", "the name of the platform's parameter",
                    "Extra", "the name of the platform's parameter",
                    "English", "a language is named in itself");

    /** English values that are right with Chinese characters, with the reason. */
    static final Map<String, String> ENGLISH_WITH_HAN =
            Map.of("中文", "a language is named in itself", "简体中文", "a language is named in itself");

    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
    private static final Pattern LETTER = Pattern.compile("\\p{L}");
    private static final Pattern QUOTED = Pattern.compile("「[^」]*」|“[^”]*”|‘[^’]*’|\"[^\"]*\"");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d+)[^{}]*}?");

    private MessageRules() {}

    static List<String> breaches(MessageBundle bundle) {
        List<String> found = new ArrayList<>();
        bundle.givenTwice().forEach(key -> found.add("given twice: " + key));
        bundle.english().forEach((key, text) -> checkEnglish(key, text, found));
        bundle.chinese().forEach((key, text) -> checkChinese(key, text, found));
        Set<String> keys = new TreeSet<>(bundle.english().keySet());
        keys.addAll(bundle.chinese().keySet());
        for (String key : keys) {
            String english = bundle.english().get(key);
            String chinese = bundle.chinese().get(key);
            if (english == null) {
                found.add(key + ": not in English");
            } else if (chinese == null) {
                found.add(key + ": not in Chinese");
            } else if (!placeholders(english).equals(placeholders(chinese))) {
                found.add(key + ": placeholders differ");
            }
        }
        return found;
    }

    /** The numbers between braces, nested ones too. */
    static Set<Integer> placeholders(String text) {
        Set<Integer> numbers = new TreeSet<>();
        Matcher matcher = PLACEHOLDER.matcher(text);
        while (matcher.find()) {
            numbers.add(Integer.valueOf(matcher.group(1)));
        }
        return numbers;
    }

    private static void checkEnglish(String key, String text, List<String> found) {
        checkShape("English " + key, text, found);
        if (!ENGLISH_WITH_HAN.containsKey(text)
                && HAN.matcher(QUOTED.matcher(text).replaceAll("")).find()) {
            found.add("English " + key + ": Chinese characters outside quotes");
        }
    }

    /** A text without any letter (a dash, a bare placeholder) has no language and passes. */
    private static void checkChinese(String key, String text, List<String> found) {
        checkShape("Chinese " + key, text, found);
        String words = PLACEHOLDER.matcher(text).replaceAll("");
        if (LETTER.matcher(words).find()
                && !HAN.matcher(text).find()
                && !CHINESE_WITHOUT_HAN.containsKey(text)) {
            found.add("Chinese " + key + ": no Chinese character");
        }
    }

    private static void checkShape(String where, String text, List<String> found) {
        if (text.isBlank()) {
            found.add(where + ": empty");
        }
        if (!text.equals(text.strip())) {
            found.add(where + ": blanks at its edge");
        }
        // MessageFormat takes it for a quoting sign: braces after it would be shown as they are
        if (text.indexOf('\'') >= 0) {
            found.add(where + ": ASCII apostrophe, write ’");
        }
        try {
            MessageFormat _ = new MessageFormat(text);
        } catch (IllegalArgumentException e) {
            found.add(where + ": not a message format, " + e.getMessage());
        }
    }
}
