package app.jackdaw;

import app.jackdaw.ui.kit.FxThread;
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
        if (getParameters().getRaw().contains(SelfTest.SWITCH)) {
            Thread.ofVirtual().name("self-test").start(() -> test(made.selfTest()));
        }
    }

    /** Ends the process with a status that scripts can ask for. */
    private void test(SelfTest selfTest) {
        try {
            int status = selfTest.run() ? 0 : 1;
            FxThread.later(() -> {
                stop();
                System.exit(status);
            });
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        if (wiring != null) {
            wiring.close();
        }
    }
}
