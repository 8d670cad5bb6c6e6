package app.jackdaw.ui.results;

import app.jackdaw.ui.kit.MiddleEllipsis;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * Draws a file's name over where it came from; long names are cut in the middle and keep their
 * extension. FX thread.
 */
final class NameCell<S> extends TableCell<S, NameLines> {

    private final FontIcon icon = new FontIcon();
    private final Label name = new MiddleEllipsis();
    private final Label origin = new Label();
    private final HBox box;
    private final Tooltip whole = new Tooltip();

    NameCell() {
        name.getStyleClass().add("row-name");
        origin.getStyleClass().add("row-origin");
        VBox lines = new VBox(name, origin);
        lines.getStyleClass().add("name-lines");
        lines.setMinWidth(0);
        HBox.setHgrow(lines, Priority.ALWAYS);
        box = new HBox(icon, lines);
        box.getStyleClass().add("name-cell-box");
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        // a graphic takes its preferred width and would push long names out of the column
        box.prefWidthProperty().bind(widthProperty().subtract(18));
    }

    @Override
    protected void updateItem(NameLines lines, boolean empty) {
        super.updateItem(lines, empty);
        if (empty || lines == null) {
            setGraphic(null);
            setText(null);
            setAccessibleText(null);
            setTooltip(null);
        } else {
            icon.setIconLiteral(lines.icon());
            name.setText(lines.name());
            origin.setText(lines.origin());
            whole.setText(lines.name() + "\n" + lines.origin());
            setText(lines.name());
            setAccessibleText(lines.name() + ", " + lines.origin());
            setTooltip(whole);
            setGraphic(box);
        }
    }
}
