package bare;

import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;

/** A window with one button: what the packaged application's figures are compared with. */
public final class Bare extends Application {

    /** The application's own window size at its first start. */
    private static final int WIDTH = 1360;

    private static final int HEIGHT = 840;

    public static void main(String[] arguments) {
        launch(arguments);
    }

    @Override
    public void start(Stage stage) {
        stage.setScene(new Scene(new StackPane(new Button("Bare")), WIDTH, HEIGHT));
        stage.show();
    }
}
