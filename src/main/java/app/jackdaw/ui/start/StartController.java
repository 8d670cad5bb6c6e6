package app.jackdaw.ui.start;

import app.jackdaw.ui.kit.Background;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.ExampleService;
import app.jackdaw.ui.model.IdentityKind;
import app.jackdaw.ui.model.Notice;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;

/** The page that greets: leads to the token editor or fills it with an example. FX thread. */
public final class StartController {

    private final AppModel model;
    private final ExampleService example;
    private final Background background;
    private final Messages messages;
    private Runnable whenTokens = () -> {};

    @FXML private Node startPane;
    @FXML private Button tryExampleButton;

    public StartController(
            AppModel model, ExampleService example, Background background, Messages messages) {
        this.model = model;
        this.example = example;
        this.background = background;
        this.messages = messages;
    }

    @FXML
    private void initialize() {
        startPane.visibleProperty().bind(model.startPaneShownProperty());
        model.editorTextProperty()
                .addListener((_, _, text) -> {
                    if (text != null && !text.isBlank()) {
                        model.startPaneShownProperty().set(false);
                    }
                });
    }

    /** The token editor opens itself and takes the cursor then. */
    public void onTokens(Runnable listener) {
        whenTokens = listener;
    }

    @FXML
    private void tokens() {
        model.startPaneShownProperty().set(false);
        whenTokens.run();
    }

    @FXML
    public void tryExample() {
        tryExampleButton.setDisable(true);
        background.call(
                "start the example",
                () -> example.start(messages.locale()),
                this::fill,
                problem -> {
                    tryExampleButton.setDisable(false);
                    model.noticeProperty().set(new Notice("status.problem", List.of(problem)));
                });
    }

    /** An ordinary run from here on: an address, an application, and tokens in the editor. */
    private void fill(ExampleService.Example started) {
        tryExampleButton.setDisable(false);
        var app = started.identity();
        var credentials = model.credentials();
        // first, so that everything after it is known to be the example's and is not remembered
        credentials.baseAddressProperty().set(app.platform().apiBase().toString());
        credentials.platformProperty().set(app.platform().kind());
        credentials.identityProperty().set(IdentityKind.APP);
        credentials.appIdProperty().set(app.appId());
        credentials.appSecretProperty().set(app.appSecret().value());
        model.editorTextProperty().set(started.text());
        model.startPaneShownProperty().set(false);
        model.noticeProperty().set(Notice.of("status.exampleReady"));
        whenTokens.run();
    }
}
