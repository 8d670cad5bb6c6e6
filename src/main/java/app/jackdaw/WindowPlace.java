package app.jackdaw;

import app.jackdaw.store.Layout;
import app.jackdaw.store.SettingsStore;
import app.jackdaw.ui.kit.FxThread;
import java.util.Optional;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;

/**
 * Puts the window where it was, if there is still a screen, and remembers where it goes. FX thread.
 */
final class WindowPlace {

    private static final double TITLE_BAR = 40;
    private static final double GRIP = 120;

    /** Systems count the frame of a maximised window in or out. */
    private static final double FRAME = 16;

    private final Stage stage;
    private final SettingsStore store;
    private boolean looking;

    WindowPlace(Stage stage, SettingsStore store) {
        this.stage = stage;
        this.store = store;
    }

    /** Called before the window is shown, after its default size was set. */
    void restoreAndKeep() {
        Layout.Window kept = store.current().layout().window();
        Layout.Bounds bounds = kept.bounds();
        if (bounds != null) {
            screenOf(bounds).ifPresent(screen -> place(bounds, screen));
        }
        stage.setMaximized(kept.state() == Layout.WindowState.MAXIMISED);
        stage.xProperty().addListener((_, _, _) -> changed());
        stage.yProperty().addListener((_, _, _) -> changed());
        stage.widthProperty().addListener((_, _, _) -> changed());
        stage.heightProperty().addListener((_, _, _) -> changed());
        stage.maximizedProperty().addListener((_, _, _) -> changed());
    }

    /** The screen on which enough of the title bar lies to take hold of it. */
    private static Optional<Rectangle2D> screenOf(Layout.Bounds bounds) {
        return Screen.getScreens().stream()
                .map(Screen::getVisualBounds)
                .filter(screen ->
                        bounds.y() >= screen.getMinY()
                                && bounds.y() + TITLE_BAR <= screen.getMaxY()
                                && bounds.x() + GRIP <= screen.getMaxX()
                                && bounds.x() + bounds.width() - GRIP >= screen.getMinX())
                .findFirst();
    }

    /** Where it was, but no larger than the screen of today. */
    private void place(Layout.Bounds bounds, Rectangle2D screen) {
        stage.setX(bounds.x());
        stage.setY(bounds.y());
        stage.setWidth(Math.min(bounds.width(), screen.getWidth()));
        stage.setHeight(Math.min(bounds.height(), screen.getHeight()));
    }

    /**
     * A window that is maximised tells its place, its size and its state one after another, in the
     * order of its system; what counts is how it stands when all of it was told.
     */
    private void changed() {
        if (!looking) {
            looking = true;
            FxThread.later(() -> {
                looking = false;
                keep();
            });
        }
    }

    private void keep() {
        if (!stage.isShowing() || stage.isIconified()) {
            return;
        }
        boolean maximised = stage.isMaximized();
        Layout.Bounds present =
                new Layout.Bounds(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight());
        boolean normal = !maximised && !fillsScreen(present);
        store.update(settings ->
                settings.withLayout(
                        settings.layout()
                                .with(
                                        new Layout.Window(
                                                normal
                                                        ? present
                                                        : settings.layout().window().bounds(),
                                                maximised
                                                        ? Layout.WindowState.MAXIMISED
                                                        : Layout.WindowState.NORMAL,
                                                settings.layout().window().dividers(),
                                                settings.layout().window().collapsed()))));
    }

    /** Then it is maximised, whether its system has said so yet or not. */
    private static boolean fillsScreen(Layout.Bounds bounds) {
        return Screen.getScreens().stream()
                .map(Screen::getVisualBounds)
                .anyMatch(screen ->
                        Math.abs(bounds.x() - screen.getMinX()) < FRAME
                                && Math.abs(bounds.y() - screen.getMinY()) < FRAME
                                && bounds.width() > screen.getWidth() - FRAME
                                && bounds.height() > screen.getHeight() - FRAME);
    }
}
