package app.jackdaw.model;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server said in its own words, fit to be shown: one short line without anything that may
 * open something. Addresses, values of parameters, access tokens and whatever looks like a key are
 * masked, whoever made this; in print it does not tell the words at all. Immutable, any thread.
 *
 * @param httpStatus of the answer, 0 when not known
 * @param text empty when it said nothing that a person could read
 */
public record ServerWord(Speaker speaker, int httpStatus, String text) {

    /** Who said it. */
    public enum Speaker {
        /** Whoever answered under the link. */
        LINK,
        /** Whoever answered under the link that was fetched in its place. */
        NEW_LINK,
        /** The platform's API. */
        PLATFORM
    }

    static final int LONGEST = 200;

    /** Nobody reads on; a body may be as long as its server likes. */
    private static final int LOOKED_AT = 4096;

    private static final String MASK = "•••";

    /** Marks that are not seen, and characters that are none. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}\\p{Cn}\\p{Co}\\p{Cs}]+");

    private static final Pattern BLANKS = Pattern.compile("[\\p{Cc}\\p{Z}\\s]+");

    /** A group keeps what stands before the mask. */
    private static final List<Pattern> KEYS =
            List.of(
                    Pattern.compile(
                            "(?i)()\\b[a-z][a-z0-9+.-]{1,20}:(?:/|\\\\/|%2f){2}"
                                    + "[^\\s\"'<>\\p{IsHan}，。；）】]*"),
                    Pattern.compile("(?i)((?:proxy-)?authorization[\"']?\\s*[:=]\\s*).+"),
                    Pattern.compile("(?i)(\\bbearer(?:\\s|%20|\\+)+)[^\\s\"',;\\])}]+"),
                    // a plain number, such as an error code, is worth reading
                    Pattern.compile(
                            "(?i)()[a-z_][\\w.-]{0,40}\\s?(?:=|%3D)\\s?"
                                    + "(?!\\d{1,10}(?![\\w-]))[^\\s\"'&<>,;)}\\]]+"),
                    Pattern.compile(
                            "(?i)((?:secret|password|token|ticket|signature)[\"']?\\s?:\\s?[\"']?)"
                                    + "[^\\s\"'&<>,;)}\\]]+"),
                    Pattern.compile(
                            "()(?<![A-Za-z0-9_-])(?:ur|pt|[tuar])-(?=[\\w.-]*\\d)[\\w.-]{8,}"),
                    Pattern.compile("()(?<![A-Za-z0-9_-])eyJ[\\w-]{6,}[\\w.-]*"));

    /** Words of people and of error codes are shorter, or have no digits. */
    private static final Pattern KEYLIKE =
            Pattern.compile(
                    "(?=[A-Za-z_+/=%~-]{0,4096}\\d)[A-Za-z0-9_+/=%~-]{16,}"
                            + "|[A-Za-z_+/=%~-]{32,}");

    public ServerWord {
        text = clean(text);
    }

    private static String clean(String said) {
        String line = said.length() > LOOKED_AT ? said.substring(0, LOOKED_AT) : said;
        line = UNSEEN.matcher(line).replaceAll("");
        line = BLANKS.matcher(line).replaceAll(" ");
        for (Pattern key : KEYS) {
            line = key.matcher(line).replaceAll("$1" + MASK);
        }
        line = KEYLIKE.matcher(line).replaceAll(Matcher.quoteReplacement(MASK)).strip();
        return line.codePointCount(0, line.length()) <= LONGEST
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST - 1)).strip() + "…";
    }

    /** The words are for the window alone. */
    @Override
    public String toString() {
        return "ServerWord[" + speaker + ", " + httpStatus + "]";
    }
}
