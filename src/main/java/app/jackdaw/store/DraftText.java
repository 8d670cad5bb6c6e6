package app.jackdaw.store;

import java.util.regex.Pattern;

/**
 * Takes out of the editor's text what opens something for whoever reads the file: temporary links
 * and access tokens (transfer engine, decision 8). Media tokens, names and document addresses stay;
 * line breaks stay, so that line numbers do. Stateless, any thread.
 */
final class DraftText {

    /**
     * In characters; about 200,000 tokens on lines of their own. A longer text is cut, because the
     * whole file is written again after each change.
     */
    static final int LONGEST = 8 << 20;

    /**
     * A temporary link, up to where people or JSON end it; its key is the {@code code}. The bound
     * keeps a text of many addresses in one word from taking quadratic time.
     */
    private static final Pattern LINK =
            Pattern.compile("(?i)https?://[^\\s\"'<>]{0,4096}?(?:code|sig|signature)=[^\\s\"'<>]*");

    /** What is left of a link whose {@code extra} holds raw quotes before the {@code code}. */
    private static final Pattern LINK_KEY =
            Pattern.compile(
                    "(?i)(?<![A-Za-z0-9])(?:code|sig|signature)(?:=|%3D)(?!\\d{1,10}\\b)[^\\s\"'<>&]+");

    private static final String VALUE = "[^\\s\"',;]+";

    /** Ends a value as the name of a file does. */
    private static final String EXTENSION = "\\.[A-Z][A-Z0-9]{1,4}(?![^\\s\"',;])";

    /**
     * There are bearer bonds and shares, too: a key has one of the platform's prefixes, or a digit
     * and some length and is no name with its extension, or more length than words have.
     */
    private static final String KEY =
            "[^\\w\\s]?(?:(?:ur|[tuar])-"
                    + "|(?=[A-Z._~+/=-]*\\d)(?!"
                    + VALUE
                    + EXTENSION
                    + ")[\\w.~+/=-]{8}"
                    + "|[\\w.~+/=-]{20})";

    /** The header says by itself that a key follows; its name stays. */
    private static final Pattern BEARER =
            Pattern.compile(
                    "(?i)(authorization\\\\?[\"']?[ \\t]*[:=][ \\t]*\\\\?[\"']?)bearer[ \\t]++"
                            + VALUE
                            + "|\\bbearer[ \\t]++(?="
                            + KEY
                            + ")"
                            + VALUE);

    /** JSON and forms of the sign-in endpoints. */
    private static final Pattern NAMED =
            Pattern.compile(
                    "(?i)((?:app|client)_?secret|(?:tenant_|user_|app_)?access_?token"
                            + "|refresh_?token)(\\\\?[\"']?[ \\t]*[:=][ \\t]*\\\\?[\"']?)"
                            + "[^\\s\"'\\\\,;&}]+");

    /**
     * {@code t-…}, {@code u-…} and kin: at least eight letters or digits in a row and a digit tell
     * them from a file named {@code t-shirt}.
     */
    private static final Pattern PREFIXED =
            Pattern.compile(
                    "(?<![A-Za-z0-9._-])(?:ur|[tuar])-(?=[A-Za-z0-9._-]*\\d)[A-Za-z0-9]{8}"
                            + "[A-Za-z0-9._-]{8,}");

    /** A JSON web token: base64url of {@code {"}, and at least two parts. */
    private static final Pattern WEB_TOKEN =
            Pattern.compile("\\beyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9._-]*");

    private DraftText() {}

    static String withoutKeys(String text) {
        String kept = LINK.matcher(text).replaceAll("");
        kept = LINK_KEY.matcher(kept).replaceAll("");
        kept = BEARER.matcher(kept).replaceAll("$1");
        kept = NAMED.matcher(kept).replaceAll("$1$2");
        kept = PREFIXED.matcher(kept).replaceAll("");
        return WEB_TOKEN.matcher(kept).replaceAll("");
    }

    static boolean isTooLong(String withoutKeys) {
        return withoutKeys.length() > LONGEST;
    }

    /**
     * What is kept of a text: whole lines where that is most of it, else as many characters. Half a
     * key would not be known as one, so this is for texts that hold none any more.
     */
    static String beginning(String withoutKeys) {
        if (!isTooLong(withoutKeys)) {
            return withoutKeys;
        }
        int end = withoutKeys.lastIndexOf('\n', LONGEST - 1) + 1;
        if (end > LONGEST / 2) {
            return withoutKeys.substring(0, end);
        }
        boolean halves = Character.isHighSurrogate(withoutKeys.charAt(LONGEST - 1));
        return withoutKeys.substring(0, halves ? LONGEST - 1 : LONGEST);
    }
}
