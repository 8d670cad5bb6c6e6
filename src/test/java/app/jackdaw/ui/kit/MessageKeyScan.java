package app.jackdaw.ui.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the message keys that views and code speak of. Reads sources only. */
final class MessageKeyScan {

    /** {@code text="%key"}, and the same between tags. */
    private static final Pattern FXML_KEY =
            Pattern.compile("=\\s*\"%([A-Za-z][\\w.-]*)\"|>\\s*%([A-Za-z][\\w.-]*)\\s*<");

    /** {@code messages.get("key"} and {@code text("key"}, also as the start of a longer key. */
    private static final Pattern CALL =
            Pattern.compile(
                    "(?:\\bmessages(?:\\(\\))?\\s*\\.\\s*\\w+|(?<![\\w.])text)"
                            + "\\s*\\(\\s*\"([A-Za-z][\\w.-]*)\"\\s*(\\+)?");

    private static final Pattern LITERAL = Pattern.compile("\"([A-Za-z][\\w.-]*)\"");

    /** Keys that must exist. */
    private final Set<String> asked = new TreeSet<>();

    /** Starts of keys that are put together while running. */
    private final Set<String> prefixes = new TreeSet<>();

    /** All that could be a key: constants and arguments of helpers count as use. */
    private final Set<String> mentioned = new TreeSet<>();

    /**
     * Reads the file, or every file with the ending below the folder; nothing there is no error.
     */
    MessageKeyScan readAll(Path root, String ending) {
        if (Files.notExists(root)) {
            return this;
        }
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> sources = files.filter(file -> file.toString().endsWith(ending)).toList();
            for (Path source : sources) {
                read(ending, Files.readString(source));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    MessageKeyScan read(String ending, String source) {
        if (ending.equals(".fxml")) {
            Matcher key = FXML_KEY.matcher(source);
            while (key.find()) {
                asked.add(key.group(1) != null ? key.group(1) : key.group(2));
            }
            return this;
        }
        Matcher call = CALL.matcher(source);
        while (call.find()) {
            (call.group(2) == null ? asked : prefixes).add(call.group(1));
        }
        Matcher literal = LITERAL.matcher(source);
        while (literal.find()) {
            mentioned.add(literal.group(1));
        }
        return this;
    }

    /** What is spoken of and not among the keys. */
    Set<String> missing(Set<String> keys) {
        Set<String> missing = new TreeSet<>(asked);
        missing.removeAll(keys);
        prefixes.stream()
                .filter(prefix -> keys.stream().noneMatch(key -> key.startsWith(prefix)))
                .forEach(prefix -> missing.add(prefix + "…"));
        return missing;
    }

    /** Keys that nothing speaks of, save those that begin with a declared prefix. */
    Set<String> unused(Set<String> keys, Set<String> declaredPrefixes) {
        Set<String> unused = new TreeSet<>(keys);
        unused.removeAll(asked);
        unused.removeAll(mentioned);
        unused.removeIf(key -> prefixes.stream().anyMatch(key::startsWith));
        unused.removeIf(key -> declaredPrefixes.stream().anyMatch(key::startsWith));
        return unused;
    }
}
