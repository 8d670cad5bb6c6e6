package app.jackdaw.ui.shell;

import app.jackdaw.ui.kit.FxThread;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;

/**
 * Lets the FX thread paint and answer in the middle of a long piece of work. FX thread, not from
 * within a layout or an animation.
 */
final class NextFrame {

    /** The timer's first call comes before its frame is painted, the second one after it. */
    private static final int CALLS = 2;

    /** Returns when what is in the scene now has been handed to the painter. */
    void await() {
        Object here = new Object();
        AnimationTimer timer =
                new AnimationTimer() {
                    private int calls;

                    @Override
                    public void handle(long now) {
                        calls++;
                        if (calls == CALLS) {
                            stop();
                            // a pulse may not end the loop that it came from
                            FxThread.later(() -> Platform.exitNestedEventLoop(here, null));
                        }
                    }
                };
        timer.start();
        Platform.enterNestedEventLoop(here);
    }
}
