package app.jackdaw.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuBar;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.PickResult;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody needs who hears the window or has no mouse. */
class AccessibilityJourneyTest extends JourneyTest {

    /** Two controls of one line may differ by that much in height. */
    private static final double SAME_LINE = 12;

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void everyControlHasAName(String language) throws Exception {
        start(language);
        add(serve(3));
        List<String> nameless =
                app.onFx(() -> {
                    List<Control> controls = new ArrayList<>();
                    Set<Node> labelled = new HashSet<>();
                    collect(app.stage().getScene().getRoot(), controls, labelled);
                    assertThat(controls).hasSizeGreaterThan(30);
                    return controls.stream()
                            .filter(control -> !labelled.contains(control))
                            .filter(control -> !hasName(control))
                            .map(Control::toString)
                            .toList();
                });
        assertThat(nameless).isEmpty();
    }

    private static boolean hasName(Control control) {
        boolean spoken =
                control.getAccessibleText() != null && !control.getAccessibleText().isBlank();
        boolean written =
                control instanceof Labeled labeled
                        && labeled.getText() != null
                        && !labeled.getText().isBlank();
        return spoken || written;
    }

    /** Whatever can be reached or is said to move; not the parts that a control is made of. */
    private static void collect(Node node, List<Control> controls, Set<Node> labelled) {
        if (node instanceof Label label && label.getLabelFor() != null) {
            labelled.add(label.getLabelFor());
        }
        boolean container = node instanceof ScrollPane || node instanceof MenuBar;
        if (node instanceof Control control
                && !container
                && !(node instanceof ScrollBar)
                && (control.isFocusTraversable() || node instanceof ProgressIndicator)) {
            controls.add(control);
            return;
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, controls, labelled));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void focusGoesFromTopToBottomAndFromLeftToRight(String language) throws Exception {
        start(language);
        add(serve(3));
        for (String panel : List.of("credentialsPanel", "tokenEditor", "resultsPanel")) {
            List<String> jumps = app.onFx(() -> jumps(app.stage().getScene().lookup("#" + panel)));
            assertThat(jumps).as(panel).isEmpty();
        }
    }

    /** Places where the focus would go up, or back in a line. */
    private static List<String> jumps(Node panel) {
        List<Control> controls = new ArrayList<>();
        collect(panel, controls, new HashSet<>());
        List<String> jumps = new ArrayList<>();
        Control before = null;
        for (Control control : controls) {
            if (!isShown(control) || !control.isFocusTraversable()) {
                continue;
            }
            if (before != null && isBefore(control, before)) {
                jumps.add(before.getId() + " -> " + control.getId());
            }
            before = control;
        }
        return jumps;
    }

    private static boolean isBefore(Node node, Node other) {
        Bounds here = node.localToScene(node.getBoundsInLocal());
        Bounds there = other.localToScene(other.getBoundsInLocal());
        boolean sameLine = Math.abs(here.getCenterY() - there.getCenterY()) < SAME_LINE;
        return sameLine ? here.getMinX() < there.getMinX() : here.getCenterY() < there.getCenterY();
    }

    private static boolean isShown(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return true;
    }

    @Test
    void progressBarsAreNamedAfterTheirFile() throws Exception {
        StandInFile held = serve(StandInFile.Behaviour.HELD);
        startConnectable();
        add(held.token() + "\t年终报告.pdf");
        app.fire("downloadButton");
        app.await("running", () -> app.column("columnStatus").contains("Downloading"));
        app.await(
                "a bar with the name of the file",
                () ->
                        app.onFx(() ->
                                app.table().lookupAll(".progress-bar").stream()
                                        .map(ProgressBar.class::cast)
                                        .anyMatch(bar ->
                                                ENGLISH.get("progress.of", "年终报告.pdf")
                                                        .equals(bar.getAccessibleText()))));
    }

    @Test
    void menuKeyOpensTheMenuOfTheRow() throws Exception {
        start("en");
        add(serve(3));
        app.await("rows are drawn", () -> app.onFx(() -> app.table().lookup(".row-name") != null));
        app.select(1);
        app.onFx(() -> {
            app.table().requestFocus();
            app.table()
                    .fireEvent(
                            new ContextMenuEvent(
                                    ContextMenuEvent.CONTEXT_MENU_REQUESTED,
                                    0,
                                    0,
                                    0,
                                    0,
                                    true,
                                    new PickResult(app.table(), 0, 0)));
            return null;
        });
        app.await(
                "the menu of one row",
                () ->
                        app.onFx(() ->
                                Window.getWindows().stream()
                                        .filter(ContextMenu.class::isInstance)
                                        .map(ContextMenu.class::cast)
                                        .anyMatch(menu ->
                                                menu.getItems().stream()
                                                        .anyMatch(item ->
                                                                ENGLISH.get("menu.copyLinks", 1)
                                                                        .equals(item.getText())))));
    }
}
