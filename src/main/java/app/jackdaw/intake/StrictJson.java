package app.jackdaw.intake;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/** Reads one JSON value that is well-formed but for the freedoms of JavaScript. One thread. */
final class StrictJson {

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
                    .enable(JsonReadFeature.ALLOW_UNQUOTED_PROPERTY_NAMES)
                    .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build();

    private final char[] text;

    /** How far the last reading came, whether it succeeded or not. */
    private int reached;

    StrictJson(String text) {
        this.text = text.toCharArray();
    }

    int reached() {
        return reached;
    }

    /**
     * @return the offset after the value, -1 when it is not well-formed; the events reported until
     *     then mean nothing
     */
    int read(int start, JsonEvents events) {
        reached = start;
        try (JsonParser parser =
                FACTORY.createParser(ObjectReadContext.empty(), text, start, text.length - start)) {
            int depth = 0;
            do {
                JsonToken token = parser.nextToken();
                if (token == null) {
                    return -1;
                }
                reached = start + (int) parser.currentLocation().getCharOffset();
                int at = start + (int) parser.currentTokenLocation().getCharOffset();
                depth += report(token, parser, at, events);
            } while (depth > 0);
            return reached;
        } catch (JacksonException notWellFormed) {
            TokenStreamLocation where = notWellFormed.getLocation(); // none: nested too deep
            reached += where == null ? 0 : (int) Math.max(0, where.getCharOffset());
            return -1; // the tolerant reader takes over
        }
    }

    private int report(JsonToken token, JsonParser parser, int at, JsonEvents events) {
        switch (token) {
            case START_OBJECT -> {
                events.startObject();
                return 1;
            }
            case START_ARRAY -> {
                events.startArray();
                return 1;
            }
            case END_OBJECT, END_ARRAY -> {
                events.end();
                return -1;
            }
            case PROPERTY_NAME -> events.name(parser.currentName(), at);
            case VALUE_STRING -> {
                String value = parser.getString(); // finishes the token: its end is known now
                int end = reachedAfter(parser, at);
                events.text(value, at + 1, Math.max(at + 1, end - 1));
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> events.number(parser.getString());
            default -> events.other(parser.getString());
        }
        return 0;
    }

    private int reachedAfter(JsonParser parser, int tokenStart) {
        int base = tokenStart - (int) parser.currentTokenLocation().getCharOffset();
        reached = base + (int) parser.currentLocation().getCharOffset();
        return reached;
    }
}
