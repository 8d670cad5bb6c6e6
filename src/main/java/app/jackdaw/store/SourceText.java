package app.jackdaw.store;

import app.jackdaw.model.ItemSource;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sources of items as JSON and back, whatever records there are or will be: the record's name, then
 * its components. Stateless; any thread.
 */
final class SourceText {

    private static final String KIND = "is";

    private SourceText() {}

    static ObjectNode write(ItemSource source, ObjectNode node) {
        node.put(KIND, source.getClass().getSimpleName());
        try {
            for (RecordComponent part : source.getClass().getRecordComponents()) {
                put(node, part.getName(), part.getAccessor().invoke(source));
            }
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("records have public accessors", impossible);
        }
        return node;
    }

    private static void put(ObjectNode node, String name, @Nullable Object value) {
        switch (value) {
            case null -> {}
            case String text -> node.put(name, text);
            case Integer number -> node.put(name, number);
            case Long number -> node.put(name, number);
            case Boolean flag -> node.put(name, flag);
            case Enum<?> constant -> node.put(name, constant.name());
            default -> throw new IllegalArgumentException("cannot be remembered: " + name);
        }
    }

    static ItemSource read(JsonNode node) {
        String kind = node.required(KIND).asString();
        Class<?> type =
                Arrays.stream(ItemSource.class.getPermittedSubclasses())
                        .filter(permitted -> permitted.getSimpleName().equals(kind))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no source"));
        RecordComponent[] parts = type.getRecordComponents();
        Class<?>[] types = new Class<?>[parts.length];
        @Nullable Object[] values = new @Nullable Object[parts.length];
        for (int i = 0; i < parts.length; i++) {
            types[i] = parts[i].getType();
            values[i] = value(node.path(parts[i].getName()), types[i]);
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            return (ItemSource) constructor.newInstance(values);
        } catch (ReflectiveOperationException refused) {
            throw new IllegalArgumentException("no source", refused);
        }
    }

    private static @Nullable Object value(JsonNode node, Class<?> type) {
        if (type == int.class || type == Integer.class) {
            return node.asInt();
        }
        if (type == long.class || type == Long.class) {
            return node.asLong();
        }
        if (type == boolean.class || type == Boolean.class) {
            return node.asBoolean();
        }
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(constant -> constant.toString().equals(node.asString()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no constant"));
        }
        return node.asString();
    }
}
