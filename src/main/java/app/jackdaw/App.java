package app.jackdaw;

import app.jackdaw.net.Ticker;
import app.jackdaw.platform.AppFolders;
import app.jackdaw.platform.InstanceCall;
import app.jackdaw.platform.SingleInstance;
import app.jackdaw.platform.SingleInstance.Claim;
import app.jackdaw.ui.kit.FxThread;
import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.kit.Theme;
import app.jackdaw.ui.model.ThemeChoice;
import app.jackdaw.ui.shell.AlreadyRunning;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The JavaFX application; runs with and without {@code Main}. The place as the one instance is
 * taken before anything is opened and given back after everything is closed. Lives on the FX
 * thread, but for {@link #init}, in which the FX thread has nothing to do yet: it reads the theme
 * while files are opened beside it.
 */
@Waiver(
        rule = "only Main prints",
        value = "A self-test's words are its result, for the terminal it was started in")
public class App extends Application {

    /**
     * The other instance may just be ending, and its disk slow, or just be starting on a machine
     * that is on its knees.
     */
    static final Duration PATIENCE = Closing.BUDGET.plusSeconds(2);

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
        AppFolders folders = AppFolders.ofThisMachine();
        try {
            folders.create();
            String[] arguments = getParameters().getRaw().toArray(String[]::new);
            Claim claim =
                    SingleInstance.claim(
                            folders.data(),
                            _ -> FxThread.later(this::toFront),
                            InstanceCall.of(arguments),
                            PATIENCE,
                            ticker::nanos,
                            ticker::sleep);
            switch (claim) {
                case Claim.Owned(SingleInstance own) -> instance = own;
                case Claim.Refused(SingleInstance.Answer answer) -> refused = answer;
                case Claim.Shared() -> {
                    // not this one's to end the process; the ledger says that it is taken
                }
            }
        } catch (IOException noPlace) {
            // the window starts all the same and names the folder when something has to be kept
            LoggerFactory.getLogger(App.class).warn("No lock on the data folder", noPlace);
        }
        if (refused == null) {
            kept = KeptState.open(folders, ticker);
        } else if (refused == SingleInstance.Answer.TAKEN) {
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
