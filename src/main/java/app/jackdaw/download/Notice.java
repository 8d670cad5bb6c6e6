package app.jackdaw.download;

import app.jackdaw.net.ByteAnswer;
import java.util.regex.Pattern;

/**
 * A few plain words, neither an envelope nor a page, in place of a file of which more is there
 * already: what they say is no new version of it. Stateless.
 */
final class Notice {

    private static final Pattern TEXT_TYPE =
            Pattern.compile("(?is)\\s*(?:text/|application/(?:[\\w.-]+\\+)?(?:json|xml)\\b).*");

    private static final int DELETE = 0x7F;

    private Notice() {}

    /**
     * @param length of the beginning of the body
     * @return whether it is one, if that is all of the body
     */
    static boolean mayBe(AwaitedFile file, ByteAnswer answer, byte[] beginning, int length) {
        return length > 0
                && length < file.promised()
                && answer.length() < file.promised()
                && file.isBinary()
                && mayBeText(file, answer)
                && isPlain(beginning, length);
    }

    /** Who says nothing of his words does not call them the file either. */
    private static boolean mayBeText(AwaitedFile file, ByteAnswer answer) {
        return answer.header("Content-Type")
                .map(type -> TEXT_TYPE.matcher(type).matches())
                .orElse(!file.vouched());
    }

    /** In any encoding that web pages use; nearly all other files have such bytes early. */
    private static boolean isPlain(byte[] beginning, int length) {
        for (int at = 0; at < length; at++) {
            int octet = beginning[at];
            if (octet == DELETE || (octet >= 0 && octet < ' ' && !Character.isWhitespace(octet))) {
                return false;
            }
        }
        return true;
    }
}
