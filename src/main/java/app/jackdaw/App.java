package app.jackdaw;

import javafx.application.Application;
import javafx.stage.Stage;

/** The JavaFX application; runs with and without {@code Main}. Lives on the FX thread. */
public class App extends Application {

    @Override
    public void start(Stage stage) {
        stage.show();
    }
}
