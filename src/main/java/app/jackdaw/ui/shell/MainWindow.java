package app.jackdaw.ui.shell;

import app.jackdaw.ui.help.About;
import app.jackdaw.ui.kit.Background;
import app.jackdaw.ui.kit.Formats;
import app.jackdaw.ui.kit.Heartbeat;
import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.kit.Lifetime;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.kit.TextMenus;
import app.jackdaw.ui.kit.Theme;
import app.jackdaw.ui.kit.Views;
import app.jackdaw.ui.kit.Views.View;
import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.FileOpener;
import app.jackdaw.ui.model.Notice;
import app.jackdaw.ui.model.RowSync;
import app.jackdaw.ui.results.ResultActions;
import app.jackdaw.ui.settings.SettingsDialog;
import java.net.URI;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Pane;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one window: builds the views for a language over the model, drives them with the heartbeat
 * and asks before it closes on running work. FX thread.
 */
public final class MainWindow implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MainWindow.class);

    private static final double DEFAULT_WIDTH = 1_360;
    private static final double DEFAULT_HEIGHT = 840;
    private static final double LEAST_WIDTH = 960;
    private static final double LEAST_HEIGHT = 600;

    private final Stage stage;
    private final AppModel model;
    private final Parts parts;
    private final Heartbeat heartbeat = new Heartbeat();
    private final Theme theme;
    private final ObjectProperty<Language> language;
    private final Lifetime lifetime = new Lifetime();
    private final SettingsDialog settings;
    private @Nullable ShellController shell;

    /** What is left to build when the first frame has been shown. */
    private Runnable rest = () -> {};

    /** The views of one language. */
    private record Made(Messages messages, Views views, View<ShellController> shell) {}

    /** Makes the controllers of all views for one language. */
    public interface ControllerSource {
        Map<Class<?>, Supplier<?>> controllers(
                Messages messages, Formats formats, Lifetime lifetime);
    }

    /**
     * What the window drives.
     *
     * @param controllers makes the controllers of all views for one language
     */
    public record Parts(
            RowSync sync,
            ResultActions actions,
            Background background,
            FileOpener opener,
            About about,
            ControllerSource controllers) {}

    /**
     * @param theme stays open
     */
    public MainWindow(
            Stage stage, AppModel model, Parts parts, Theme theme, Language startLanguage) {
        this.stage = stage;
        this.model = model;
        this.parts = parts;
        this.theme = theme;
        this.language = new SimpleObjectProperty<>(startLanguage);
        this.settings = new SettingsDialog(stage);
    }

    /**
     * Builds what the first frame shows and gives the window its default size; shows nothing yet.
     */
    public void prepare() {
        // before any control is made: the first one loads JavaFX's own sheet if there is no other;
        // nothing to do where the choice is the sheet that is loaded already
        theme.choose(model.themeProperty().get());
        Scene scene = new Scene(new Pane(), DEFAULT_WIDTH, DEFAULT_HEIGHT);
        stage.setScene(scene);
        stage.setMinWidth(LEAST_WIDTH);
        stage.setMinHeight(LEAST_HEIGHT);
        fitScreen();
        build(scene);
        model.themeProperty().addListener((_, _, choice) -> theme.choose(choice));
        language.addListener((_, _, _) -> buildAnew(scene));
        scene.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        heartbeat.onBeat(this::beat);
        stage.setOnCloseRequest(this::closing);
    }

    /**
     * Shows the window. What the start page covers is put together after the first frame, panel by
     * panel, with frames and events between them; all of it is there when this returns.
     */
    public void show() {
        stage.show();
        rest.run();
        rest = () -> {};
        LOG.info("The window is whole"); // packaging/Measure.java waits for these words
        // task bars take the icon when it comes; the first frame does not wait for its pictures
        parts.background()
                .call(
                        "load icons",
                        AppIcons::all,
                        icons -> stage.getIcons().setAll(icons),
                        problem ->
                                model.noticeProperty()
                                        .set(new Notice("status.problem", List.of(problem))));
        heartbeat.follow(
                stage.showingProperty().and(stage.iconifiedProperty().not()),
                Bindings.or(
                        parts.sync().transferringProperty(),
                        parts.background().runningCountProperty().greaterThan(0)));
    }

    /** The language that the window speaks; setting it loads the views anew. */
    public ObjectProperty<Language> languageProperty() {
        return language;
    }

    @Override
    public void close() {
        heartbeat.stop();
        parts.background().close();
    }

    private void fitScreen() {
        var room = Screen.getPrimary().getVisualBounds();
        stage.setWidth(Math.min(DEFAULT_WIDTH, room.getWidth()));
        stage.setHeight(Math.min(DEFAULT_HEIGHT, room.getHeight()));
    }

    /** What the start page covers can follow the first frame. */
    private void build(Scene scene) {
        Made made = make();
        if (!model.startPaneShownProperty().get()) {
            assemble(made, () -> {});
            put(made, scene);
            return;
        }
        put(made, scene);
        NextFrame frame = new NextFrame();
        rest =
                () -> {
                    frame.await();
                    assemble(made, frame::await);
                };
    }

    private void buildAnew(Scene scene) {
        lifetime.end();
        if (shell != null) {
            shell.rememberSelection();
        }
        Made made = make();
        assemble(made, () -> {});
        // only now: in a scene every node and every sheet that comes later is styled once more
        put(made, scene);
        settings.renew(made.views(), made.messages());
    }

    private Made make() {
        Messages messages = new Messages(language.get());
        Formats formats = new Formats(messages, ZoneId.systemDefault());
        Views views =
                new Views(messages, parts.controllers().controllers(messages, formats, lifetime));
        View<ShellController> loaded = views.load(ShellController.class);
        loaded.controller().greet(views);
        return new Made(messages, views, loaded);
    }

    private void assemble(Made made, Runnable breath) {
        made.shell()
                .controller()
                .assemble(
                        made.views(),
                        new ShellController.Host(
                                this::quit,
                                () -> parts.about().show(stage, made.messages()),
                                () -> settings.show(made.views(), made.messages()),
                                this::browse),
                        breath);
        parts.sync().sync();
    }

    private void put(Made made, Scene scene) {
        theme.dress(scene, made.shell().node(), made.messages().language());
        new TextMenus(made.messages()).offer(scene);
        stage.setTitle(made.messages().get("window.title"));
        shell = made.shell().controller();
    }

    /** Paste works everywhere but in a text field, which pastes by itself. */
    private void key(KeyEvent key) {
        boolean inField = stage.getScene().getFocusOwner() instanceof TextInputControl;
        if (key.isShortcutDown() && key.getCode() == KeyCode.V && !inField && shell != null) {
            shell.paste();
            key.consume();
        }
    }

    private void beat() {
        parts.actions().tell();
        parts.sync()
                .beat(parts.actions().gettingLinks(), shell == null ? List.of() : shell.seenRows());
        if (shell != null) {
            shell.beat();
        }
    }

    private void browse(URI page) {
        parts.background()
                .call(
                        "open page",
                        () -> {
                            parts.opener().browse(page);
                            return page;
                        },
                        _ -> {},
                        _ ->
                                model.noticeProperty()
                                        .set(Notice.of("status.cannotOpen", page.getHost())));
    }

    private void quit() {
        stage.fireEvent(new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST));
    }

    private void closing(WindowEvent event) {
        parts.sync().sync();
        int underWay = model.countsProperty().get().batch().underWay();
        boolean leave =
                underWay == 0
                        || new QuitQuestion(new Messages(language.get())).mayQuit(stage, underWay);
        if (leave) {
            stage.hide();
        } else {
            event.consume();
        }
    }
}
