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
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

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
                    .filter(CatalogueTest::runs)
                    .toList();
        }
    }

    /** What nobody runs shows nothing. */
    private static boolean runs(Method method) {
        return AnnotationSupport.isAnnotated(method, Testable.class)
                && !AnnotationSupport.isAnnotated(method, Disabled.class)
                && !AnnotationSupport.isAnnotated(method.getDeclaringClass(), Disabled.class);
    }

    /** If it counted, there would be a fault too many. */
    @Fault(81)
    void nobodyRunsThis() {}

    /** None of these shows anything. */
    private static final class CounterExamples {

        void nobodyRunsIt() {}

        @Test
        @Disabled("a counter-example")
        void isLeftOut() {}

        @ParameterizedTest
        @ValueSource(ints = 1)
        @Disabled("a counter-example")
        void isLeftOutHoweverOften(int number) {}

        @Disabled("a counter-example")
        static final class LeftOut {

            @Test
            void isLeftOutWithAllOthers() {}
        }
    }

    @Test
    void onlyWhatRunsCounts() {
        assertThat(declared(CounterExamples.class)).hasSize(3).noneMatch(CatalogueTest::runs);
        assertThat(declared(CounterExamples.LeftOut.class))
                .hasSize(1)
                .noneMatch(CatalogueTest::runs);
        assertThat(declared(getClass()))
                .filteredOn(CatalogueTest::runs)
                .extracting(Method::getName)
                .containsExactlyInAnyOrder(
                        "everyFaultIsBroughtAbout",
                        "everyRequirementIsShown",
                        "onlyWhatRunsCounts");
    }

    private static List<Method> declared(Class<?> type) {
        return Stream.of(type.getDeclaredMethods()).filter(m -> !m.isSynthetic()).toList();
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
