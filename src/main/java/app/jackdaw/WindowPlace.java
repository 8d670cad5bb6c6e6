package app.jackdaw;

import app.jackdaw.store.Settings;
import app.jackdaw.store.SettingsStore;
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

    private final Stage stage;
    private final SettingsStore store;

    WindowPlace(Stage stage, SettingsStore store) {
        this.stage = stage;
        this.store = store;
    }

    /** Called before the window is shown, after its default size was set. */
    void restoreAndKeep() {
        Settings.Window kept = store.current().window();
        Settings.Bounds bounds = kept.bounds();
        if (bounds != null) {
            screenOf(bounds).ifPresent(screen -> place(bounds, screen));
        }
        stage.setMaximized(kept.state() == Settings.WindowState.MAXIMISED);
        stage.xProperty().addListener((_, _, _) -> keep());
        stage.yProperty().addListener((_, _, _) -> keep());
        stage.widthProperty().addListener((_, _, _) -> keep());
        stage.heightProperty().addListener((_, _, _) -> keep());
        stage.maximizedProperty().addListener((_, _, _) -> keep());
    }

    /** The screen on which enough of the title bar lies to take hold of it. */
    private static Optional<Rectangle2D> screenOf(Settings.Bounds bounds) {
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
    private void place(Settings.Bounds bounds, Rectangle2D screen) {
        stage.setX(bounds.x());
        stage.setY(bounds.y());
        stage.setWidth(Math.min(bounds.width(), screen.getWidth()));
        stage.setHeight(Math.min(bounds.height(), screen.getHeight()));
    }

    private void keep() {
        if (!stage.isShowing()) {
            return;
        }
        boolean maximised = stage.isMaximized();
        Settings.Bounds present =
                new Settings.Bounds(
                        stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight());
        store.update(settings ->
                settings.withWindow(
                        new Settings.Window(
                                maximised ? settings.window().bounds() : present,
                                maximised
                                        ? Settings.WindowState.MAXIMISED
                                        : Settings.WindowState.NORMAL,
                                settings.window().dividers(),
                                settings.window().collapsed())));
    }
}
