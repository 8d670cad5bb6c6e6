package app.jackdaw;

import javafx.application.Application;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** The JavaFX application; runs with and without {@code Main}. Lives on the FX thread. */
public class App extends Application {

    private @Nullable Wiring wiring;

    @Override
    public void start(Stage stage) throws Exception {
        Wiring made = Wiring.open(stage);
        wiring = made;
        made.show();
    }

    @Override
    public void stop() {
        if (wiring != null) {
            wiring.close();
        }
    }
}
