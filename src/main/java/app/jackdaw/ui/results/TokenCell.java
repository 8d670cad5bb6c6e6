package app.jackdaw.ui.results;

import app.jackdaw.ui.kit.MiddleEllipsis;
import app.jackdaw.ui.model.ItemRow;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;

/** Draws a token, cut in the middle where it does not fit: people compare both ends. FX thread. */
final class TokenCell extends TableCell<ItemRow, String> {

    private final Label label = new MiddleEllipsis();
    private final Tooltip whole = new Tooltip();

    TokenCell() {
        label.getStyleClass().add("mono");
        label.prefWidthProperty().bind(widthProperty().subtract(16));
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    }

    @Override
    protected void updateItem(String token, boolean empty) {
        super.updateItem(token, empty);
        boolean nothing = empty || token == null || token.isEmpty();
        setText(nothing ? null : token);
        label.setText(token);
        whole.setText(token);
        setTooltip(nothing ? null : whole);
        setGraphic(nothing ? null : label);
    }
}
