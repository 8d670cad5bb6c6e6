package app.jackdaw.ui.shell;

import app.jackdaw.ui.kit.DialogLook;
import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.kit.Messages;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;

/** Asks what to do with a file that is there already. FX thread. */
public final class ConflictDialog {

    /** What the user chose. */
    public enum Choice {
        KEEP_BOTH,
        OVERWRITE,
        SKIP
    }

    /**
     * @param forAll whether the choice holds for the files still to come
     */
    public record Answer(Choice choice, boolean forAll) {}

    private final Stage owner;
    private final Supplier<Language> language;

    public ConflictDialog(Stage owner, Supplier<Language> language) {
        this.owner = owner;
        this.language = language;
    }

    /**
     * @return empty when the dialog was closed without a choice
     */
    public Optional<Answer> ask(Path existing) {
        Messages messages = new Messages(language.get());
        ButtonType keep =
                new ButtonType(messages.get("conflict.keepBoth"), ButtonBar.ButtonData.OK_DONE);
        ButtonType overwrite =
                new ButtonType(messages.get("conflict.overwrite"), ButtonBar.ButtonData.OTHER);
        ButtonType skip =
                new ButtonType(messages.get("conflict.skip"), ButtonBar.ButtonData.CANCEL_CLOSE);
        CheckBox forAll = new CheckBox(messages.get("conflict.forAll"));
        Label words = new Label(messages.get("conflict.words", existing.toString()));
        words.setWrapText(true);
        words.setMaxWidth(460);
        Alert dialog = new Alert(Alert.AlertType.CONFIRMATION, "", keep, overwrite, skip);
        new DialogLook(owner).dress(dialog, messages.get("conflict.title"));
        VBox content = new VBox(12, words, forAll);
        dialog.getDialogPane().setContent(content);
        return dialog.showAndWait()
                .map(chosen -> new Answer(choice(chosen, keep, overwrite), forAll.isSelected()));
    }

    private static Choice choice(ButtonType chosen, ButtonType keep, ButtonType overwrite) {
        if (chosen == keep) {
            return Choice.KEEP_BOTH;
        }
        return chosen == overwrite ? Choice.OVERWRITE : Choice.SKIP;
    }
}
