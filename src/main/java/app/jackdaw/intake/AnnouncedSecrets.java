package app.jackdaw.intake;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The words of one text that have an App Secret's form and are announced as something secret: by a
 * label in front of them, whatever stands between, by an App ID, by the head of their column, or by
 * a label right behind them. Whatever was announced once is secret wherever it stands. Immutable,
 * any thread.
 */
final class AnnouncedSecrets {

    static final AnnouncedSecrets NONE = new AnnouncedSecrets(Map.of());

    /** As a word, or behind {@code \\n} in a JSON text or {@code %3D} in an address. */
    private static final Pattern FORM =
            Pattern.compile(
                    "(?:(?<![A-Za-z0-9])|(?<=\\\\[nrt])|(?<=\\\\u[0-9A-Fa-f]{4})"
                            + "|(?<=%[0-9A-Fa-f]{2}))[A-Za-z0-9]{32}(?![A-Za-z0-9])");

    /** As long as the form is. */
    private static final int LENGTH = 32;

    private final Map<String, Misplaced.Kind> found;

    private AnnouncedSecrets(Map<String, Misplaced.Kind> found) {
        this.found = found;
    }

    static AnnouncedSecrets in(String text) {
        if (!holdsForm(text)) {
            return NONE;
        }
        Map<String, Misplaced.Kind> found = new HashMap<>();
        new SecretScan(text, found).scan();
        return new AnnouncedSecrets(Map.copyOf(found));
    }

    /** Media tokens are shorter, so most texts need no second look. */
    private static boolean holdsForm(String text) {
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = Separators.isAsciiLetterOrDigit(text.charAt(i)) ? run + 1 : 0;
            if (run == LENGTH) {
                return true;
            }
        }
        return false;
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** Those that are not among the others. */
    AnnouncedSecrets minus(AnnouncedSecrets others) {
        Map<String, Misplaced.Kind> rest = new HashMap<>(found);
        rest.keySet().removeAll(others.found.keySet());
        return new AnnouncedSecrets(Map.copyOf(rest));
    }

    /** What the written holds, null when it is nothing of ours. */
    Misplaced.@Nullable Kind kindIn(String written) {
        if (found.isEmpty() || written.length() < LENGTH) {
            return null;
        }
        // the end of the word that an escape runs into
        Misplaced.Kind kind = found.get(written.substring(written.length() - LENGTH));
        Matcher word = FORM.matcher(written);
        while (kind == null && word.find()) {
            kind = found.get(word.group());
        }
        return kind;
    }

    /**
     * @param mark what stands in their place
     */
    String without(String text, String mark) {
        if (found.isEmpty()) {
            return text;
        }
        return FORM.matcher(text)
                .replaceAll(word ->
                        Matcher.quoteReplacement(
                                found.containsKey(word.group()) ? mark : word.group()));
    }
}
