package app.jackdaw.store;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * The fields of JSON objects, one after another and into one another, as they stand in texts each
 * of which is an object. To make a parser takes as long as to read a short text, so one reads many.
 * Whatever is not as it is asked for throws. For one thread.
 */
final class Fields implements AutoCloseable {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final JsonParser parser;
    private final int from;

    private Fields(JsonParser parser, int from) {
        this.parser = parser;
        this.from = from;
    }

    /**
     * @param utf8 texts, one behind the other
     * @param from where the first of them begins
     * @param to where the last of them ends
     */
    static Fields of(byte[] utf8, int from, int to) {
        return new Fields(MAPPER.createParser(utf8, from, to - from), from);
    }

    /** Goes to the next text: its first field, like {@link #next}. */
    @Nullable String begin() {
        expect(parser.nextToken(), JsonToken.START_OBJECT);
        return next();
    }

    /** The name of the next field, whose value is the present one from now on; null at the end. */
    @Nullable String next() {
        String name = parser.nextName();
        if (name == null) {
            expect(parser.currentToken(), JsonToken.END_OBJECT);
        } else {
            parser.nextToken();
        }
        return name;
    }

    /** Goes into the present value: its first field, like {@link #next}. */
    @Nullable String open() {
        expect(parser.currentToken(), JsonToken.START_OBJECT);
        return next();
    }

    /** Goes into the present value: the first of its elements, null at its end. */
    @Nullable JsonToken first() {
        expect(parser.currentToken(), JsonToken.START_ARRAY);
        return another();
    }

    @Nullable JsonToken another() {
        JsonToken token = parser.nextToken();
        return token == JsonToken.END_ARRAY ? null : token;
    }

    boolean isNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    @Nullable String text() {
        if (isNull()) {
            return null;
        }
        expect(parser.currentToken(), JsonToken.VALUE_STRING);
        return parser.getString();
    }

    long number() {
        return parser.getLongValue();
    }

    boolean flag() {
        return parser.getBooleanValue();
    }

    /** A text, a number, true or false; null for anything else. */
    @Nullable Object value() {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
            case null, default -> {
                skip();
                yield null;
            }
        };
    }

    /** Past the present value, whatever is in it. */
    void skip() {
        parser.skipChildren();
    }

    /**
     * The text must end with the object that it began with.
     *
     * @param to where it ends
     */
    void end(int to) {
        expect(parser.currentToken(), JsonToken.END_OBJECT);
        if (parser.currentLocation().getByteOffset() != to - from) {
            throw new IllegalArgumentException("more than was written");
        }
    }

    static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("a field is missing");
        }
        return value;
    }

    /** The constant of that name; null where it is one that only a later version has. */
    static <E extends Enum<E>> @Nullable E known(Class<E> kind, @Nullable String name) {
        String wanted = required(name);
        try {
            return Enum.valueOf(kind, wanted);
        } catch (IllegalArgumentException later) {
            return null;
        }
    }

    private static void expect(@Nullable JsonToken found, @Nullable JsonToken expected) {
        if (found != expected) {
            throw new IllegalArgumentException("not as it was written");
        }
    }

    @Override
    public void close() {
        parser.close();
    }
}
