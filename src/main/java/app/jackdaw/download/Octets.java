package app.jackdaw.download;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Header octets and their character sets; nothing is ever replaced. Stateless, any thread. */
final class Octets {

    private static final Pattern RUN_TOGETHER = Pattern.compile("(?i)iso(8859)-?(\\d{1,2})");

    private Octets() {}

    /** Finds a character set by the names that servers give it. */
    static Optional<Charset> charset(String name) {
        String usual = RUN_TOGETHER.matcher(name.strip()).replaceAll("ISO-$1-$2");
        try {
            return Optional.of(Charset.forName(usual));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return Optional.empty();
        }
    }

    /** Some character sets can only be read; then the octets stay as they came. */
    static byte[] of(String text, Charset charset) {
        return text.getBytes(charset.canEncode() ? charset : StandardCharsets.ISO_8859_1);
    }

    /** Empty when the octets are not valid in the character set. */
    static Optional<String> text(byte[] bytes, Charset charset) {
        try {
            return Optional.of(charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException damaged) {
            return Optional.empty();
        }
    }

    /**
     * Turns {@code %41} (or {@code =41}) back into octets.
     *
     * @param mark what stands before two hexadecimal digits
     * @return empty when a mark stands alone
     */
    static Optional<byte[]> unescaped(String text, char mark) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != mark) {
                bytes.write(c);
                continue;
            }
            int high = at + 1 < text.length() ? Character.digit(text.charAt(at), 16) : -1;
            int low = high >= 0 ? Character.digit(text.charAt(at + 1), 16) : -1;
            if (low < 0) {
                return Optional.empty();
            }
            bytes.write(high * 16 + low);
            at += 2;
        }
        return Optional.of(bytes.toByteArray());
    }
}
