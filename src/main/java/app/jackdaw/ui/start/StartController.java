package app.jackdaw.ui.start;

import app.jackdaw.ui.kit.Background;
import app.jackdaw.ui.kit.Lifetime;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.ExampleService;
import app.jackdaw.ui.model.Notice;
import java.util.List;
import java.util.function.Consumer;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;

/** The page that greets: leads to the token editor or fills it with an example. FX thread. */
public final class StartController {

    private final AppModel model;
    private final ExampleService example;
    private final Background background;
    private final Messages messages;
    private final Lifetime lifetime;
    private Runnable whenTokens = () -> {};

    @FXML private Node startPane;
    @FXML private Button tryExampleButton;
    @FXML private Label exampleWords;

    public StartController(
            AppModel model,
            ExampleService example,
            Background background,
            Messages messages,
            Lifetime lifetime) {
        this.model = model;
        this.example = example;
        this.background = background;
        this.messages = messages;
        this.lifetime = lifetime;
    }

    @FXML
    private void initialize() {
        exampleWords.setText(messages.get("start.example.words", example.files()));
        startPane.visibleProperty().bind(model.startPaneShownProperty());
        lifetime.listen(
                model.editorTextProperty(),
                () -> {
                    if (!model.editorTextProperty().get().isBlank()) {
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
        start(this::fill);
    }

    /** For rows of the example that are in the list already. */
    public void startAgain(Runnable whenStarted) {
        start(started -> {
            model.credentials().offer(started.identity());
            whenStarted.run();
        });
    }

    private void start(Consumer<ExampleService.Example> whenStarted) {
        tryExampleButton.setDisable(true);
        background.call(
                "start the example",
                () -> example.start(messages.locale()),
                started -> {
                    tryExampleButton.setDisable(false);
                    whenStarted.accept(started);
                },
                problem -> {
                    tryExampleButton.setDisable(false);
                    model.noticeProperty().set(new Notice("status.problem", List.of(problem)));
                });
    }

    /**
     * An ordinary run from here on: tokens in the editor, and an address and an application where
     * the user has none.
     */
    private void fill(ExampleService.Example started) {
        model.credentials().offer(started.identity());
        String before = model.editorTextProperty().get();
        model.editorTextProperty()
                .set(
                        before.isBlank()
                                ? started.text()
                                : before.stripTrailing() + "\n" + started.text());
        model.startPaneShownProperty().set(false);
        model.noticeProperty().set(Notice.of("status.exampleReady"));
        whenTokens.run();
    }
}
