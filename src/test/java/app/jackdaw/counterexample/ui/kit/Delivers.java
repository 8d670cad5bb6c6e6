package app.jackdaw.counterexample.ui.kit;

import javafx.application.Platform;

/** Crosses over where the way is. */
public final class Delivers {
    void run() {
        Platform.runLater(() -> {});
    }
}
