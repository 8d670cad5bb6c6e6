package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every numbered fault and requirement of the engine has a test, or a reason why not here. */
class CatalogueTest {

    private static final List<String> ROOMS =
            List.of("download", "net", "store", "links", "feishu", "ui");

    private static final Map<Integer, String> FAULTS_ELSEWHERE =
            Map.of(79, "cannot occur: HTTP/2 is never spoken");

    /** What is left out of a requirement that is shown. */
    private static final Map<Integer, String> NOT_BUILT =
            Map.of(
                    45,
                    "marks of origin (Zone.Identifier, quarantine) only if the application writes"
                            + " them elsewhere, which it does not");

    private static final Set<Integer> NO_SUCH_REQUIREMENT = Set.of(18, 19, 28, 29, 39);

    @Test
    void everyFaultIsBroughtAbout() throws Exception {
        Set<Integer> covered = new TreeSet<>(FAULTS_ELSEWHERE.keySet());
        for (Method test : tests()) {
            Fault fault = test.getAnnotation(Fault.class);
            if (fault != null) {
                IntStream.of(fault.value()).forEach(covered::add);
            }
        }
        assertThat(covered)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 80).boxed().toList());
    }

    @Test
    void everyRequirementIsShown() throws Exception {
        Set<Integer> covered = new TreeSet<>();
        for (Method test : tests()) {
            Requirement requirement = test.getAnnotation(Requirement.class);
            if (requirement != null) {
                IntStream.of(requirement.value()).forEach(covered::add);
            }
        }
        List<Integer> wanted =
                IntStream.rangeClosed(1, 45)
                        .filter(number -> !NO_SUCH_REQUIREMENT.contains(number))
                        .boxed()
                        .toList();
        assertThat(covered).as("all, but for %s", NOT_BUILT).containsExactlyElementsOf(wanted);
    }

    private static List<Method> tests() throws IOException, URISyntaxException {
        Path root =
                Path.of(
                        CatalogueTest.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        try (Stream<Path> files = Files.walk(root.resolve("app/jackdaw"))) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(name -> name.matches(".*(Test|Contract)\\.class"))
                    .map(name -> name.substring(0, name.length() - 6).replaceAll("[/\\\\]", "."))
                    .filter(name -> ROOMS.contains(name.split("\\.")[2]))
                    .flatMap(CatalogueTest::methods)
                    .toList();
        }
    }

    private static Stream<Method> methods(String name) {
        try {
            ClassLoader loader = CatalogueTest.class.getClassLoader();
            return Stream.of(Class.forName(name, false, loader).getDeclaredMethods());
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
