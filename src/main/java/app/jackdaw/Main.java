package app.jackdaw;

import app.jackdaw.platform.AppFolders;
import app.jackdaw.platform.InstanceCall;
import app.jackdaw.platform.SingleInstance;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import javafx.application.Application;
import org.slf4j.LoggerFactory;

/**
 * Where the packaged application begins: names the log folder, hands over to an instance that runs
 * already, else starts {@link App}. No logger is touched before both are settled, so that a second
 * start does not open the first one's log file. Runs on the main thread.
 */
public final class Main {

    /** A running instance answers within milliseconds, unless the machine is on its knees. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int NOT_ANSWERED = 1;

    private Main() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        boolean selfTest = Arrays.asList(arguments).contains(SelfTest.SWITCH);
        if (selfTest) {
            SelfTestFolders.standApart();
        }
        AppFolders folders = AppFolders.ofThisMachine();
        if (System.getProperty(LogFolder.SWITCH, "").isBlank()) {
            System.setProperty(LogFolder.SWITCH, folders.logs().toString());
        }
        if (!selfTest && !isNeeded(folders, arguments)) {
            return;
        }
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) ->
                LoggerFactory.getLogger(Main.class)
                        .error("Uncaught on thread {}", thread.getName(), failure));
        try {
            folders.create();
        } catch (IOException notMade) {
            // the window starts all the same and names the folder when something has to be kept
            LoggerFactory.getLogger(Main.class).warn("Folders not made", notMade);
        }
        // logging sets itself up beside JavaFX; what is logged meanwhile is kept until it has
        Thread.ofPlatform()
                .daemon()
                .name("logging")
                .start(() -> LoggerFactory.getLogger(App.class));
        Application.launch(App.class, arguments);
    }

    /** Whether this start is the only one; another one that runs is told to show itself. */
    private static boolean isNeeded(AppFolders folders, String[] arguments)
            throws InterruptedException {
        try {
            return switch (SingleInstance.tell(
                    folders.data(), InstanceCall.of(arguments), PATIENCE)) {
                case NOBODY -> true;
                case TAKEN -> false;
                case SILENT -> {
                    System.err.println("Jackdaw is running already but does not answer.");
                    System.exit(NOT_ANSWERED);
                    yield false;
                }
            };
        } catch (IOException unreadable) {
            // a data folder that cannot be read holds no other instance's address either
            LoggerFactory.getLogger(Main.class).warn("Data folder not readable", unreadable);
            return true;
        }
    }
}
