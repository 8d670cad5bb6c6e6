package app.jackdaw;

import app.jackdaw.model.BatchSummary;
import app.jackdaw.net.Ticker;
import app.jackdaw.platform.AppFolders;
import app.jackdaw.store.DatabaseCheck;
import app.jackdaw.ui.kit.FxThread;
import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.ThemeChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/**
 * The packaged application proves that it is whole: every view in both languages and both themes,
 * the database, TLS, and the example from tokens to files, without a screen and without a network.
 * Runs on a thread of its own and touches the window on the FX thread.
 */
@Waiver(
        rule = "only Main prints",
        value = "Its words are its result, for the terminal it was started in")
final class SelfTest {

    /** The command line switch. */
    static final String SWITCH = "--self-test";

    /** What every view has to show, by the names that automation relies on. */
    private static final List<String> IDS =
            List.of(
                    "startPane",
                    "startTokensCard",
                    "tryExampleButton",
                    "credentialsPanel",
                    "platformChoice",
                    "connectButton",
                    "identityStatus",
                    "tokenEditor",
                    "tokenArea",
                    "tokenSummary",
                    "addButton",
                    "resultsTable",
                    "getLinksButton",
                    "copyLinksButton",
                    "downloadButton",
                    "retryButton",
                    "searchField",
                    "destinationField",
                    "statusMessage",
                    "totalProgress",
                    "problemsPanel");

    /** A window that shows fewer colours was not painted: text alone has that many shades. */
    private static final int LEAST_COLOURS = 20;

    /** Every how many pixels a colour is taken. */
    private static final int GRAIN = 3;

    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    /** The example takes a few seconds; a machine under load may need many more. */
    private static final Duration LIMIT = Duration.ofSeconds(120);

    private final Stage stage;
    private final AppModel model;
    private final ObjectProperty<Language> language;
    private final AppFolders folders;
    private final Ticker ticker;

    SelfTest(
            Stage stage,
            AppModel model,
            ObjectProperty<Language> language,
            AppFolders folders,
            Ticker ticker) {
        this.stage = stage;
        this.model = model;
        this.language = language;
        this.folders = folders;
        this.ticker = ticker;
    }

    /**
     * Before anything else looks: no screen, and folders of its own, which are gone afterwards, so
     * that the user's settings and files are never touched. What the command line set stays.
     */
    static void standApart() throws IOException {
        setUnlessSet("glass.platform", "Headless");
        setUnlessSet("prism.order", "sw");
        if (System.getProperty(AppFolders.HOME_SWITCH) == null) {
            Path home = Files.createTempDirectory("jackdaw-self-test");
            System.setProperty(AppFolders.HOME_SWITCH, home.toString());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(home), "self-test-end"));
        }
        setUnlessSet(
                AppFolders.DOWNLOADS_SWITCH,
                Path.of(System.getProperty(AppFolders.HOME_SWITCH), "files").toString());
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException inUse) {
            System.out.println("self-test: left behind " + folder + ", " + inUse.getMessage());
        }
    }

    private interface Check {
        /** Returns what was found; any exception is a failure. */
        String run() throws Exception;
    }

    /** Whether all checks passed; says so line by line. Blocks until they are through. */
    boolean run() throws InterruptedException {
        boolean whole = true;
        for (Language spoken : Language.values()) {
            for (ThemeChoice theme : List.of(ThemeChoice.LIGHT, ThemeChoice.DARK)) {
                whole &= check("views, " + spoken + ", " + theme, () -> views(spoken, theme));
            }
        }
        whole &= check("database", () -> DatabaseCheck.run(folders.data()));
        whole &= check("TLS", LoopbackTls::speak);
        whole &= check("example", this::example);
        System.out.println(whole ? "self-test: passed" : "self-test: FAILED");
        return whole;
    }

    private static boolean check(String name, Check check) throws InterruptedException {
        try {
            System.out.println("self-test: " + name + ": " + check.run());
            return true;
        } catch (InterruptedException stopped) {
            throw stopped;
        } catch (Exception | LinkageError failure) {
            System.out.println("self-test: " + name + ": FAILED, " + failure);
            return false;
        }
    }

    private String views(Language spoken, ThemeChoice theme) throws Exception {
        onFx(() -> {
            language.set(spoken);
            model.themeProperty().set(theme);
            return spoken;
        });
        return onFx(() -> {
            List<String> absent = IDS.stream().filter(id -> find(id) == null).toList();
            if (!absent.isEmpty()) {
                throw new IllegalStateException("missing " + absent);
            }
            int colours = colours(stage.getScene().snapshot(null));
            if (colours < LEAST_COLOURS) {
                throw new IllegalStateException("only " + colours + " colours");
            }
            return IDS.size() + " parts, " + stage.getTitle();
        });
    }

    private static int colours(WritableImage picture) {
        Set<Integer> found = new HashSet<>();
        for (int y = 0; y < picture.getHeight(); y += GRAIN) {
            for (int x = 0; x < picture.getWidth(); x += GRAIN) {
                found.add(picture.getPixelReader().getArgb(x, y));
            }
        }
        return found.size();
    }

    /** What a first user does: example, add, download; the counts have to close over real files. */
    private String example() throws Exception {
        fire("tryExampleButton");
        await("the example's tokens", () -> !model.editorTextProperty().get().isBlank());
        fire("addButton");
        await("rows", () -> !model.rows().isEmpty());
        fire("downloadButton");
        await(
                "an end of all downloads",
                () -> {
                    BatchSummary batch = model.countsProperty().get().batch();
                    return batch.asked() == model.rows().size() && batch.isFinished();
                });
        BatchSummary batch = onFx(() -> model.countsProperty().get().batch());
        long files = files(folders.downloads());
        if (batch.saved() == 0 || files != batch.saved()) {
            throw new IllegalStateException(
                    batch.saved() + " rows say saved, " + files + " files are there");
        }
        return "%d asked, %d saved, %d refused as the example wants"
                .formatted(batch.asked(), batch.saved(), batch.failed());
    }

    private static long files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).count();
        }
    }

    private void fire(String id) throws Exception {
        onFx(() -> {
            ((ButtonBase) stage.getScene().lookup("#" + id)).fire();
            return id;
        });
    }

    private @Nullable Node find(String id) {
        return stage.getScene().lookup("#" + id);
    }

    private void await(String what, BooleanSupplier there) throws Exception {
        Instant end = ticker.now().plus(LIMIT);
        while (!onFx(there::getAsBoolean)) {
            if (ticker.now().isAfter(end)) {
                throw new IllegalStateException("waited in vain for " + what);
            }
            ticker.sleep(LOOK_AGAIN);
        }
    }

    private static <T> T onFx(Callable<T> action) throws Exception {
        FutureTask<T> task = new FutureTask<>(action);
        FxThread.later(task);
        try {
            return task.get();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw failure;
        }
    }
}
