package app.jackdaw.ui.tokens;

import app.jackdaw.ui.kit.Background;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.Notice;
import java.io.File;
import java.util.List;
import java.util.function.Consumer;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/** Takes the lists that the user chooses or drops. FX thread; files are read off it. */
final class ListFiles {

    private final AppModel model;
    private final Background background;
    private final Messages messages;
    private final Consumer<String> onText;

    /**
     * @param onText is given what a file holds, as soon as it is read
     */
    ListFiles(AppModel model, Background background, Messages messages, Consumer<String> onText) {
        this.model = model;
        this.background = background;
        this.messages = messages;
        this.onText = onText;
    }

    void choose(Window above) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(messages.get("tokens.open.title"));
        chooser.getExtensionFilters()
                .setAll(
                        new FileChooser.ExtensionFilter(
                                messages.get("tokens.open.files"),
                                "*.txt",
                                "*.csv",
                                "*.tsv",
                                "*.json",
                                "*.md"));
        File chosen = chooser.showOpenDialog(above);
        if (chosen != null) {
            read(List.of(chosen));
        }
    }

    void read(List<File> files) {
        for (File file : files) {
            background.call(
                    "open list",
                    () -> ListFile.read(file.toPath()),
                    onText,
                    _ ->
                            model.noticeProperty()
                                    .set(Notice.of("status.fileUnreadable", file.getName())));
        }
    }
}
