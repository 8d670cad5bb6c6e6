package app.jackdaw.journey;

import app.jackdaw.journey.AppDriver.Setup;
import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.kit.Messages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonType;
import javafx.scene.control.ComboBox;
import javafx.scene.control.DialogPane;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What the journeys share: a home of their own, the stand-in, and the words of the window. */
abstract class JourneyTest {

    static final Messages ENGLISH = new Messages(Language.ENGLISH);

    private static final String LETTERS =
            "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789";

    private static final long SEED = Long.getLong("jackdaw.seed", 20_261_123L);

    @TempDir Path temporary;
    PlatformStandIn platform;

    /** Null until a test has started it, which is the first thing that each does. */
    @SuppressWarnings("NullAway.Init")
    AppDriver app;

    private final Random random = new Random(SEED);

    @BeforeEach
    void open() throws IOException {
        platform = new PlatformStandIn();
    }

    @AfterEach
    void close() {
        if (app != null) {
            app.close();
        }
        platform.close();
    }

    Path home() {
        return temporary.resolve("home");
    }

    Path downloads() {
        return temporary.resolve("downloads");
    }

    AppDriver start(String language) throws TimeoutException {
        app = AppDriver.start(new Setup(home(), downloads(), language));
        return app;
    }

    /** Starts in English and fills in the stand-in's address and application. */
    void startConnectable() throws TimeoutException {
        start("en");
        enterApp(platform.baseAddress(), PlatformStandIn.APP_ID, PlatformStandIn.APP_SECRET);
    }

    void choosePlatform(int index) {
        ComboBox<?> choice = app.node("platformChoice", ComboBox.class);
        app.onFx(() -> {
            choice.getSelectionModel().select(index);
            return null;
        });
    }

    void enterApp(String baseAddress, String appId, String secret) {
        choosePlatform(2);
        app.type("baseUrlField", baseAddress);
        app.fire("identityApp");
        app.type("appIdField", appId);
        app.type("appSecretField", secret);
    }

    void add(String text) {
        app.type("tokenArea", text);
        app.fire("addButton");
    }

    void add(List<StandInFile> files) {
        add(files.stream().map(StandInFile::token).collect(Collectors.joining("\n")));
    }

    /** Tokens in the shape of the real ones, never the same. */
    String token() {
        String rest =
                IntStream.range(0, 23)
                        .mapToObj(_ -> "" + LETTERS.charAt(random.nextInt(LETTERS.length())))
                        .collect(Collectors.joining());
        return "K7" + rest + "x9";
    }

    byte[] content(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    List<StandInFile> serve(int count) {
        List<StandInFile> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            files.add(platform.put(StandInFile.of(token(), content(500 + random.nextInt(60_000)))));
        }
        return files;
    }

    StandInFile serve(StandInFile.Behaviour behaviour) {
        return platform.put(StandInFile.of(token(), content(20_000), behaviour));
    }

    List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        while (true) {
            try (Stream<Path> all = Files.walk(folder)) {
                return all.filter(Files::isRegularFile).sorted().toList();
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            } catch (UncheckedIOException changed) {
                if (!(changed.getCause() instanceof NoSuchFileException)) {
                    throw changed;
                } // else deleted just now: look again
            }
        }
    }

    List<String> digests(Path folder) {
        return files(folder).stream().map(JourneyTest::sha256).toList();
    }

    static String sha256(Path file) {
        try {
            return StandInFile.sha256(Files.readAllBytes(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static List<String> digests(List<StandInFile> files) {
        return files.stream().map(StandInFile::sha256).toList();
    }

    /** Until every row's download has come to an end, whatever end. */
    void awaitSettled() {
        List<String> unsettled =
                List.of("", ENGLISH.get("transfer.queued"), ENGLISH.get("transfer.running"));
        app.await(
                "every row is settled",
                () -> {
                    List<String> status = app.column("columnStatus");
                    return !status.isEmpty()
                            && status.stream().noneMatch(unsettled::contains)
                            && app.label("statusMessage").startsWith("Finished");
                });
    }

    /** As the window's own button does. */
    void requestClose() {
        Platform.runLater(() ->
                app.stage()
                        .fireEvent(new WindowEvent(app.stage(), WindowEvent.WINDOW_CLOSE_REQUEST)));
    }

    List<DialogPane> dialogs() {
        return app.onFx(() ->
                Window.getWindows().stream()
                        .filter(window -> window != app.stage() && window.getScene() != null)
                        .map(window -> window.getScene().getRoot())
                        .filter(DialogPane.class::isInstance)
                        .map(DialogPane.class::cast)
                        .toList());
    }

    /** Waits for it; there is only one. */
    DialogPane question() {
        app.await("the question", () -> dialogs().size() == 1);
        return dialogs().getFirst();
    }

    /** Presses the button of the question that has these words. */
    void answer(String words) {
        DialogPane pane = question();
        Platform.runLater(() -> {
            for (ButtonType type : pane.getButtonTypes()) {
                if (type.getText().equals(words)) {
                    ((Button) pane.lookupButton(type)).fire();
                }
            }
        });
        app.await("the answer", () -> dialogs().isEmpty());
    }
}
