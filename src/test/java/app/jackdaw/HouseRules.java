package app.jackdaw;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The rules of the house for one tree of packages: which room may know which, and which libraries
 * and habits belong where. A room that does not exist yet breaks nothing.
 */
final class HouseRules {

    /** The table: a room, and the rooms of ours that it may know. */
    private static final Map<String, List<String>> MAY_KNOW =
            table(
                    "model: ",
                    "net: model",
                    "intake: model",
                    "feishu: model net",
                    "links: model net feishu",
                    "download: model net",
                    "store: model",
                    "platform: ",
                    "practice: model",
                    // practice is missing: that an identity is the example is nobody's business
                    "ui.model: model net intake feishu links download store platform",
                    "ui.kit: model ui.model",
                    "ui.shell: model store ui");

    /** What every panel of the window may know besides itself. */
    private static final List<String> PANELS_MAY_KNOW =
            List.of(
                    "model",
                    "net",
                    "intake",
                    "feishu",
                    "links",
                    "download",
                    "store",
                    "platform",
                    "ui.model",
                    "ui.kit");

    private static final Set<String> NO_PANELS = Set.of("model", "kit", "shell");

    private final String base;
    private final Map<String, ArchRule> rules = new LinkedHashMap<>();

    HouseRules(String base) {
        this.base = base;
        MAY_KNOW.forEach(this::room);
        panels();
        libraries();
        habits();
        rule("rooms form no cycle", slices().matching(base + ".(**)").should().beFreeOfCycles());
    }

    /** Rules by name, in the order of the table. */
    Map<String, ArchRule> byName() {
        return rules;
    }

    private void room(String room, List<String> mayKnow) {
        List<String> open = Stream.concat(Stream.of(room), mayKnow.stream()).toList();
        String name = "room " + room;
        rule(
                name,
                noClasses()
                        .that(in(room))
                        .and(notWaived(name))
                        .should()
                        .dependOnClassesThat(ours().and(not(inAnyOf(open)))));
    }

    private void panels() {
        String known = "every class has a room";
        rule(
                known,
                classes()
                        .that(ours())
                        .and(notWaived(known))
                        .should()
                        .resideInAnyPackage(roomPackages()));

        String name = "room of a panel";
        rule(
                name,
                noClasses()
                        .that(describe("are of a panel", type -> panelOf(type).isPresent()))
                        .and(notWaived(name))
                        .should()
                        .dependOnClassesThat(
                                ours().and(not(inAnyOf(PANELS_MAY_KNOW)))
                                        .and(
                                                describe(
                                                        "are of no panel",
                                                        type -> panelOf(type).isEmpty()))));

        String apart = "panels do not know each other";
        rule(
                apart,
                classes()
                        .that(notWaived(apart))
                        .should(
                                Habits.dependOnNo(
                                        "another panel",
                                        (from, to) ->
                                                panelOf(from).isPresent()
                                                        && panelOf(to).isPresent()
                                                        && !panelOf(from).equals(panelOf(to)))));

        String ports = "the observable model takes facts and ports";
        rule(
                ports,
                noClasses()
                        .that(in("ui.model"))
                        .and(notWaived(ports))
                        .should()
                        .dependOnClassesThat(
                                inAnyOf(List.of("net", "intake", "feishu", "links", "download"))
                                        .or(inAnyOf(List.of("store", "platform")))
                                        .and(not(Habits.factOrPort()))));
    }

    private void libraries() {
        library("HTTP in net", List.of("net"), "org.apache.hc..", "java.net.http..");
        library(
                "JSON in feishu, intake, store, practice",
                List.of("feishu", "intake", "store", "practice"),
                "tools.jackson..",
                "com.fasterxml.jackson..");
        library("SQL in store", List.of("store"), "java.sql..", "javax.sql..", "org.sqlite..");
        library(
                "JavaFX in ui and the root",
                List.of("ui", ""),
                "javafx..",
                "org.controlsfx..",
                "atlantafx..",
                "org.kordamp..");
        library("no AWT", List.of(), "java.awt..", "javax.swing..");
        library(
                "SLF4J alone logs",
                List.of(),
                "java.util.logging..",
                "org.apache.commons.logging..",
                "org.apache.logging..");
        library("the logging back end is set up in the root", List.of(""), "ch.qos.logback..");
    }

    private void library(String name, List<String> rooms, String... packages) {
        rule(
                name,
                noClasses()
                        .that(not(inAnyOf(rooms)))
                        .and(notWaived(name))
                        .should()
                        .dependOnClassesThat(resideInAnyPackage(packages)));
    }

    private void habits() {
        habit(
                "only Main prints",
                Habits.access(
                        "System.out, System.err or printStackTrace()",
                        access ->
                                Habits.isMember(access, System.class, "out", "err")
                                        || (access.getTarget().getName().equals("printStackTrace")
                                                && access.getTarget()
                                                        .getOwner()
                                                        .isAssignableTo(Throwable.class)
                                                && Habits.hasNoParameters(access))),
                base + ".Main");
        habit(
                "one clock and one sleep",
                Habits.access("a clock or a sleep of their own", Habits::isClockOrSleep),
                base + ".net.SystemTicker");
        habit(
                "runLater in ui.kit",
                Habits.access(
                        "Platform.runLater",
                        access ->
                                access.getTargetOwner()
                                                .getName()
                                                .equals("javafx.application.Platform")
                                        && access.getTarget().getName().equals("runLater")),
                base + ".ui.kit..");
        habit("no synchronized methods", Habits.synchronizedMethod());
        habit("no static mutable fields", Habits.staticVariable());
        String controllers = "controllers in ui";
        rule(
                controllers,
                classes()
                        .that()
                        .haveSimpleNameEndingWith("Controller")
                        .and(notWaived(controllers))
                        .should()
                        .resideInAPackage(base + ".ui.."));
        String utils = "no Utils";
        rule(
                utils,
                noClasses()
                        .that(notWaived(utils))
                        .should()
                        .haveSimpleNameEndingWith("Utils")
                        .orShould()
                        .haveSimpleNameEndingWith("Util"));
    }

    /** A habit that nobody may have, but for one class (or {@code package..}) where it lives. */
    private void habit(String name, ArchCondition<JavaClass> bad, String... home) {
        DescribedPredicate<JavaClass> atHome =
                describe("are at home", type -> List.of(home).stream().anyMatch(isHome(type)));
        rule(name, noClasses().that(not(atHome)).and(notWaived(name)).should(bad));
    }

    private static Predicate<String> isHome(JavaClass type) {
        return home ->
                home.endsWith("..")
                        ? resideInAnyPackage(home).test(type)
                        : outermost(type).getName().equals(home);
    }

    private void rule(String name, ArchRule rule) {
        rules.put(name, rule.allowEmptyShould(true).as(name));
    }

    /** Excused by the annotation on the class or on one around it. */
    private static DescribedPredicate<JavaClass> notWaived(String rule) {
        return describe(
                "are not waived",
                type ->
                        Stream.iterate(
                                        Optional.of(type),
                                        Optional::isPresent,
                                        inner -> inner.get().getEnclosingClass())
                                .flatMap(Optional::stream)
                                .flatMap(it -> it.tryGetAnnotationOfType(Waiver.class).stream())
                                .noneMatch(waiver -> waiver.rule().equals(rule)));
    }

    private DescribedPredicate<JavaClass> ours() {
        return describe(
                "are ours",
                type ->
                        (type.getPackageName() + ".").startsWith(base + ".")
                                && !outermost(type).isEquivalentTo(Waiver.class));
    }

    private DescribedPredicate<JavaClass> in(String room) {
        return room.isEmpty()
                ? resideInAnyPackage(base)
                : resideInAnyPackage(base + "." + room + "..");
    }

    private DescribedPredicate<JavaClass> inAnyOf(List<String> rooms) {
        return rooms.stream()
                .map(this::in)
                .reduce((one, other) -> one.or(other))
                .orElse(DescribedPredicate.alwaysFalse());
    }

    private String[] roomPackages() {
        List<String> packages = new ArrayList<>(List.of(base, base + ".ui.*.."));
        MAY_KNOW.keySet().forEach(room -> packages.add(base + "." + room + ".."));
        return packages.toArray(String[]::new);
    }

    private Optional<String> panelOf(JavaClass type) {
        String prefix = base + ".ui.";
        String name = type.getPackageName();
        if (!name.startsWith(prefix)) {
            return Optional.empty();
        }
        String panel = name.substring(prefix.length()).split("\\.", 2)[0];
        return Optional.of(panel).filter(it -> !NO_PANELS.contains(it));
    }

    private static JavaClass outermost(JavaClass type) {
        JavaClass outer = type;
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer;
    }

    private static Map<String, List<String>> table(String... rows) {
        Map<String, List<String>> table = new LinkedHashMap<>();
        for (String row : rows) {
            String[] cells = row.split(":", 2);
            table.put(
                    cells[0],
                    Stream.of(cells[1].strip().split(" ")).filter(it -> !it.isEmpty()).toList());
        }
        return table;
    }
}
