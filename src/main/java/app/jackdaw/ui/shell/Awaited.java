package app.jackdaw.ui.shell;

import app.jackdaw.ui.kit.FxThread;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.beans.value.ChangeListener;
import javafx.stage.Window;

/**
 * Lets a window answer until something is there that it waits for, or until it is closed: what
 * never comes keeps no process from its end. FX thread, not from within a layout or an animation.
 */
final class Awaited {

    private final Window window;
    private boolean through;
    private boolean waiting;

    Awaited(Window window) {
        this.window = window;
    }

    /**
     * @param tellMe is given what is to be called, on any thread, when it is there
     * @return whether it is, in a window that is still open
     */
    boolean await(Consumer<Runnable> tellMe) {
        ChangeListener<Boolean> closed =
                (_, _, showing) -> {
                    if (!showing) {
                        end();
                    }
                };
        window.showingProperty().addListener(closed);
        tellMe.accept(() -> FxThread.later(this::end));
        if (window.isShowing() && !through) {
            waiting = true;
            Platform.enterNestedEventLoop(this);
        }
        window.showingProperty().removeListener(closed);
        return window.isShowing();
    }

    private void end() {
        through = true;
        if (waiting) {
            waiting = false;
            Platform.exitNestedEventLoop(this, null);
        }
    }
}
