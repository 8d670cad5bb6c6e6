package app.jackdaw.intake;

/**
 * A part of the text that gives no item: neighbouring words of one line, or one JSON document.
 * Immutable, any thread.
 *
 * @param line of the text, from 1
 * @param text its beginning as written, cut at {@value #LONGEST} characters; for the eye only
 */
public record Rejected(int line, Reason reason, String text) {

    static final int LONGEST = 80;

    /** Why it gives no item; one sentence of the window each. */
    public enum Reason {
        /** Words, numbers, e-mail addresses: nothing of a token's form. */
        NOT_A_TOKEN,
        /** A name such as {@code report-final.pdf}. */
        FILE_NAME,
        /** Some platform identifier that is no media token, such as {@code ou_…} or a table id. */
        OTHER_IDENTIFIER,
        /** A web address that is not the platform's. */
        UNKNOWN_ADDRESS,
        /** Looks like a temporary link but opens only in a browser that is signed in. */
        BROWSER_ONLY_LINK,
        /** A temporary link whose {@code code} is missing or cut out. */
        LINK_WITHOUT_CODE,
        /** JSON in which no object has a media token. */
        JSON_WITHOUT_MEDIA,
        /** A media token field of a JSON object with something else in it. */
        JSON_TOKEN_MALFORMED,
        /** The {@code extra} parameter alone: it belongs in the field of that name. */
        EXTRA_ALONE
    }

    @Override
    public String toString() {
        return "Rejected[line=" + line + ", " + reason + "]";
    }
}
