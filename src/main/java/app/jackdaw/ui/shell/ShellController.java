package app.jackdaw.ui.shell;

import app.jackdaw.ui.credentials.CredentialsController;
import app.jackdaw.ui.kit.FolderChoice;
import app.jackdaw.ui.kit.Formats;
import app.jackdaw.ui.kit.Lifetime;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.kit.Views;
import app.jackdaw.ui.kit.Views.View;
import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.IdentityGate;
import app.jackdaw.ui.model.ItemRow;
import app.jackdaw.ui.model.Notice;
import app.jackdaw.ui.model.RowSync;
import app.jackdaw.ui.problems.ProblemsController;
import app.jackdaw.ui.results.ResultActions;
import app.jackdaw.ui.results.ResultsController;
import app.jackdaw.ui.start.StartController;
import app.jackdaw.ui.tokens.TokensController;
import java.net.URI;
import java.util.List;
import java.util.Objects;
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
    public record Host(Runnable quit, Runnable about, Runnable settings, Consumer<URI> browse) {}

    private final AppModel model;
    private final IdentityGate gate;
    private final ResultActions actions;
    private final RowSync sync;
    private final Messages messages;
    private final Formats formats;
    private final Lifetime lifetime;
    private final ShellMenu menu;
    private @Nullable StartController start;
    private @Nullable FoldingSide side;
    private @Nullable StatusBar status;
    private @Nullable ResultsController results;
    private @Nullable TokensController editor;
    private boolean asksForTokens;

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
        this.menu = new ShellMenu(messages, model);
    }

    /**
     * Puts up what the first frame of a new user shows: the start page and what surrounds it.
     * Called once, before {@link #assemble}.
     */
    public void greet(Views views) {
        View<StartController> page = views.load(StartController.class);
        main.getChildren().setAll(page.node());
        page.controller().onTokens(this::writeTokens);
        start = page.controller();
        // What the start page covers comes later; it is neither painted nor reached by the
        // keyboard.
        panels.visibleProperty().bind(model.startPaneShownProperty().not());
        menu.show(menuBar);
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

    /**
     * Loads the panels and connects them; called once.
     *
     * @param breath taken between two panels, each of which costs the FX thread a noticeable time
     */
    public void assemble(Views views, Host host, Runnable breath) {
        main.getChildren().addFirst(panels);
        View<CredentialsController> credentials = views.load(CredentialsController.class);
        left.getChildren().add(credentials.node());
        breath.run();
        View<TokensController> tokens = views.load(TokensController.class);
        VBox.setVgrow(tokens.node(), Priority.ALWAYS);
        left.getChildren().add(tokens.node());
        breath.run();
        View<ResultsController> table = views.load(ResultsController.class);
        View<ProblemsController> problems = views.load(ProblemsController.class);
        table.controller().showBelowTable(problems.node());
        VBox.setVgrow(table.node(), Priority.ALWAYS);
        right.getChildren().add(table.node());
        breath.run();
        table.controller().onEmptyArea(tokens.controller()::paste, tokens.controller()::openList);
        StartController page = Objects.requireNonNull(start, "greet comes first");
        table.controller().onExample(page::tryExample);
        FoldingSide folding =
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
        folding.follow(((Region) shell).widthProperty());

        results = table.controller();
        editor = tokens.controller();
        side = folding;
        gate.onClosed(() -> {
            model.startPaneShownProperty().set(false);
            folding.showCredentials();
            credentials.controller().ask();
        });
        problems.controller()
                .remedy(
                        new ProblemsController.Remedies(
                                table.controller()::reveal,
                                actions::retry,
                                table.controller()::getLinksOf,
                                () -> {
                                    folding.showCredentials();
                                    credentials.controller().ask();
                                },
                                rows -> page.startAgain(() -> actions.retry(rows)),
                                rows -> {
                                    if (new FolderChoice(model, messages)
                                            .ask(shell.getScene().getWindow())) {
                                        actions.download(rows);
                                    }
                                },
                                host.browse()));
        menu.fill(
                table.controller(),
                new ShellMenu.Actions(
                        tokens.controller()::paste,
                        tokens.controller()::openList,
                        page::tryExample,
                        host.quit(),
                        host.about(),
                        host.settings()));
        new DropTarget(
                        messages,
                        tokens.controller()::take,
                        () -> model.noticeProperty().set(Notice.of("drop.unsupported")))
                .accept(shell);
        if (asksForTokens) {
            writeTokens();
        }
    }

    /** A start page that is quicker than the panels is not forgotten. */
    private void writeTokens() {
        if (side == null || editor == null) {
            asksForTokens = true;
            return;
        }
        side.showTokens();
        editor.focus();
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
