package app.jackdaw.ui.results;

import javafx.fxml.FXML;

/** The buttons above the table; forwards. FX thread. */
public final class CommandBarController {

    /** Given before anybody can press a button. */
    @SuppressWarnings("NullAway.Init")
    private ResultCommands commands;

    void command(ResultCommands given) {
        commands = given;
    }

    @FXML
    private void getLinks() {
        commands.getLinks();
    }

    @FXML
    private void copyLinks() {
        commands.copyLinks();
    }

    @FXML
    private void download() {
        commands.download();
    }

    @FXML
    private void pause() {
        commands.pause();
    }

    @FXML
    private void resume() {
        commands.resume();
    }

    @FXML
    private void cancel() {
        commands.cancel();
    }

    @FXML
    private void retry() {
        commands.retry();
    }
}
