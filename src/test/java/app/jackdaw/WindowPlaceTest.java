package app.jackdaw;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.net.Ticker;
import app.jackdaw.store.Layout;
import app.jackdaw.store.SettingsStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** The window comes back to where it was, but never to where nobody could take hold of it. */
class WindowPlaceTest {

    private static final Layout.Bounds NORMAL = new Layout.Bounds(40, 60, 700, 500);

    @TempDir Path folder;

    @SuppressWarnings("NullAway.Init")
    private SettingsStore store;

    @SuppressWarnings("NullAway.Init")
    private Stage stage;

    @BeforeAll
    static void startToolkit() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    @BeforeEach
    void open() throws Exception {
        Ticker ticker = Ticker.system();
        store =
                SettingsStore.open(
                        folder.resolve("settings.json"),
                        ticker::now,
                        Duration.ofMillis(1),
                        ticker::sleep,
                        _ -> {});
        stage = onFx(Stage::new);
    }

    @AfterEach
    void close() throws Exception {
        onFx(() -> {
            stage.hide();
            return null;
        });
        store.close();
        // the headless screen may paint a frame of the old size into a window of the new one
        WaitForAsyncUtils.clearExceptions();
    }

    private static <V> V onFx(Callable<V> action) throws Exception {
        FutureTask<V> asked = new FutureTask<>(action);
        Platform.runLater(asked);
        V result = asked.get(90, TimeUnit.SECONDS);
        FutureTask<Boolean> later = new FutureTask<>(() -> true);
        Platform.runLater(later);
        later.get(90, TimeUnit.SECONDS); // what was asked to be done later is done
        return result;
    }

    private void keep(Layout.@Nullable Bounds bounds, Layout.WindowState state) {
        store.update(settings ->
                settings.withLayout(
                        settings.layout()
                                .with(
                                        new Layout.Window(
                                                bounds,
                                                state,
                                                settings.layout().window().dividers(),
                                                Set.of()))));
    }

    private void show() throws Exception {
        onFx(() -> {
            stage.setScene(new Scene(new Pane()));
            stage.setX(10);
            stage.setY(10);
            stage.setWidth(600);
            stage.setHeight(400);
            new WindowPlace(stage, store).restoreAndKeep();
            stage.show();
            return null;
        });
    }

    private Layout.Bounds bounds() throws Exception {
        return onFx(() ->
                new Layout.Bounds(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight()));
    }

    @Test
    void comesBackToWhereItWas() throws Exception {
        keep(NORMAL, Layout.WindowState.NORMAL);
        show();
        assertThat(bounds()).isEqualTo(NORMAL);
        assertThat(stage.isMaximized()).isFalse();
    }

    @Test
    void remembersWhereItGoes() throws Exception {
        show();
        onFx(() -> {
            stage.setX(120);
            stage.setWidth(640);
            return null;
        });
        Layout.Bounds kept = store.current().layout().window().bounds();
        assertThat(kept).isEqualTo(new Layout.Bounds(120, 10, 640, 400));
    }

    @Test
    void onAScreenThatIsGoneItIsNotSought() throws Exception {
        double beyond = Screen.getPrimary().getVisualBounds().getMaxX() + 500;
        keep(new Layout.Bounds(beyond, 60, 700, 500), Layout.WindowState.NORMAL);
        show();
        assertThat(bounds()).isEqualTo(new Layout.Bounds(10, 10, 600, 400));
    }

    @Test
    void withItsTitleBarOffTheScreenItIsNotSought() throws Exception {
        keep(new Layout.Bounds(40, -300, 700, 500), Layout.WindowState.NORMAL);
        show();
        assertThat(bounds()).isEqualTo(new Layout.Bounds(10, 10, 600, 400));
    }

    @Test
    void fromALargerScreenItComesBackSmaller() throws Exception {
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        keep(new Layout.Bounds(0, 0, 5_000, 4_000), Layout.WindowState.NORMAL);
        show();
        assertThat(bounds().width()).isEqualTo(screen.getWidth());
        assertThat(bounds().height()).isEqualTo(screen.getHeight());
    }

    @Test
    void maximisedItKeepsTheBoundsThatItComesBackTo() throws Exception {
        keep(NORMAL, Layout.WindowState.NORMAL);
        show();
        onFx(() -> {
            stage.setMaximized(true);
            return null;
        });
        assertThat(store.current().layout().window().state())
                .isEqualTo(Layout.WindowState.MAXIMISED);
        assertThat(store.current().layout().window().bounds()).isEqualTo(NORMAL);
    }

    /** Some systems tell the new place and size before they tell the state. */
    @Test
    void theBoundsOfAMaximisedWindowAreNeverTakenForItsOwn() throws Exception {
        keep(NORMAL, Layout.WindowState.NORMAL);
        show();
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        onFx(() -> {
            stage.setX(screen.getMinX());
            stage.setY(screen.getMinY());
            stage.setWidth(screen.getWidth());
            stage.setHeight(screen.getHeight());
            return null;
        });
        onFx(() -> {
            stage.setMaximized(true);
            return null;
        });
        assertThat(store.current().layout().window().bounds()).isEqualTo(NORMAL);
    }

    @Test
    void maximisedItComesBackMaximised() throws Exception {
        keep(NORMAL, Layout.WindowState.MAXIMISED);
        show();
        assertThat(stage.isMaximized()).isTrue();
        assertThat(store.current().layout().window().bounds()).isEqualTo(NORMAL);
        onFx(() -> {
            stage.setMaximized(false);
            return null;
        });
        assertThat(store.current().layout().window().state()).isEqualTo(Layout.WindowState.NORMAL);
        assertThat(store.current().layout().window().bounds()).isEqualTo(bounds());
    }
}
