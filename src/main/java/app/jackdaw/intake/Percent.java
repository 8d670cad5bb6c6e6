package app.jackdaw.intake;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Percent-decoding that leaves alone what is not encoded: no error, and {@code +} stays a plus. */
final class Percent {

    private static final int MOST_TIMES = 3;

    private Percent() {}

    /** Decodes exactly once, bytes read as UTF-8. */
    static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        StringBuilder decoded = new StringBuilder(text.length());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); ) {
            int value = byteAt(text, i);
            if (value >= 0) {
                bytes.write(value);
                i += 3;
                continue;
            }
            flush(bytes, decoded);
            decoded.append(text.charAt(i++));
        }
        flush(bytes, decoded);
        return decoded.toString();
    }

    /**
     * A JSON object out of text that was percent-encoded once, or again on its way through another
     * address; anything else as it is.
     */
    static String json(String text) {
        String plain = text;
        for (int i = 0; i < MOST_TIMES && plain.startsWith("%"); i++) {
            plain = decode(plain);
        }
        return plain.startsWith("{") ? plain : text;
    }

    private static int byteAt(String text, int at) {
        if (text.charAt(at) != '%' || at + 2 >= text.length()) {
            return -1;
        }
        int high = Character.digit(text.charAt(at + 1), 16);
        int low = Character.digit(text.charAt(at + 2), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    private static void flush(ByteArrayOutputStream bytes, StringBuilder into) {
        if (bytes.size() > 0) {
            into.append(bytes.toString(StandardCharsets.UTF_8));
            bytes.reset();
        }
    }
}
