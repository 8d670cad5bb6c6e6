package app.jackdaw;

import app.jackdaw.platform.AppFolders;
import app.jackdaw.platform.InstanceCall;
import app.jackdaw.platform.SingleInstance;
import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.shell.NoWindow;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javafx.application.Application;
import org.slf4j.LoggerFactory;

/**
 * Where the packaged application begins: names the log folder, hands over to an instance that runs
 * already, else begins the {@link Opening} and starts {@link App}. No logger is touched while an
 * instance is known to run, so that a second start does not open the first one's log file. Runs on
 * the main thread.
 */
public final class Main {

    /** A running instance answers within milliseconds, unless the machine is on its knees. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int NO_WINDOW = 1;

    private Main() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Carriers.provide();
        boolean selfTest = Arrays.asList(arguments).contains(SelfTest.SWITCH);
        if (selfTest) {
            SelfTestFolders.standApart();
        }
        AppFolders folders = AppFolders.ofThisMachine();
        if (System.getProperty(LogFolder.SWITCH, "").isBlank()) {
            System.setProperty(LogFolder.SWITCH, folders.logs().toString());
        }
        SingleInstance.Answer other =
                selfTest ? SingleInstance.Answer.NOBODY : tellOther(folders, arguments);
        if (other == SingleInstance.Answer.TAKEN) {
            return;
        }
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) ->
                LoggerFactory.getLogger(Main.class)
                        .error("Uncaught on thread {}", thread.getName(), failure));
        if (other == SingleInstance.Answer.NOBODY) {
            // beside JavaFX, which needs longer, and beside one another; what is logged meanwhile
            // is kept until logging is set up
            Thread.ofPlatform()
                    .daemon()
                    .name("set-up-logging")
                    .start(() -> LoggerFactory.getLogger(Main.class));
            Opening.begin(List.of(arguments));
        }
        try {
            Application.launch(App.class, arguments);
        } catch (UnsupportedOperationException noWindow) { // so JavaFX says it
            sayWhyNot(noWindow);
            System.exit(NO_WINDOW);
        }
    }

    /** To a terminal: there is nothing else to say it with. */
    private static void sayWhyNot(UnsupportedOperationException noWindow) {
        LoggerFactory.getLogger(Main.class).error("No window can be opened", noWindow);
        NoWindow words = new NoWindow(Language.of(Locale.getDefault()));
        System.err.println(words.sentence(noWindow.getMessage()));
    }

    /**
     * Saves a start that is not needed the time to open a toolkit. Only the lock that {@link App}
     * takes decides.
     */
    private static SingleInstance.Answer tellOther(AppFolders folders, String[] arguments)
            throws InterruptedException {
        try {
            return SingleInstance.tell(folders.data(), InstanceCall.of(arguments), PATIENCE);
        } catch (IOException unreadable) {
            // a data folder that cannot be read holds no other instance's address either
            LoggerFactory.getLogger(Main.class).warn("Data folder not readable", unreadable);
            return SingleInstance.Answer.NOBODY;
        }
    }
}
