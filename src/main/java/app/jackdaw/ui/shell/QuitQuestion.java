package app.jackdaw.ui.shell;

import app.jackdaw.model.Problem;
import app.jackdaw.ui.kit.DialogLook;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.ItemRow;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Alert;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.stage.Stage;

/** Asks whether running downloads, or a list that is not saved, may be left. FX thread. */
final class QuitQuestion {

    private final Messages messages;

    QuitQuestion(Messages messages) {
        this.messages = messages;
    }

    /**
     * Asks only where something would suffer.
     *
     * @param notKept why something of the list would be lost, if anything would
     */
    boolean mayQuit(Stage owner, AppModel model, Optional<Problem> notKept) {
        int running = model.countsProperty().get().batch().underWay();
        return words(running, pasted(model.rows()), notKept)
                .map(words -> ask(owner, words))
                .orElse(true);
    }

    /** Of those that run, whose links are kept in memory alone. */
    static int pasted(List<ItemRow> rows) {
        return (int)
                rows.stream()
                        .filter(row -> row.item().isPastedLink())
                        .filter(row -> row.state().transfer().isUnderWay())
                        .count();
    }

    /**
     * What is not saved cannot go on next time.
     *
     * @param pasted how many of those that run need their pasted links again next time
     */
    Optional<String> words(int running, int pasted, Optional<Problem> notKept) {
        if (notKept.isPresent()) {
            String why = messages.what(notKept.get());
            return Optional.of(messages.get("quit.notKept", why, running, pasted));
        }
        return running == 0
                ? Optional.empty()
                : Optional.of(messages.get("quit.words", running, pasted));
    }

    private boolean ask(Stage owner, String words) {
        ButtonType stay =
                new ButtonType(messages.get("quit.stay"), ButtonBar.ButtonData.CANCEL_CLOSE);
        ButtonType leave = new ButtonType(messages.get("quit.leave"), ButtonBar.ButtonData.OK_DONE);
        Alert question = new Alert(Alert.AlertType.CONFIRMATION, words, stay, leave);
        // the harmless answer is the one that Enter gives
        ((Button) question.getDialogPane().lookupButton(leave)).setDefaultButton(false);
        ((Button) question.getDialogPane().lookupButton(stay)).setDefaultButton(true);
        new DialogLook(owner).dress(question, messages.get("quit.title"));
        return question.showAndWait().filter(answer -> answer == leave).isPresent();
    }
}
