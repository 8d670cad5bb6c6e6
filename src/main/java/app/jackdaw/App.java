package app.jackdaw;

import app.jackdaw.net.Ticker;
import app.jackdaw.platform.AppFolders;
import app.jackdaw.platform.SingleInstance;
import app.jackdaw.ui.kit.FxThread;
import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.kit.Theme;
import app.jackdaw.ui.model.ThemeChoice;
import app.jackdaw.ui.shell.AlreadyRunning;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/**
 * The JavaFX application; runs with and without {@code Main}. The place as the one instance is
 * taken before anything is opened ({@link Opening}) and given back after everything is closed.
 * Lives on the FX thread, but for {@link #init}, in which the FX thread has nothing to do yet: it
 * reads the theme while files are opened beside it.
 */
@Waiver(
        rule = "only Main prints",
        value = "A self-test's words are its result, for the terminal it was started in")
public class App extends Application {

    private static final int NOT_ANSWERED = 1;

    private final Ticker ticker = Ticker.system();
    private @Nullable SingleInstance instance;
    private SingleInstance.@Nullable Answer refused;
    private @Nullable Theme theme;
    private @Nullable KeptState kept;
    private @Nullable Wiring wiring;
    private @Nullable Stage shown;

    @Override
    public void init() throws IOException, InterruptedException {
        if (isSelfTest()) {
            SelfTestFolders.standApart(); // once more, for a start without Main
        }
        FxThread.later(this::readTheme);
        Opening opening = Opening.take(getParameters().getRaw());
        opening.onCall(() -> FxThread.later(this::toFront));
        instance = opening.instance();
        refused = opening.refused();
        kept = opening.kept();
        if (refused == SingleInstance.Answer.TAKEN) {
            Platform.exit(); // the other one has come to the front
        }
    }

    /** As the system is; who has chosen otherwise gets that one when the settings are known. */
    private void readTheme() {
        theme = new Theme();
        theme.choose(ThemeChoice.SYSTEM);
    }

    @Override
    public void start(Stage stage) throws Exception {
        if (refused != null) {
            stop();
            refuse();
            return;
        }
        shown = stage;
        Wiring made =
                Wiring.open(
                        stage,
                        Objects.requireNonNull(theme, "init comes first"),
                        Objects.requireNonNull(kept, "init comes first"),
                        this::closeDoor,
                        this::giveLockBack);
        wiring = made;
        made.show();
        if (isSelfTest()) {
            Thread.ofVirtual().name("self-test").start(() -> test(made.subject()));
        }
    }

    private boolean isSelfTest() {
        return getParameters().getRaw().contains(SelfTest.SWITCH);
    }

    /** Says why there is no second window, to whoever looks: a terminal, or a person. */
    private void refuse() {
        if (refused == SingleInstance.Answer.TAKEN) {
            return;
        }
        AlreadyRunning words =
                new AlreadyRunning(
                        Language.of(Locale.getDefault()), AppFolders.ofThisMachine().data());
        System.err.println(words.sentence());
        if (!isSelfTest()) {
            words.show();
        }
        System.exit(NOT_ANSWERED);
    }

    /** A later start shows this window instead of opening a second one. */
    private void toFront() {
        if (shown != null) {
            shown.setIconified(false);
            shown.toFront();
            shown.requestFocus();
        }
    }

    /** Ends the process with a status that scripts can ask for, whatever happens. */
    private void test(SelfTest.Subject subject) {
        boolean whole = false;
        try {
            whole = new SelfTest(subject, ticker, System.out::println).run();
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
        shown = null;
        if (wiring != null) {
            wiring.close();
        } else if (kept != null) {
            kept.close();
        }
        if (theme != null) {
            theme.close();
        }
        giveLockBack(); // where nothing was opened
    }

    /** From now on a start waits for its place instead of being sent to this window. */
    private void closeDoor() {
        if (instance != null) {
            instance.closeDoor();
        }
    }

    private void giveLockBack() {
        if (instance != null) {
            instance.close();
            instance = null;
        }
    }
}
