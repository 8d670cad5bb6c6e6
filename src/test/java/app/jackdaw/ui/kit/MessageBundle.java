package app.jackdaw.ui.kit;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The two languages of one family of message files, read from the sources as they were written, so
 * that a test sees what a {@link java.util.ResourceBundle} would hide: keys given twice, files that
 * are not UTF-8, keys that only the fallback has.
 *
 * @param name path without language and extension, for messages of the tests
 */
record MessageBundle(
        String name,
        Map<String, String> english,
        Map<String, String> chinese,
        Set<String> givenTwice) {

    static final Path RESOURCES = Path.of("src/main/resources/app/jackdaw");

    private static final String EXTENSION = ".properties";

    /** Every family below {@link #RESOURCES} that has a {@code _zh} file. */
    static List<MessageBundle> all() {
        try (Stream<Path> files = Files.walk(RESOURCES)) {
            return files.map(Path::toString)
                    .filter(file -> file.endsWith("_zh" + EXTENSION))
                    .map(file -> file.substring(0, file.length() - ("_zh" + EXTENSION).length()))
                    .sorted()
                    .map(MessageBundle::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads {@code name.properties} and {@code name_zh.properties}. */
    static MessageBundle read(String name) {
        Set<String> givenTwice = new LinkedHashSet<>();
        return new MessageBundle(
                name,
                load(Path.of(name + EXTENSION), givenTwice),
                load(Path.of(name + "_zh" + EXTENSION), givenTwice),
                givenTwice);
    }

    /** Without it, English asked for on a Chinese system would be answered in Chinese. */
    Path englishTwin() {
        return Path.of(name + "_en" + EXTENSION);
    }

    @Override
    public String toString() {
        return name;
    }

    private static Map<String, String> load(Path file, Set<String> givenTwice) {
        Map<String, String> values = new TreeMap<>();
        Properties properties =
                new Properties() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public synchronized Object put(Object key, Object value) {
                        if (values.put((String) key, (String) value) != null) {
                            givenTwice.add(file.getFileName() + ": " + key);
                        }
                        return super.put(key, value);
                    }
                };
        // a reader made by Files is strict: bytes that are not UTF-8 end the test
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
        return values;
    }
}
