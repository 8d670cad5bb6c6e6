package app.jackdaw.ui.kit;

import java.util.List;
import javafx.scene.control.Dialog;
import javafx.stage.Stage;

/**
 * Gives a dialog the looks and the fonts of the window that it belongs to: a title and words,
 * without the toolkit's pictures. FX thread.
 */
public final class DialogLook {

    private static final String FONT_CLASSES = "font-";

    private final Stage owner;

    public DialogLook(Stage owner) {
        this.owner = owner;
    }

    /** To be called before the dialog is shown. */
    public void dress(Dialog<?> dialog, String title) {
        dialog.initOwner(owner);
        dialog.getDialogPane().getStyleClass().addAll(fonts());
        plain(dialog, title);
    }

    /** The same for a dialog that belongs to no window and gets sheets and fonts by itself. */
    public static void plain(Dialog<?> dialog, String title) {
        dialog.setTitle(title);
        dialog.setHeaderText(title);
        dialog.setGraphic(null);
        dialog.getDialogPane().getStyleClass().add("dressed");
    }

    /** To be called before the second window is shown. */
    public void dress(Stage second, String title) {
        second.initOwner(owner);
        second.setTitle(title);
        second.getIcons().setAll(owner.getIcons());
        second.getScene().getStylesheets().setAll(owner.getScene().getStylesheets());
        second.getScene().getRoot().getStyleClass().addAll(fonts());
    }

    private List<String> fonts() {
        return owner.getScene().getRoot().getStyleClass().stream()
                .filter(name -> name.startsWith(FONT_CLASSES))
                .toList();
    }
}
