package app.jackdaw;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Who may know whom, and what belongs where. Every rule has a class under {@code counterexample} (a
 * small house with the same rooms, built wrongly) that it must catch.
 */
class ArchitectureTest {

    private static final String HOUSE = "app.jackdaw";
    private static final String WRONG_HOUSE = HOUSE + ".counterexample";

    private static final JavaClasses OURS =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages(HOUSE);

    private static final JavaClasses WRONG = new ClassFileImporter().importPackages(WRONG_HOUSE);

    /** Class, relative to the wrong house, by the rule that has to name it. */
    private static final Map<String, List<String>> CAUGHT =
            Map.ofEntries(
                    Map.entry("room model", List.of("model.KnowsNet")),
                    Map.entry("room net", List.of("net.KnowsStore")),
                    Map.entry("room intake", List.of("intake.KnowsFeishu")),
                    Map.entry("room feishu", List.of("feishu.KnowsLinks")),
                    Map.entry("room links", List.of("links.KnowsDownload")),
                    Map.entry("room download", List.of("download.KnowsFeishu")),
                    Map.entry("room store", List.of("store.KnowsNet")),
                    Map.entry(
                            "room platform", List.of("platform.KnowsModel", "platform.KnowsRoot")),
                    Map.entry("room practice", List.of("practice.KnowsNet")),
                    Map.entry("room ui.model", List.of("ui.model.KnowsPractice")),
                    Map.entry("room ui.kit", List.of("ui.kit.KnowsStore")),
                    Map.entry("room ui.shell", List.of("ui.shell.KnowsDownload")),
                    Map.entry("every class has a room", List.of("misc.Homeless")),
                    Map.entry("room of a panel", List.of("ui.results.KnowsShell")),
                    Map.entry("panels do not know each other", List.of("ui.results.KnowsTokens")),
                    Map.entry(
                            "the observable model takes facts and ports",
                            List.of("ui.model.KnowsService")),
                    Map.entry("HTTP in net", List.of("links.CallsByItself", "feishu.UsesApache")),
                    Map.entry(
                            "JSON in feishu, intake, store, practice", List.of("links.ReadsJson")),
                    Map.entry("SQL in store", List.of("download.AsksDatabase")),
                    Map.entry("JavaFX in ui and the root", List.of("download.ShowsItself")),
                    Map.entry("no AWT", List.of("ui.kit.UsesAwt")),
                    Map.entry("SLF4J alone logs", List.of("net.LogsOtherwise")),
                    Map.entry(
                            "the logging back end is set up in the root",
                            List.of("store.SetsLogLevel")),
                    Map.entry(
                            "only Main prints",
                            List.of(
                                    "links.Prints",
                                    "links.PrintsTrace",
                                    "links.PrintsByReference")),
                    Map.entry(
                            "one clock and one sleep",
                            List.of("download.Sleeps", "download.AsksNow", "download.RefersToNow")),
                    Map.entry("runLater in ui.kit", List.of("ui.results.RunsLater")),
                    Map.entry("no synchronized methods", List.of("net.Synchronized")),
                    Map.entry("no static mutable fields", List.of("net.StaticState")),
                    Map.entry("controllers in ui", List.of("links.LinkController")),
                    Map.entry("no Utils", List.of("model.NameUtils")),
                    Map.entry("rooms form no cycle", List.of("feishu.KnowsLinks")));

    /** Classes of the wrong house that are in order, by the rule that must leave them alone. */
    private static final Map<String, List<String>> LEFT_ALONE =
            Map.ofEntries(
                    Map.entry("only Main prints", List.of("Main")),
                    Map.entry(
                            "one clock and one sleep",
                            List.of("net.SystemTicker", "download.Waived")),
                    Map.entry("runLater in ui.kit", List.of("ui.kit.Delivers")),
                    Map.entry("room links", List.of("links.Client")),
                    Map.entry("room of a panel", List.of("ui.results.KnowsTokens")));

    @TestFactory
    Stream<DynamicTest> theHouseKeepsEveryRule() {
        return new HouseRules(HOUSE)
                .byName().entrySet().stream()
                        .map(rule ->
                                DynamicTest.dynamicTest(
                                        rule.getKey(), () -> rule.getValue().check(OURS)));
    }

    @TestFactory
    Stream<DynamicTest> everyRuleCatchesItsCounterExamples() {
        return new HouseRules(WRONG_HOUSE)
                .byName().entrySet().stream()
                        .map(rule ->
                                DynamicTest.dynamicTest(
                                        rule.getKey(),
                                        () -> catches(rule.getKey(), rule.getValue())));
    }

    private static void catches(String name, ArchRule rule) {
        assertThat(CAUGHT).as("counter-examples of \"%s\"", name).containsKey(name);
        String report = rule.evaluate(WRONG).getFailureReport().toString();
        for (String wrong : CAUGHT.getOrDefault(name, List.of())) {
            assertThat(report).as(name).contains(WRONG_HOUSE + "." + wrong);
        }
        for (String right : LEFT_ALONE.getOrDefault(name, List.of())) {
            assertThat(report).as(name).doesNotContain(WRONG_HOUSE + "." + right);
        }
    }

    @Test
    void theCounterExamplesAreKeptOutOfTheHouse() {
        assertThat(OURS).isNotEmpty();
        assertThat(OURS).noneMatch(type -> type.getPackageName().startsWith(WRONG_HOUSE));
    }

    @Test
    void aWaiverNamesARuleAndAReason() {
        Collection<String> names = new HouseRules(HOUSE).byName().keySet();
        OURS.stream()
                .flatMap(type -> type.tryGetAnnotationOfType(Waiver.class).stream())
                .forEach(waiver -> {
                    assertThat(names).contains(waiver.rule());
                    assertThat(waiver.value()).isNotBlank();
                });
    }
}
