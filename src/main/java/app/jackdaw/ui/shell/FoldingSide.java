package app.jackdaw.ui.shell;

import app.jackdaw.ui.kit.SidePanel;
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
    private final ToggleButton credentialsToggle;
    private final ToggleButton tokensToggle;
    private final SidePanel credentials;
    private final SidePanel tokens;
    private final Node credentialsNode;
    private final Node tokensNode;
    private final BooleanProperty narrow = new SimpleBooleanProperty();

    /** One panel with the icon that brings it back. */
    record Part(Node node, SidePanel panel, ToggleButton toggle) {}

    FoldingSide(Node side, Region room, Region strip, Part credentials, Part tokens) {
        this.side = side;
        this.room = room;
        this.strip = strip;
        this.credentialsToggle = credentials.toggle();
        this.tokensToggle = tokens.toggle();
        this.credentials = credentials.panel();
        this.tokens = tokens.panel();
        this.credentialsNode = credentials.node();
        this.tokensNode = tokens.node();
    }

    void follow(ObservableDoubleValue width) {
        strip.managedProperty().bind(strip.visibleProperty());
        side.managedProperty().bind(side.visibleProperty());
        credentialsNode.managedProperty().bind(credentialsNode.visibleProperty());
        tokensNode.managedProperty().bind(tokensNode.visibleProperty());
        credentialsToggle.selectedProperty().addListener((_, _, _) -> arrange());
        tokensToggle.selectedProperty().addListener((_, _, _) -> arrange());
        narrow.addListener((_, _, _) -> arrange());
        width.addListener((_, _, now) -> narrow.set(now.doubleValue() < WIDE));
        narrow.set(width.get() < WIDE);
        arrange();
    }

    /** Makes the credentials panel visible whatever the width. */
    void showCredentials() {
        credentials.openProperty().set(true);
        credentialsToggle.setSelected(true);
    }

    /** Makes the token editor visible whatever the width. */
    void showTokens() {
        tokens.openProperty().set(true);
        tokensToggle.setSelected(true);
    }

    private void arrange() {
        boolean isNarrow = narrow.get();
        strip.setVisible(isNarrow);
        credentialsNode.setVisible(!isNarrow || credentialsToggle.isSelected());
        tokensNode.setVisible(!isNarrow || tokensToggle.isSelected());
        side.setVisible(credentialsNode.isVisible() || tokensNode.isVisible());
        // in a narrow window the side lies over the table instead of squeezing it
        room.setMinWidth(!isNarrow && side.isVisible() ? WIDTH : 0);
        StackPane.setMargin(side, new Insets(0, 0, 0, isNarrow ? STRIP : 0));
        side.pseudoClassStateChanged(OVER, isNarrow);
        if (isNarrow) {
            // an icon that was pressed means: show me
            credentials
                    .openProperty()
                    .set(credentials.openProperty().get() || credentialsToggle.isSelected());
            tokens.openProperty().set(tokens.openProperty().get() || tokensToggle.isSelected());
        }
    }
}
