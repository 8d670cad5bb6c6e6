package app.jackdaw.ui.shell;

import app.jackdaw.ui.credentials.CredentialsController;
import app.jackdaw.ui.kit.Formats;
import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.kit.Lifetime;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.kit.Views;
import app.jackdaw.ui.kit.Views.View;
import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.IdentityGate;
import app.jackdaw.ui.model.ItemRow;
import app.jackdaw.ui.model.RowSync;
import app.jackdaw.ui.model.ThemeChoice;
import app.jackdaw.ui.problems.ProblemsController;
import app.jackdaw.ui.results.ResultActions;
import app.jackdaw.ui.results.ResultsController;
import app.jackdaw.ui.start.StartController;
import app.jackdaw.ui.tokens.TokensController;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.MenuBar;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Assembles the window out of the panels and connects them to one another. FX thread. */
public final class ShellController {

    /** What the window asks of the application itself. */
    public record Host(
            Runnable quit,
            Runnable about,
            Runnable settings,
            Consumer<Language> language,
            Consumer<ThemeChoice> theme,
            Consumer<URI> browse) {}

    private final AppModel model;
    private final IdentityGate gate;
    private final ResultActions actions;
    private final RowSync sync;
    private final Messages messages;
    private final Formats formats;
    private final Lifetime lifetime;
    private @Nullable StatusBar status;
    private @Nullable ResultsController results;
    private @Nullable TokensController editor;

    @FXML private StackPane shell;
    @FXML private MenuBar menuBar;
    @FXML private StackPane main;
    @FXML private StackPane panels;
    @FXML private VBox strip;
    @FXML private ToggleButton stripCredentials;
    @FXML private ToggleButton stripTokens;
    @FXML private Region leftRoom;
    @FXML private VBox left;
    @FXML private VBox right;
    @FXML private Label statusMessage;
    @FXML private ProgressBar totalProgress;
    @FXML private Label totalSpeed;
    @FXML private Label identityChip;
    @FXML private Label freeSpace;

    public ShellController(
            AppModel model,
            IdentityGate gate,
            ResultActions actions,
            RowSync sync,
            Messages messages,
            Formats formats,
            Lifetime lifetime) {
        this.model = model;
        this.gate = gate;
        this.actions = actions;
        this.sync = sync;
        this.messages = messages;
        this.formats = formats;
        this.lifetime = lifetime;
    }

    /** Loads the panels into the window; called once after the view was loaded. */
    public void assemble(Views views, Host host) {
        View<CredentialsController> credentials = views.load(CredentialsController.class);
        View<TokensController> tokens = views.load(TokensController.class);
        View<ResultsController> table = views.load(ResultsController.class);
        View<ProblemsController> problems = views.load(ProblemsController.class);
        View<StartController> start = views.load(StartController.class);

        left.getChildren().setAll(credentials.node(), tokens.node());
        VBox.setVgrow(tokens.node(), Priority.ALWAYS);
        right.getChildren().setAll(table.node());
        table.controller().showBelowTable(problems.node());
        table.controller().onEmptyArea(tokens.controller()::paste, tokens.controller()::openList);
        table.controller().onExample(start.controller()::tryExample);
        editor = tokens.controller();
        VBox.setVgrow(table.node(), Priority.ALWAYS);
        main.getChildren().add(start.node());
        // What the start page covers is there but neither painted nor reached by the keyboard.
        panels.visibleProperty().bind(model.startPaneShownProperty().not());

        FoldingSide side =
                new FoldingSide(
                        left,
                        leftRoom,
                        strip,
                        new FoldingSide.Part(
                                credentials.node(),
                                credentials.controller().panel(),
                                stripCredentials),
                        new FoldingSide.Part(
                                tokens.node(), tokens.controller().panel(), stripTokens));
        side.follow(((Region) shell).widthProperty());

        results = table.controller();
        gate.onClosed(() -> {
            model.startPaneShownProperty().set(false);
            side.showCredentials();
            credentials.controller().ask();
        });
        start.controller()
                .onTokens(() -> {
                    side.showTokens();
                    tokens.controller().focus();
                });
        problems.controller()
                .remedy(
                        new ProblemsController.Remedies(
                                table.controller()::reveal,
                                actions::retry,
                                table.controller()::getLinksOf,
                                () -> {
                                    side.showCredentials();
                                    credentials.controller().ask();
                                },
                                table.controller()::chooseFolder,
                                host.browse()));
        new ShellMenu(messages, model)
                .fill(
                        menuBar,
                        table.controller(),
                        new ShellMenu.Actions(
                                tokens.controller()::paste,
                                tokens.controller()::openList,
                                start.controller()::tryExample,
                                host.quit(),
                                host.about(),
                                host.settings(),
                                host.language(),
                                host.theme()));
        new DropTarget(messages, tokens.controller()::take).accept(shell);
        new FreeSpace(model, formats, messages, freeSpace).follow(lifetime);

        StatusBar bar =
                new StatusBar(
                        model,
                        sync,
                        messages,
                        formats,
                        new StatusBar.Parts(
                                statusMessage, totalProgress, totalSpeed, identityChip));
        bar.follow(lifetime);
        status = bar;
    }

    /** Puts the clipboard into the token editor. */
    void paste() {
        if (editor != null) {
            editor.paste();
        }
    }

    /** Before the views are made anew. */
    void rememberSelection() {
        if (results != null) {
            results.rememberSelection();
        }
    }

    /** The rows that are on the screen. */
    List<ItemRow> seenRows() {
        return results == null ? List.of() : results.seenRows();
    }

    /** Draws what depends on the clock. */
    public void beat() {
        if (status != null && results != null) {
            status.beat();
            results.tick();
        }
    }
}
