package app.jackdaw.ui.shell;

import app.jackdaw.ui.kit.DialogLook;
import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.kit.Theme;
import app.jackdaw.ui.model.ThemeChoice;
import java.nio.file.Path;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.DialogPane;

/**
 * What a start says that finds its data folder taken by an instance that does not answer: there is
 * no window yet, and nothing was read that could say how it should look. FX thread.
 */
public final class AlreadyRunning {

    private final Language language;
    private final Messages messages;
    private final Path dataFolder;

    public AlreadyRunning(Language language, Path dataFolder) {
        this.language = language;
        this.messages = new Messages(language);
        this.dataFolder = dataFolder;
    }

    public String sentence() {
        return messages.get("running.words", dataFolder.toString());
    }

    /** Until it is closed. */
    public void show() {
        try (Theme theme = new Theme()) {
            theme.choose(ThemeChoice.SYSTEM);
            dialog(theme).showAndWait();
        }
    }

    Alert dialog(Theme theme) {
        ButtonType close =
                new ButtonType(messages.get("running.close"), ButtonBar.ButtonData.OK_DONE);
        Alert words = new Alert(Alert.AlertType.NONE, sentence(), close);
        DialogLook.plain(words, messages.get("running.title"));
        DialogPane pane = words.getDialogPane();
        theme.dress(pane.getScene(), pane, language);
        return words;
    }
}
