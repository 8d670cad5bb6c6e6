package app.jackdaw.ui.shell;

import app.jackdaw.ui.kit.DialogLook;
import app.jackdaw.ui.kit.Formats;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.shell.ConflictDialog.Answer;
import app.jackdaw.ui.shell.ConflictDialog.Choice;
import app.jackdaw.ui.shell.ConflictDialog.Subject;
import java.time.Instant;
import java.time.ZoneId;
import javafx.geometry.VPos;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.CheckBox;
import javafx.scene.control.DialogPane;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** The words and buttons of one question about a file that is there already. FX thread. */
final class ConflictForm {

    private static final double WIDTH = 460;

    private final Messages messages;
    private final Formats formats;
    private final Subject subject;
    private final ButtonType keep;
    private final ButtonType overwrite;
    private final ButtonType skip;
    private final CheckBox forAll;

    ConflictForm(Messages messages, Subject subject) {
        this.messages = messages;
        this.formats = new Formats(messages, ZoneId.systemDefault());
        this.subject = subject;
        keep = type("conflict.keepBoth", ButtonBar.ButtonData.OK_DONE);
        overwrite = type("conflict.overwrite", ButtonBar.ButtonData.OTHER);
        skip = type("conflict.skip", ButtonBar.ButtonData.CANCEL_CLOSE);
        forAll = new CheckBox(messages.get("conflict.forAll"));
        forAll.setId("conflictForAll");
    }

    private ButtonType type(String key, ButtonBar.ButtonData data) {
        return new ButtonType(messages.get(key), data);
    }

    Alert dialog(Stage owner) {
        Alert dialog = new Alert(Alert.AlertType.CONFIRMATION, "", keep, overwrite, skip);
        new DialogLook(owner).dress(dialog, messages.get("conflict.title"));
        DialogPane pane = dialog.getDialogPane();
        VBox content = new VBox(12, words(), facts(), forAll);
        content.setPrefWidth(WIDTH);
        pane.setContent(content);
        pane.lookupButton(keep).setId("conflictKeepBoth");
        pane.lookupButton(overwrite).setId("conflictOverwrite");
        pane.lookupButton(skip).setId("conflictSkip");
        return dialog;
    }

    private Label words() {
        return wrapped(
                messages.get(
                        "conflict.words",
                        String.valueOf(subject.existing().getFileName()),
                        String.valueOf(subject.existing().getParent())));
    }

    private static Label wrapped(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Label.USE_PREF_SIZE);
        return label;
    }

    private GridPane facts() {
        GridPane facts = new GridPane(16, 4);
        facts.getStyleClass().add("secondary");
        facts.addRow(
                0,
                new Label(messages.get("conflict.there")),
                wrapped(there(subject.size(), subject.changed())));
        facts.addRow(1, new Label(messages.get("conflict.wanted")), wrapped(wanted()));
        facts.getChildren().forEach(fact -> GridPane.setValignment(fact, VPos.TOP));
        return facts;
    }

    private String there(@Nullable Long size, @Nullable Instant changed) {
        String known = size == null ? Formats.UNKNOWN : formats.size(size);
        return changed == null
                ? known
                : messages.get("conflict.changed", known, formats.stamp(changed));
    }

    private String wanted() {
        Long size = subject.wantedSize();
        return size == null ? messages.get("conflict.sizeUnknown") : formats.size(size);
    }

    /** What was chosen; a dialog that was closed without a choice leaves the file alone. */
    Answer answer(Alert dialog) {
        ButtonType chosen = dialog.getResult();
        if (chosen == keep) {
            return new Answer(Choice.KEEP_BOTH, forAll.isSelected());
        }
        return new Answer(
                chosen == overwrite ? Choice.OVERWRITE : Choice.SKIP, forAll.isSelected());
    }
}
