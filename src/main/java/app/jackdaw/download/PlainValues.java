package app.jackdaw.download;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of a plain {@code filename}: no standard says how octets beyond ASCII are meant, so the
 * likeliest reading is taken. Stateless, any thread.
 */
final class PlainValues {

    /** {@code =?charset?B|Q?text?=} (RFC 2047). */
    private static final Pattern WORD =
            Pattern.compile("=\\?([^?\\s]+)\\?([bBqQ])\\?([^?]*)\\?=", Pattern.DOTALL);

    /** Possessive: a header of thousands of words must not take thousands of stack frames. */
    private static final Pattern ONLY_WORDS =
            Pattern.compile("(?:=\\?[^?\\s]+\\?[bBqQ]\\?[^?]*\\?=\\s*)++", Pattern.DOTALL);

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private PlainValues() {}

    /**
     * @param reader whose guess at octets without a character set counts
     */
    static String decode(String value, Locale reader) {
        return words(value).or(() -> percent(value)).orElseGet(() -> octets(value, reader));
    }

    /** Encoded words count only when there is nothing else in the value. */
    private static Optional<String> words(String value) {
        if (!ONLY_WORDS.matcher(value.strip()).matches()) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        Matcher word = WORD.matcher(value);
        while (word.find()) {
            Optional<String> part =
                    wordBytes(word.group(2), word.group(3))
                            .flatMap(b ->
                                    Octets.charset(word.group(1)).flatMap(c -> Octets.text(b, c)));
            if (part.isEmpty()) {
                return Optional.empty();
            }
            text.append(part.get());
        }
        return Optional.of(text.toString());
    }

    private static Optional<byte[]> wordBytes(String encoding, String text) {
        if (encoding.equalsIgnoreCase("b")) {
            try {
                return Optional.of(Base64.getMimeDecoder().decode(text));
            } catch (IllegalArgumentException notBase64) {
                return Optional.empty();
            }
        }
        return Octets.unescaped(text.replace('_', ' '), '=');
    }

    /** Escapes are believed only if they spell something that plain ASCII could not. */
    private static Optional<String> percent(String value) {
        if (value.indexOf('%') < 0 || value.chars().anyMatch(c -> c > 0x7F)) {
            return Optional.empty();
        }
        return Octets.unescaped(value, '%')
                .flatMap(bytes -> Octets.text(bytes, StandardCharsets.UTF_8))
                .filter(text -> text.chars().anyMatch(c -> c > 0x7F));
    }

    /** Valid UTF-8, else Chinese where the user reads Chinese, else Western. */
    private static String octets(String value, Locale reader) {
        if (value.chars().allMatch(c -> c < 0x80) || value.chars().anyMatch(c -> c > 0xFF)) {
            return value; // nothing to decide, or somebody decoded it already
        }
        byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
        return Octets.text(bytes, StandardCharsets.UTF_8)
                .or(() -> chinese(bytes, reader))
                .orElseGet(() -> western(bytes));
    }

    private static Optional<String> chinese(byte[] bytes, Locale reader) {
        boolean readsChinese = reader.getLanguage().equals("zh");
        return readsChinese
                ? Octets.text(bytes, GB18030)
                        .filter(text -> text.codePoints().anyMatch(PlainValues::isHan))
                : Optional.empty();
    }

    private static boolean isHan(int codePoint) {
        return Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.HAN;
    }

    /** Five octets mean nothing in windows-1252; they stay the control characters they are. */
    private static String western(byte[] bytes) {
        return Octets.text(bytes, WINDOWS_1252)
                .orElseGet(() -> new String(bytes, StandardCharsets.ISO_8859_1));
    }
}
