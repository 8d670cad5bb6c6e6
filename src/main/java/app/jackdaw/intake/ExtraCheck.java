package app.jackdaw.intake;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * The verdict on what was typed as the {@code extra} of a pasted group. Immutable, any thread.
 * {@code extra} is JSON text (reference, section 1.6); percent-encoded text, as addresses carry it,
 * is decoded.
 */
public sealed interface ExtraCheck {

    /** Nothing typed: the group has no extra. */
    record Empty() implements ExtraCheck {}

    /** A JSON object, as typed, without surrounding blanks and not percent-encoded. */
    record Valid(String json) implements ExtraCheck {}

    /**
     * Not a JSON object, or one that must not be kept. The place is that of the first mistake in
     * the typed text, in the decoded text where percent-encoding was typed.
     *
     * @param line from 1
     * @param column from 1
     */
    record Invalid(Reason reason, int line, int column) implements ExtraCheck {}

    /** What is wrong with it. */
    enum Reason {
        /** Broken JSON, or something behind the object. */
        NOT_JSON,
        /** JSON, but a list, a number or a text. */
        NOT_AN_OBJECT,
        /** A link or key is in it, which would be written to disk with the rows; has no place. */
        HOLDS_SECRET
    }

    /** Judges the text; quick enough for every key stroke. */
    static ExtraCheck of(String typed) {
        String text = typed;
        String bare = Separators.trim(text);
        if (bare.startsWith("extra=")) {
            bare = bare.substring("extra=".length());
            text = bare;
        }
        if (bare.isEmpty()) {
            return new Empty();
        }
        if (bare.startsWith("%")) {
            bare = Percent.json(bare);
            text = bare;
        }
        try (JsonParser parser =
                new JsonFactory().createParser(ObjectReadContext.empty(), withPlainBlanks(text))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return invalid(Reason.NOT_AN_OBJECT, parser.currentTokenLocation());
            }
            parser.skipChildren();
            if (parser.nextToken() != null) {
                return invalid(Reason.NOT_JSON, parser.currentTokenLocation());
            }
            return SafeWords.isSafe(bare)
                    ? new Valid(bare)
                    : new Invalid(Reason.HOLDS_SECRET, 1, 1);
        } catch (JacksonException broken) {
            return invalid(Reason.NOT_JSON, broken.getLocation());
        }
    }

    /** Blanks that JSON doesn't know, around the object, must not move the place of a mistake. */
    private static String withPlainBlanks(String text) {
        StringBuilder plain = new StringBuilder(text);
        int start = 0;
        while (start < plain.length() && Separators.isBlank(plain.charAt(start))) {
            blankAt(plain, start++);
        }
        int end = plain.length();
        while (end > start && Separators.isBlank(plain.charAt(end - 1))) {
            blankAt(plain, --end);
        }
        return plain.toString();
    }

    private static void blankAt(StringBuilder text, int at) {
        if (text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            text.setCharAt(at, ' ');
        }
    }

    private static Invalid invalid(Reason reason, @Nullable TokenStreamLocation where) {
        if (where == null) { // nested deeper than anybody means
            return new Invalid(reason, 1, 1);
        }
        return new Invalid(
                reason, Math.max(1, where.getLineNr()), Math.max(1, where.getColumnNr()));
    }
}
