package app.jackdaw;

import app.jackdaw.net.Ticker;
import app.jackdaw.ui.kit.FxThread;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/**
 * How the self-test touches the window from its own thread: every step happens on the FX thread,
 * and it waits for conditions, never for a time. Any thread but the FX thread.
 */
record FxSteps(Stage stage, Ticker ticker) {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    /** The example takes a few seconds; a machine under load may need many more. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** Presses a button. */
    void fire(String id) throws Exception {
        onFx(() -> {
            ((ButtonBase) stage.getScene().lookup("#" + id)).fire();
            return id;
        });
    }

    /** On the FX thread. */
    @Nullable Node find(String id) {
        return stage.getScene().lookup("#" + id);
    }

    /** Until nothing is missing any more; {@code missing} is asked on the FX thread. */
    void await(Callable<String> missing) throws Exception {
        Instant end = ticker.now().plus(LIMIT);
        for (String what = onFx(missing); !what.isEmpty(); what = onFx(missing)) {
            if (ticker.now().isAfter(end)) {
                throw new IllegalStateException("waited in vain for " + what);
            }
            ticker.sleep(LOOK_AGAIN);
        }
    }

    /** Runs there and hands back what it returned or threw. */
    <T> T onFx(Callable<T> action) throws Exception {
        FutureTask<T> task = new FutureTask<>(action);
        FxThread.later(task);
        try {
            return task.get();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw failure;
        }
    }
}
