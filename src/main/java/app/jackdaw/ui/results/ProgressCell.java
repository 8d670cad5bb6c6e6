package app.jackdaw.ui.results;

import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.model.ItemRow;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** Draws a thin bar with its words beside it. FX thread. */
final class ProgressCell extends TableCell<ItemRow, Progress> {

    private final Messages messages;
    private final ProgressBar bar = new ProgressBar();
    private final Label words = new Label();
    private final HBox box = new HBox(bar, words);
    private final Tooltip bytes = new Tooltip();

    ProgressCell(Messages messages) {
        this.messages = messages;
        box.setAlignment(Pos.CENTER_LEFT);
        box.getStyleClass().add("progress-cell-box");
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.getStyleClass().add("thin");
        words.setMinWidth(USE_PREF_SIZE);
        HBox.setHgrow(bar, Priority.ALWAYS);
        bar.managedProperty().bind(bar.visibleProperty());
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    }

    @Override
    protected void updateItem(Progress progress, boolean empty) {
        super.updateItem(progress, empty);
        if (empty || progress == null || progress.text().isEmpty()) {
            bar.setProgress(0); // an indeterminate bar would go on moving unseen
            setGraphic(null);
            setText(null);
            setAccessibleText(null);
            setTooltip(null);
        } else {
            bar.setVisible(progress.fraction() != Progress.NO_BAR);
            // somebody who wants nothing to move reads the words beside it
            boolean still = Platform.getPreferences().isReducedMotion();
            bar.setProgress(Math.max(progress.fraction(), still ? 0 : Progress.INDETERMINATE));
            bar.setAccessibleText(messages.get("progress.of", name()));
            words.setText(progress.text());
            setText(progress.text());
            setGraphic(box);
            setAccessibleText(
                    progress.bytes().isEmpty()
                            ? progress.text()
                            : progress.text() + ", " + progress.bytes());
            bytes.setText(progress.bytes());
            setTooltip(progress.bytes().isEmpty() ? null : bytes);
        }
    }

    private String name() {
        ItemRow row = getTableRow() == null ? null : getTableRow().getItem();
        return row == null ? "" : row.displayName();
    }
}
