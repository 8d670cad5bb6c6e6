package app.jackdaw.ui.results;

import app.jackdaw.ui.model.ItemRow;
import org.jspecify.annotations.Nullable;

/**
 * What somebody looks for, in whatever case. A long list is asked once a second while it downloads,
 * so nothing is made of the texts that are looked through. Immutable.
 */
final class SearchWords {

    private static final int ASCII = 0x80;

    private final String words;
    private final char lower;
    private final char upper;

    SearchWords(String typed) {
        words = typed.strip();
        char first = words.isEmpty() ? 0 : words.charAt(0);
        lower = Character.toLowerCase(Character.toUpperCase(first));
        upper = Character.toUpperCase(lower);
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    /** Looks at its name, its folder and its token. */
    boolean fit(ItemRow row) {
        return areIn(row.displayName()) || areIn(row.item().folder()) || areIn(row.item().token());
    }

    boolean areIn(@Nullable String text) {
        if (text == null || words.isEmpty()) {
            return words.isEmpty();
        }
        int last = text.length() - words.length();
        for (int at = 0; at <= last; at++) {
            if (mayBegin(text.charAt(at))
                    && text.regionMatches(true, at, words, 0, words.length())) {
                return true;
            }
        }
        return false;
    }

    /** Spares most places the whole comparison. */
    private boolean mayBegin(char letter) {
        return letter >= ASCII || letter == lower || letter == upper;
    }
}
