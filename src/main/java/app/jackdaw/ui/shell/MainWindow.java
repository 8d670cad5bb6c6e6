package app.jackdaw.ui.shell;

import app.jackdaw.model.Problem;
import app.jackdaw.ui.help.About;
import app.jackdaw.ui.kit.Background;
import app.jackdaw.ui.kit.Formats;
import app.jackdaw.ui.kit.FxThread;
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
import app.jackdaw.ui.model.ItemRow;
import app.jackdaw.ui.model.Notice;
import app.jackdaw.ui.model.RowSync;
import app.jackdaw.ui.results.ResultActions;
import app.jackdaw.ui.settings.SettingsDialog;
import java.net.URI;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
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
 * and asks before it closes on what would suffer from it. FX thread.
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

    private static final Consumer<Runnable> NOTHING = _ -> {};

    /** Nobody waits for the start any more: dialogs may. */
    private boolean started;

    /** What is left to build, with a breath between its pieces. */
    private Consumer<Runnable> rest = NOTHING;

    /** The views of one language. */
    private record Made(Messages messages, Views views, View<ShellController> shell) {}

    /** The rows of an earlier list that the first frame does without. FX thread. */
    public interface RestOfList {

        /** The first frame is there: others may use the processors for them now. */
        void readOn();

        /**
         * @param action done, on any thread, as soon as all rows can be shown
         */
        void whenRead(Runnable action);

        /**
         * Shows all rows, which can be shown by now.
         *
         * @param look given each row before anybody sees it
         * @param breath taken between pieces of a long list
         */
        void complete(Consumer<ItemRow> look, Runnable breath);
    }

    /** Makes the controllers of all views for one language. */
    public interface ControllerSource {
        Map<Class<?>, Supplier<?>> controllers(
                Messages messages, Formats formats, Lifetime lifetime);
    }

    /**
     * What the window drives.
     *
     * @param notKept why something of the list would be lost if the window closed now
     * @param controllers makes the controllers of all views for one language
     */
    public record Parts(
            RowSync sync,
            ResultActions actions,
            Background background,
            FileOpener opener,
            About about,
            Supplier<Optional<Problem>> notKept,
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
        scene.addEventHandler(
                KeyEvent.KEY_PRESSED,
                key -> {
                    if (shell != null) {
                        shell.key(key);
                    }
                });
        heartbeat.onBeat(this::beat);
        stage.setOnCloseRequest(this::closing);
    }

    private void buildRest(Runnable breath) {
        Consumer<Runnable> left = rest;
        rest = NOTHING;
        left.accept(breath);
    }

    /**
     * Shows the window. What the first frame does not need is put together after it, panel by
     * panel, with frames and events between them; all of it is there when this returns.
     *
     * @param list brings the rows that are not there yet
     */
    public void show(RestOfList list) {
        parts.sync().sync(); // rows may have come since the views were built
        stage.show();
        Runnable breath = new NextFrame()::await;
        breath.run();
        list.readOn();
        buildRest(breath);
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
        FxThread.later(() -> ifOpen(ShellController::open));
        if (new Awaited(stage).await(list::whenRead)) {
            list.complete(parts.sync()::look, breath);
            model.wholeList().end(parts.sync()::sync);
        }
        LOG.info("The window is whole"); // packaging/Measure.java waits for these words
        // a dialog may wait for an answer there, and the start for nobody
        FxThread.later(() -> {
            started = true;
            ifOpen(ShellController::openDialogs);
        });
    }

    private void ifOpen(Consumer<ShellController> action) {
        if (shell != null && stage.isShowing()) {
            action.accept(shell);
        }
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

    /**
     * The first frame shows what its reader came for, the start page or the list; what is beside
     * it, or covered, can follow.
     */
    private void build(Scene scene) {
        Made made = make();
        boolean hasList = !model.startPaneShownProperty().get();
        if (hasList) {
            made.shell().controller().showResults(made.views());
        }
        put(made, scene);
        if (hasList) {
            made.shell().controller().focusTable(); // no button: Enter at once would press it
        }
        rest =
                breath -> {
                    if (!hasList) {
                        made.shell().controller().showResults(made.views());
                        breath.run();
                    }
                    assemble(made, breath);
                };
    }

    private void buildAnew(Scene scene) {
        lifetime.end();
        if (shell != null) {
            shell.rememberSelection();
        }
        Made made = make();
        made.shell().controller().showResults(made.views());
        assemble(made, () -> {});
        made.shell().controller().open();
        if (started) {
            made.shell().controller().openDialogs();
        }
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
        loaded.controller()
                .greet(
                        views,
                        new ShellController.Host(
                                this::quit,
                                () -> parts.about().show(stage, messages),
                                () -> settings.show(views, messages),
                                this::browse));
        return new Made(messages, views, loaded);
    }

    private void assemble(Made made, Runnable breath) {
        made.shell().controller().assemble(made.views(), breath);
        parts.sync().sync();
    }

    private void put(Made made, Scene scene) {
        theme.dress(scene, made.shell().node(), made.messages().language());
        new TextMenus(made.messages()).offer(scene);
        stage.setTitle(made.messages().get("window.title"));
        shell = made.shell().controller();
    }

    private void beat() {
        parts.actions().beat();
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
        QuitQuestion question = new QuitQuestion(new Messages(language.get()));
        if (question.mayQuit(stage, model, parts.sync().now(), parts.notKept().get())) {
            stage.hide();
        } else {
            event.consume();
        }
    }
}
