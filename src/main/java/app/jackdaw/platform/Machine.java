package app.jackdaw.platform;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the machine says about itself and its user, as a value, so that the conventions of every
 * system can be tried on one. Immutable, any thread.
 *
 * @param environment the environment variables
 * @param properties the JVM's system properties, our switches among them
 * @param home the user's home folder
 */
public record Machine(
        OperatingSystem system,
        Map<String, String> environment,
        Map<String, String> properties,
        Path home) {

    public Machine {
        environment = Map.copyOf(environment);
        properties = Map.copyOf(properties);
    }

    /** The machine that this JVM runs on, as it is at this moment. */
    public static Machine current() {
        Properties all = System.getProperties();
        Map<String, String> properties =
                all.stringPropertyNames().stream()
                        .collect(Collectors.toMap(name -> name, name -> all.getProperty(name, "")));
        Path home = Path.of(System.getProperty("user.home", "")).toAbsolutePath();
        return new Machine(OperatingSystem.current(), System.getenv(), properties, home);
    }

    /** A folder that an environment variable names; relative ones are not believed. */
    Optional<Path> folderFromEnvironment(String name) {
        return path(environment.get(name)).filter(Path::isAbsolute);
    }

    /** A folder that a switch names; a relative one is meant from the working folder. */
    Optional<Path> folderFromSwitch(String name) {
        return path(properties.get(name)).map(Path::toAbsolutePath).map(Path::normalize);
    }

    private static Optional<Path> path(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException notAPath) {
            return Optional.empty(); // a broken variable counts as none: the conventions go on
        }
    }
}
