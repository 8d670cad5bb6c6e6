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
    private final Messages messages;
    private final BiConsumer<@Nullable String, List<File>> take;
    private final Runnable refuse;

    /**
     * @param take gets the dropped text or null, and the dropped files
     * @param refuse told of anything else that was dropped
     */
    DropTarget(Messages messages, BiConsumer<@Nullable String, List<File>> take, Runnable refuse) {
        this.messages = messages;
        this.take = take;
        this.refuse = refuse;
        overlay.getStyleClass().add("drop-overlay");
        overlay.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
        overlay.setMouseTransparent(true);
        overlay.setWrapText(true);
        overlay.setVisible(false);
    }

    void accept(StackPane window) {
        window.getChildren().add(overlay);
        window.setOnDragOver(drag -> {
            if (drag.getGestureSource() == null) {
                drag.acceptTransferModes(TransferMode.COPY); // also to say what could be dropped
                overlay.setText(
                        messages.get(
                                isUsable(drag.getDragboard()) ? "drop.words" : "drop.unsupported"));
                overlay.setVisible(true);
            }
            drag.consume();
        });
        window.setOnDragExited(_ -> overlay.setVisible(false));
        window.setOnDragDropped(drag -> {
            overlay.setVisible(false);
            Dragboard board = drag.getDragboard();
            boolean usable = isUsable(board);
            if (usable) {
                List<File> files = board.hasFiles() ? board.getFiles() : List.of();
                take.accept(files.isEmpty() ? board.getString() : null, files);
            } else {
                refuse.run();
            }
            drag.setDropCompleted(usable);
            drag.consume();
        });
    }

    private static boolean isUsable(Dragboard board) {
        return board.hasFiles() || board.hasString();
    }
}
