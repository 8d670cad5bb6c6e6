package app.jackdaw.ui.shell;

import app.jackdaw.ui.kit.DialogLook;
import app.jackdaw.ui.kit.Messages;
import javafx.scene.control.Alert;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.stage.Stage;

/** Asks whether running downloads may be left. FX thread. */
final class QuitQuestion {

    private final Messages messages;

    QuitQuestion(Messages messages) {
        this.messages = messages;
    }

    boolean mayQuit(Stage owner, int running) {
        ButtonType stay =
                new ButtonType(messages.get("quit.stay"), ButtonBar.ButtonData.CANCEL_CLOSE);
        ButtonType leave = new ButtonType(messages.get("quit.leave"), ButtonBar.ButtonData.OK_DONE);
        Alert question =
                new Alert(
                        Alert.AlertType.CONFIRMATION,
                        messages.get("quit.words", running),
                        stay,
                        leave);
        // the harmless answer is the one that Enter gives
        ((Button) question.getDialogPane().lookupButton(leave)).setDefaultButton(false);
        ((Button) question.getDialogPane().lookupButton(stay)).setDefaultButton(true);
        new DialogLook(owner).dress(question, messages.get("quit.title"));
        return question.showAndWait().filter(answer -> answer == leave).isPresent();
    }
}
