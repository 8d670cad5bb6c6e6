package app.jackdaw.counterexample.ui.results;

import javafx.application.Platform;

/** Crosses over to the FX thread on a way of its own. */
public final class RunsLater {
    void run() {
        Platform.runLater(() -> {});
    }
}
