package app.jackdaw.ui.kit;

import javafx.beans.property.BooleanProperty;
import javafx.scene.Node;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * Folds and unfolds a panel of the left side: its body is hidden, never taken out of the scene. FX
 * thread.
 */
public final class SidePanel {

    private final BooleanProperty open;

    /**
     * @param open kept by the model, so that it outlives the views
     */
    public SidePanel(Node body, FontIcon chevron, BooleanProperty open) {
        this.open = open;
        body.visibleProperty().bind(open);
        body.managedProperty().bind(open);
        chevron.iconCodeProperty()
                .bind(open.map(isOpen -> isOpen ? Feather.CHEVRON_DOWN : Feather.CHEVRON_RIGHT));
    }

    public BooleanProperty openProperty() {
        return open;
    }

    public void toggle() {
        open.set(!open.get());
    }
}
