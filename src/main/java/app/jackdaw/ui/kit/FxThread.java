package app.jackdaw.ui.kit;

import javafx.application.Platform;

/**
 * The way onto the FX thread for news that nobody asked for, such as a second start, and for the
 * next slice of long work. Any thread.
 */
public final class FxThread {

    private FxThread() {}

    public static void later(Runnable action) {
        Platform.runLater(action);
    }
}
