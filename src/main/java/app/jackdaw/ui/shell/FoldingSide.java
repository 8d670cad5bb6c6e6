package app.jackdaw.ui.shell;

import app.jackdaw.ui.kit.SidePanel;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableDoubleValue;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/**
 * The left side: whole in a wide window; under 1200 pixels it folds to icons, which bring the
 * panels back one by one. Hidden, never taken out of the scene. FX thread.
 */
final class FoldingSide {

    /** User experience, section 1.2. */
    private static final double WIDE = 1_200;

    static final double WIDTH = 340;

    private static final double STRIP = 52;
    private static final PseudoClass OVER = PseudoClass.getPseudoClass("over");

    private final Node side;
    private final Region room;
    private final Region strip;
    private final BooleanProperty narrow = new SimpleBooleanProperty();

    /** What lies on the side, from the top; nothing before {@link #take}. */
    private List<Part> parts = List.of();

    /** One panel with the icon that brings it back. */
    record Part(Node node, SidePanel panel, ToggleButton toggle) {

        /** Makes the panel visible whatever the width. */
        void show() {
            panel.openProperty().set(true);
            toggle.setSelected(true);
        }
    }

    FoldingSide(Node side, Region room, Region strip) {
        this.side = side;
        this.room = room;
        this.strip = strip;
    }

    /** Keeps the room for the panels from the first frame on, which may come before they do. */
    void follow(ObservableDoubleValue width) {
        strip.managedProperty().bind(strip.visibleProperty());
        side.managedProperty().bind(side.visibleProperty());
        narrow.addListener((_, _, _) -> arrange());
        width.addListener((_, _, now) -> narrow.set(now.doubleValue() < WIDE));
        narrow.set(width.get() < WIDE);
        arrange();
    }

    /** Called once. */
    void take(Part... panels) {
        for (Part part : panels) {
            part.node().managedProperty().bind(part.node().visibleProperty());
            part.toggle().selectedProperty().addListener((_, _, _) -> arrange());
        }
        parts = List.of(panels);
        arrange();
    }

    /** As its icon does; what is whole already stays as the user folded it. */
    void bringOut(Part part) {
        if (narrow.get()) {
            part.toggle().setSelected(true);
        }
    }

    private void arrange() {
        boolean isNarrow = narrow.get();
        strip.setVisible(isNarrow);
        for (Part part : parts) {
            part.node().setVisible(!isNarrow || part.toggle().isSelected());
        }
        side.setVisible(!isNarrow || parts.stream().anyMatch(part -> part.node().isVisible()));
        // in a narrow window the side lies over the table instead of squeezing it
        room.setMinWidth(isNarrow ? 0 : WIDTH);
        StackPane.setMargin(side, new Insets(0, 0, 0, isNarrow ? STRIP : 0));
        side.pseudoClassStateChanged(OVER, isNarrow);
        if (isNarrow) {
            // an icon that was pressed means: show me
            parts.stream()
                    .filter(part -> part.toggle().isSelected())
                    .forEach(part -> part.panel().openProperty().set(true));
        }
    }
}
