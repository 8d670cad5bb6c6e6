package app.jackdaw.intake;

import org.jspecify.annotations.Nullable;

/**
 * Finds where a raw {@code extra={"…"}} inside an address ends: the brace that closes it, whatever
 * quotes stand between (the platform prints such addresses without encoding; reference, section
 * 1.6). All pairs are matched in one pass on first need, so that asking costs nothing. One thread.
 */
final class Braces {

    private static final String KEY = "extra=";

    private final CharSequence text;
    private int @Nullable [] closing;

    Braces(CharSequence text) {
        this.text = text;
    }

    /**
     * Whether the brace at {@code at} begins a raw extra.
     *
     * @return the offset after its closing brace, -1 when it begins none or is cut
     */
    int endOfRawExtra(int at) {
        int key = at - KEY.length();
        if (key < 0 || !KEY.contentEquals(text.subSequence(key, at))) {
            return -1;
        }
        int close = pairs()[at];
        return close > 0 ? close + 1 : -1;
    }

    private int[] pairs() {
        if (closing == null) {
            closing = new int[text.length()];
            int[] open = new int[text.length()];
            int depth = 0;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '{') {
                    open[depth++] = i;
                } else if (c == '}' && depth > 0) {
                    closing[open[--depth]] = i;
                } else if (Separators.isLineBreak(c)) {
                    depth = 0; // an address never goes on in the next line
                }
            }
        }
        return closing;
    }
}
