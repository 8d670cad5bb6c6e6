package app.jackdaw;

import app.jackdaw.net.Ticker;
import app.jackdaw.ui.kit.FxThread;
import javafx.application.Application;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/** The JavaFX application; runs with and without {@code Main}. Lives on the FX thread. */
@Waiver(
        rule = "only Main prints",
        value = "A self-test's words are its result, for the terminal it was started in")
public class App extends Application {

    private @Nullable Wiring wiring;

    @Override
    public void start(Stage stage) throws Exception {
        boolean selfTest = getParameters().getRaw().contains(SelfTest.SWITCH);
        if (selfTest) {
            SelfTestFolders.standApart(); // once more, for a start without Main
        }
        Wiring made = Wiring.open(stage);
        wiring = made;
        made.show();
        if (selfTest) {
            Thread.ofVirtual().name("self-test").start(() -> test(made.subject()));
        }
    }

    /** Ends the process with a status that scripts can ask for, whatever happens. */
    private void test(SelfTest.Subject subject) {
        boolean whole = false;
        try {
            whole = new SelfTest(subject, Ticker.system(), System.out::println).run();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            int status = whole ? 0 : 1;
            FxThread.later(() -> {
                stop();
                System.exit(status);
            });
        }
    }

    @Override
    public void stop() {
        if (wiring != null) {
            wiring.close();
        }
    }
}
