package app.jackdaw.ui.shell;

import app.jackdaw.ui.help.About;
import app.jackdaw.ui.kit.Background;
import app.jackdaw.ui.kit.Formats;
import app.jackdaw.ui.kit.Heartbeat;
import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.kit.Lifetime;
import app.jackdaw.ui.kit.Messages;
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

/**
 * The one window: builds the views for a language over the model, drives them with the heartbeat
 * and asks before it closes on running work. FX thread.
 */
public final class MainWindow implements AutoCloseable {

    private static final double DEFAULT_WIDTH = 1_360;
    private static final double DEFAULT_HEIGHT = 840;
    private static final double LEAST_WIDTH = 960;
    private static final double LEAST_HEIGHT = 600;

    private final Stage stage;
    private final AppModel model;
    private final Parts parts;
    private final Heartbeat heartbeat = new Heartbeat();
    private final Theme theme = new Theme();
    private final ObjectProperty<Language> language;
    private final Lifetime lifetime = new Lifetime();
    private final SettingsDialog settings;
    private @Nullable ShellController shell;

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

    public MainWindow(Stage stage, AppModel model, Parts parts, Language startLanguage) {
        this.stage = stage;
        this.model = model;
        this.parts = parts;
        this.language = new SimpleObjectProperty<>(startLanguage);
        this.settings = new SettingsDialog(stage, language::set);
    }

    /** Builds the views and gives the window its default size; shows nothing yet. */
    public void prepare() {
        // before any control is made: the first one loads JavaFX's own sheet if there is no other
        theme.choose(model.themeProperty().get());
        Scene scene = new Scene(new Pane(), DEFAULT_WIDTH, DEFAULT_HEIGHT);
        stage.setScene(scene);
        stage.setMinWidth(LEAST_WIDTH);
        stage.setMinHeight(LEAST_HEIGHT);
        fitScreen();
        build(scene);
        model.themeProperty().addListener((_, _, choice) -> theme.choose(choice));
        language.addListener((_, _, _) -> build(scene));
        scene.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        heartbeat.onBeat(this::beat);
        stage.setOnCloseRequest(this::closing);
    }

    public void show() {
        stage.show();
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
        theme.close();
    }

    private void fitScreen() {
        var room = Screen.getPrimary().getVisualBounds();
        stage.setWidth(Math.min(DEFAULT_WIDTH, room.getWidth()));
        stage.setHeight(Math.min(DEFAULT_HEIGHT, room.getHeight()));
    }

    private void build(Scene scene) {
        lifetime.end();
        if (shell != null) {
            shell.rememberSelection();
        }
        Messages messages = new Messages(language.get());
        Formats formats = new Formats(messages, ZoneId.systemDefault());
        Views views =
                new Views(messages, parts.controllers().controllers(messages, formats, lifetime));
        View<ShellController> made = views.load(ShellController.class);
        made.controller()
                .assemble(
                        views,
                        new ShellController.Host(
                                this::quit,
                                () -> parts.about().show(stage, messages),
                                () -> settings.show(views, messages),
                                language::set,
                                model.themeProperty()::set,
                                this::browse));
        // only now: in a scene every node and every sheet that comes later is styled once more
        theme.dress(scene, made.node(), language.get());
        stage.setTitle(messages.get("window.title"));
        shell = made.controller();
        settings.renew(views, messages);
        parts.sync().sync();
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
