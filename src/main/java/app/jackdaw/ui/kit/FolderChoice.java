package app.jackdaw.ui.kit;

import app.jackdaw.ui.model.AppModel;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javafx.stage.DirectoryChooser;
import javafx.stage.Window;

/** Asks the user for the folder that files go to. FX thread. */
public final class FolderChoice {

    private final AppModel model;
    private final Messages messages;

    public FolderChoice(AppModel model, Messages messages) {
        this.model = model;
        this.messages = messages;
    }

    /**
     * Shows the system's dialog; what is chosen there counts at once.
     *
     * @return whether a folder was chosen
     */
    public boolean ask(Window owner) {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(messages.get("results.chooseFolder"));
        begin().map(Path::toFile).ifPresent(chooser::setInitialDirectory);
        File chosen = chooser.showDialog(owner);
        if (chosen != null) {
            model.destinationProperty().set(chosen.getPath());
        }
        return chosen != null;
    }

    /** The present folder, or the nearest one above it that exists. */
    Optional<Path> begin() {
        for (Path at = model.destinationFolder().orElse(null); at != null; at = at.getParent()) {
            if (Files.isDirectory(at)) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }
}
