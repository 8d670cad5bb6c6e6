package app.jackdaw.ui.results;

import app.jackdaw.ui.kit.FolderChoice;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.model.AppModel;
import javafx.fxml.FXML;
import javafx.scene.control.TextField;

/** Where the next files go, below the table. FX thread. */
public final class DestinationController {

    private final AppModel model;
    private final RowFiles files;
    private final Messages messages;

    @FXML private TextField destinationField;

    public DestinationController(AppModel model, RowFiles files, Messages messages) {
        this.model = model;
        this.files = files;
        this.messages = messages;
    }

    @FXML
    private void initialize() {
        destinationField.textProperty().bindBidirectional(model.destinationProperty());
    }

    @FXML
    private void chooseFolder() {
        new FolderChoice(model, messages).ask(destinationField.getScene().getWindow());
    }

    @FXML
    private void openFolder() {
        files.openFolder();
    }
}
