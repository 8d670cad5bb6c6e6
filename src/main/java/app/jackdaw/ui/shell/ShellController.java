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
import app.jackdaw.ui.shell.Early.Wish;
import app.jackdaw.ui.start.StartController;
import app.jackdaw.ui.tokens.TokensController;
import java.io.File;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.MenuBar;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
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
    private final Early early = new Early();
    private @Nullable StartController start;
    private @Nullable Host host;
    private ShellMenu.@Nullable Actions menuActions;
    private @Nullable StatusBar status;
    private @Nullable ResultsController results;
    private @Nullable TokensController editor;
    private @Nullable CredentialsController asking;
    private FoldingSide.@Nullable Part credentialsPart;
    private FoldingSide.@Nullable Part tokensPart;

    /** Made by {@link #initialize}. */
    @SuppressWarnings("NullAway.Init")
    private FoldingSide side;

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

    @FXML
    private void initialize() {
        side = new FoldingSide(left, leftRoom, strip);
    }

    /**
     * Puts up what the first frame of a new user shows: the start page and what surrounds it.
     * Called once, before {@link #showResults}.
     */
    public void greet(Views views, Host application) {
        host = application;
        View<StartController> page = views.load(StartController.class);
        main.getChildren().setAll(page.node());
        page.controller().onTokens(this::writeTokens);
        start = page.controller();
        // What the start page covers comes later; it is neither painted nor reached by the
        // keyboard.
        panels.visibleProperty().bind(model.startPaneShownProperty().not());
        menuActions =
                new ShellMenu.Actions(
                        this::paste,
                        this::openList,
                        page.controller()::tryExample,
                        application.quit(),
                        application.about(),
                        // they make the views anew in another language, which have to be whole
                        () -> early.orNow(Wish.SETTINGS, application.settings()));
        menu.show(menuBar);
        new DropTarget(
                        messages,
                        this::take,
                        () -> model.noticeProperty().set(Notice.of("drop.unsupported")))
                .accept(shell);
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
     * Puts up the table with what belongs to it: where there is a list, that is what the first
     * frame must show. Called once, after {@link #greet}.
     */
    public void showResults(Views views) {
        main.getChildren().addFirst(panels);
        View<ResultsController> table = views.load(ResultsController.class);
        View<ProblemsController> problems = views.load(ProblemsController.class);
        table.controller().showBelowTable(problems.node());
        VBox.setVgrow(table.node(), Priority.ALWAYS);
        right.getChildren().add(table.node());
        StartController page = Objects.requireNonNull(start, "greet comes first");
        table.controller().onExample(page::tryExample);
        table.controller().onEmptyArea(this::paste, this::openList);
        side.follow(((Region) shell).widthProperty());
        gate.onClosed(() -> {
            model.startPaneShownProperty().set(false);
            askForCredentials();
        });
        problems.controller().onKeyboardLost(table.controller()::focus);
        problems.controller()
                .remedy(
                        new ProblemsController.Remedies(
                                table.controller()::reveal,
                                rows -> model.wholeList().orNow(() -> actions.retry(rows)),
                                this::askForCredentials,
                                rows -> page.startAgain(() -> actions.retry(rows)),
                                rows -> {
                                    if (new FolderChoice(model, messages)
                                            .ask(shell.getScene().getWindow())) {
                                        actions.download(rows);
                                    }
                                },
                                there(host).browse()));
        results = table.controller();
    }

    /** Gives the keys to the table; called after {@link #showResults}, in a scene. */
    void focusTable() {
        there(results).focus();
    }

    /**
     * Loads the other panels and connects them; called once, after {@link #showResults}.
     *
     * @param breath taken between two panels, each of which costs the FX thread a noticeable time
     */
    public void assemble(Views views, Runnable breath) {
        fillMenus();
        View<CredentialsController> credentials = views.load(CredentialsController.class);
        left.getChildren().add(credentials.node());
        breath.run();
        View<TokensController> tokens = views.load(TokensController.class);
        VBox.setVgrow(tokens.node(), Priority.ALWAYS);
        left.getChildren().add(tokens.node());
        breath.run();
        credentialsPart =
                new FoldingSide.Part(
                        credentials.node(), credentials.controller().panel(), stripCredentials);
        tokensPart = new FoldingSide.Part(tokens.node(), tokens.controller().panel(), stripTokens);
        side.take(credentialsPart, tokensPart);
        if (model.rows().isEmpty() && model.hasDraft()) {
            side.bringOut(tokensPart); // what was typed is all there is to see
        }
        asking = credentials.controller();
        editor = tokens.controller();
        menu.fillRest(there(results), there(menuActions));
        breath.run();
    }

    /** Does what was asked for meanwhile; called after {@link #assemble}. */
    void open() {
        early.panelsAreThere();
    }

    /** The same with what waits for an answer; called when nobody waits for the start. */
    void openDialogs() {
        early.end();
    }

    private void fillMenus() {
        menu.fillKeys(results, there(menuActions));
    }

    private void askForCredentials() {
        early.orNow(
                Wish.CREDENTIALS,
                () -> {
                    there(credentialsPart).show();
                    there(asking).ask();
                });
    }

    private void writeTokens() {
        early.orNow(
                Wish.TOKENS,
                () -> {
                    there(tokensPart).show();
                    there(editor).focus();
                });
    }

    /** Puts the clipboard into the token editor. */
    private void paste() {
        early.orNow(Wish.PASTE, () -> there(editor).paste());
    }

    private void openList() {
        early.orNow(Wish.OPEN_LIST, () -> there(editor).openList());
    }

    private void take(@Nullable String text, List<File> files) {
        early.orNow(() -> there(editor).take(text, files));
    }

    /**
     * A key that no panel took. Paste works everywhere but in a text field, which pastes by itself;
     * another one may belong to a menu of which the scene knows nothing yet, and is for the rows of
     * this moment.
     */
    void key(KeyEvent key) {
        boolean inField = shell.getScene().getFocusOwner() instanceof TextInputControl;
        if (key.isShortcutDown() && key.getCode() == KeyCode.V && !inField) {
            paste();
            key.consume();
        } else if (!early.isOver()) {
            fillMenus();
            if (menu.press(key)) {
                key.consume();
            }
        }
    }

    /** A part that comes later than the first frame of a new user. */
    private static <T> T there(@Nullable T part) {
        return Objects.requireNonNull(part, "it is not there yet");
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
