package app.jackdaw.ui.help;

import app.jackdaw.ui.kit.DialogLook;
import app.jackdaw.ui.kit.Messages;
import java.util.function.Supplier;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.VBox;
import javafx.stage.Modality;
import javafx.stage.Stage;

/**
 * Version, licence and the notices of the libraries in it. FX thread.
 *
 * @param notices the collected text; empty where the application was not built as an installer,
 *     which is what collects it
 */
public record About(String version, Supplier<String> notices) {

    public void show(Stage owner, Messages messages) {
        String text = notices.get();
        Label words = new Label(messages.get("about.words", version));
        words.setWrapText(true);
        TextArea libraries = new TextArea(text.isBlank() ? messages.get("about.noNotices") : text);
        libraries.setEditable(false);
        libraries.setPrefSize(640, 360);
        libraries.getStyleClass().add("mono");
        libraries.setAccessibleText(messages.get("about.notices"));
        VBox content = new VBox(12, words, new Label(messages.get("about.notices")), libraries);
        // the toolkit's own word for it is in the language of the system
        ButtonType close =
                new ButtonType(messages.get("about.close"), ButtonBar.ButtonData.CANCEL_CLOSE);
        Alert dialog = new Alert(Alert.AlertType.INFORMATION, "", close);
        new DialogLook(owner).dress(dialog, messages.get("about.title"));
        dialog.getDialogPane().setContent(content);
        dialog.initModality(Modality.NONE);
        dialog.setResizable(true);
        dialog.show();
    }
}
