package app.jackdaw.ui.shell;

import app.jackdaw.model.Problem;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.model.TransferState;
import app.jackdaw.ui.kit.DialogLook;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.ItemRow;
import app.jackdaw.ui.model.RowState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Alert;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.stage.Stage;

/**
 * Asks whether running downloads, pasted links that are still needed, or a list that is not saved
 * may be left. FX thread.
 */
final class QuitQuestion {

    private final Messages messages;

    QuitQuestion(Messages messages) {
        this.messages = messages;
    }

    /**
     * Asks only where something would suffer: a modal question holds up whoever logs out.
     *
     * @param notKept why something of the list would be lost, if anything would
     */
    boolean mayQuit(Stage owner, AppModel model, Instant now, Optional<Problem> notKept) {
        int running = model.countsProperty().get().batch().underWay();
        boolean anyway = running > 0 || notKept.isPresent();
        return words(running, pasted(model.rows(), now, anyway), notKept)
                .map(words -> ask(owner, words))
                .orElse(true);
    }

    /**
     * Rows that have no file yet and whose link, which is kept in memory alone, would still give
     * it. A link that is forgotten or expired is of no use to anybody, whatever the row does.
     *
     * @param anyway whether there is something else to ask about; if not, only a paused row is
     *     worth a question: closing is not held up for links that were merely looked at
     */
    static int pasted(List<ItemRow> rows, Instant now, boolean anyway) {
        List<RowState> needed =
                rows.stream()
                        .filter(row -> row.item().isPastedLink())
                        .map(ItemRow::state)
                        .filter(row -> needsLink(row, now))
                        .toList();
        boolean paused =
                needed.stream().anyMatch(row -> row.transfer() instanceof TransferState.Paused);
        return anyway || paused ? needed.size() : 0;
    }

    private static boolean needsLink(RowState row, Instant now) {
        TemporaryLink link = row.link().present();
        boolean lives = link != null && !link.isExpired(now);
        return lives && !row.transfer().isFinished();
    }

    /**
     * What is not saved cannot go on next time.
     *
     * @param pasted how many rows, running or not, need their pasted links again next time
     */
    Optional<String> words(int running, int pasted, Optional<Problem> notKept) {
        if (notKept.isPresent()) {
            String why = messages.what(notKept.get());
            return Optional.of(messages.get("quit.notKept", why, running, pasted));
        }
        if (running == 0) {
            return pasted == 0
                    ? Optional.empty()
                    : Optional.of(messages.get("quit.pasted", pasted));
        }
        return Optional.of(messages.get("quit.words", running, pasted));
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
