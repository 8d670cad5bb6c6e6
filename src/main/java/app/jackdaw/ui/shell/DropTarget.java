package app.jackdaw.ui.shell;

import app.jackdaw.ui.kit.Messages;
import java.io.File;
import java.util.List;
import java.util.function.BiConsumer;
import javafx.scene.control.Label;
import javafx.scene.input.Dragboard;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/**
 * Takes text and list files that are dropped anywhere on the window, and says before what will
 * happen. FX thread.
 */
final class DropTarget {

    private final Label overlay = new Label();
    private final BiConsumer<@Nullable String, List<File>> take;

    /**
     * @param take gets the dropped text or null, and the dropped files
     */
    DropTarget(Messages messages, BiConsumer<@Nullable String, List<File>> take) {
        this.take = take;
        overlay.setText(messages.get("drop.words"));
        overlay.getStyleClass().add("drop-overlay");
        overlay.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
        overlay.setMouseTransparent(true);
        overlay.setVisible(false);
    }

    void accept(StackPane window) {
        window.getChildren().add(overlay);
        window.setOnDragOver(drag -> {
            Dragboard board = drag.getDragboard();
            if (drag.getGestureSource() == null && (board.hasFiles() || board.hasString())) {
                drag.acceptTransferModes(TransferMode.COPY);
                overlay.setVisible(true);
            }
            drag.consume();
        });
        window.setOnDragExited(_ -> overlay.setVisible(false));
        window.setOnDragDropped(drag -> {
            overlay.setVisible(false);
            Dragboard board = drag.getDragboard();
            List<File> files = board.hasFiles() ? board.getFiles() : List.of();
            take.accept(files.isEmpty() ? board.getString() : null, files);
            drag.setDropCompleted(true);
            drag.consume();
        });
    }
}
