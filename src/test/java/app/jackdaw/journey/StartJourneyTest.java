package app.jackdaw.journey;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.App;
import app.jackdaw.journey.AppDriver.Setup;
import app.jackdaw.model.ItemSource;
import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TransferState;
import app.jackdaw.store.SqliteLedger;
import app.jackdaw.ui.model.ItemRow;
import app.jackdaw.ui.shell.Dragged;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import javafx.event.Event;
import javafx.event.EventTarget;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.MenuBar;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first moments of the window: what is there at once, what follows, and who is in a hurry. */
class StartJourneyTest extends JourneyTest {

    @Test
    void aNewUsersFirstFrameWaitsForTheStartPageOnly() throws Exception {
        List<Boolean> seen = new ArrayList<>();
        start(stage -> {
            seen.add(has(stage, "startPane") && has(stage, "statusMessage"));
            seen.add(has(stage, "resultsTable"));
            MenuBar bar = (MenuBar) stage.getScene().lookup("#menuBar");
            seen.add(bar.getMenus().size() == 6);
        });
        assertThat(seen).containsExactly(true, false, true);
        assertThat(app.exists("resultsTable")).as("when the start has returned").isTrue();
        MenuBar bar = app.node("menuBar", MenuBar.class);
        assertThat(app.onFx(bar::getMenus))
                .allSatisfy(menu -> assertThat(menu.getItems()).isNotEmpty());
    }

    @Test
    void aListOfEarlierIsInTheFirstFrame() throws Exception {
        start("en");
        add(token());
        app.close();

        List<Boolean> seen = new ArrayList<>();
        start(stage -> {
            TableView<?> table = (TableView<?>) stage.getScene().lookup("#resultsTable");
            seen.add(table != null && table.getItems().size() == 1);
        });
        assertThat(seen).containsExactly(true);
        assertThat(app.isVisible("startPane")).isFalse();
        assertThat(app.exists("tokenArea")).as("when the start has returned").isTrue();
        assertThat(app.table().getItems()).hasSize(1);
    }

    /** Nobody waits for its end to see how it begins; what is meant for all reaches all. */
    @Test
    void aLongListOfEarlierBeginsInTheFirstFrame() throws Exception {
        List<String> tokens = remember(new TransferState.Paused(1, 2), 3_000);
        List<Object> seen = new ArrayList<>();
        start(stage -> {
            Scene scene = stage.getScene();
            TableView<?> table = (TableView<?>) scene.lookup("#resultsTable");
            seen.add(!table.getItems().isEmpty());
            seen.add(((Label) scene.lookup("#statusMessage")).getText());
            Platform.runLater(() -> press(table, KeyCode.A, "Shortcut"));
        });
        assertThat(seen).containsExactly(true, ENGLISH.get("status.readingList"));
        assertThat(app.column("columnToken")).isEqualTo(tokens);
        assertThat(app.onFx(() -> app.table().getSelectionModel().getSelectedItems().size()))
                .isEqualTo(3_000);
        assertThat(app.label("statusMessage")).isEqualTo(ENGLISH.get("status.ready"));
    }

    /** No number is shown that is of a part, and no row that does not say how it stands. */
    @Test
    void aLongListIsCountedWhenAllOfItIsThere() throws Exception {
        TransferState paused = new TransferState.Paused(1, 2);
        remember(paused, 3_000);
        List<Object> seen = new CopyOnWriteArrayList<>();
        List<Object> states = new ArrayList<>();
        start(stage -> {
            HBox chips = (HBox) stage.getScene().lookup("#filterChips");
            seen.add(chips.isVisible());
            chips.visibleProperty()
                    .addListener((_, _, _) ->
                            Platform.runLater(() -> {
                                Node first = chips.getChildren().getFirst();
                                seen.add(((ButtonBase) first).getText());
                            }));
            ((TableView<?>) stage.getScene().lookup("#resultsTable"))
                    .getItems()
                    .addListener(
                            (ListChangeListener<Object>)
                                    change -> {
                                        while (change.next()) {
                                            change.getAddedSubList()
                                                    .forEach(row -> states.add(state(row)));
                                        }
                                    });
        });
        app.await("it is counted", () -> seen.size() == 2);
        assertThat(seen).containsExactly(false, ENGLISH.get("filter.all", "3,000"));
        assertThat(app.onFx(() -> List.copyOf(states)))
                .hasSizeGreaterThanOrEqualTo(3_000 - SqliteLedger.FIRST)
                .containsOnly(paused);
    }

    private static TransferState state(Object row) {
        return ((ItemRow) row).state().transfer();
    }

    @Test
    void whatIsCommandedForAllWhileTheyAreReadReachesAllInItsOrder() throws Exception {
        remember(new TransferState.Paused(1, 2), 3_000);
        start(stage ->
                Platform.runLater(
                        () -> ((ButtonBase) stage.getScene().lookup("#cancelButton")).fire()));
        assertThat(app.label("statusMessage")).isEqualTo(ENGLISH.get("status.stopped", 3_000));
    }

    @Test
    void whoSelectsAllThatAreThereMeansTheRestAsWell() throws Exception {
        remember(new TransferState.Idle(), 3_000);
        start(stage ->
                Platform.runLater(() -> {
                    Node table = stage.getScene().lookup("#resultsTable");
                    press(table, KeyCode.A, "Shortcut");
                    press(table, KeyCode.DELETE);
                }));
        assertThat(app.table().getItems()).isEmpty();
        assertThat(app.label("statusMessage")).isEqualTo(ENGLISH.get("status.removed", 3_000));
    }

    /** A disk that does not answer keeps neither the window nor the process. */
    @Test
    void whoClosesTheWindowWhileTheListIsReadWaitsForNothing() throws Exception {
        remember(new TransferState.Idle(), 3_000);
        start(stage ->
                Platform.runLater(() ->
                        stage.fireEvent(new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST))));
        assertThat(app.onFx(app.stage()::isShowing)).isFalse();
    }

    @Test
    void whoDownloadsBeforeThePanelsAreThereIsAskedForCredentials() throws Exception {
        start("en");
        add(token());
        app.close();

        start(stage ->
                Platform.runLater(
                        () -> ((ButtonBase) stage.getScene().lookup("#downloadButton")).fire()));
        assertThat(app.label("statusMessage")).isNotEqualTo(ENGLISH.get("status.ready"));
        assertThat(app.onFx(() -> app.stage().getScene().getFocusOwner()))
                .isEqualTo(app.node("appIdField", Node.class));
    }

    @Test
    void whoIsQuickerThanThePanelsGetsWhatWasAskedFor() throws Exception {
        start(stage ->
                Platform.runLater(
                        () -> ((ButtonBase) stage.getScene().lookup("#startTokensCard")).fire()));
        assertThat(app.isVisible("startPane")).isFalse();
        assertThat(app.isVisible("tokenArea")).isTrue();
        assertThat(app.onFx(() -> app.stage().getScene().getFocusOwner()))
                .isEqualTo(app.node("tokenArea", Node.class));
    }

    @Test
    void whatIsPastedBeforeThePanelsAreThereIsNotForgotten() throws Exception {
        start("en");
        add(token());
        app.close();

        String pasted = token();
        start(stage ->
                Platform.runLater(() -> {
                    Clipboard.getSystemClipboard()
                            .setContent(Map.of(DataFormat.PLAIN_TEXT, pasted));
                    Scene scene = stage.getScene();
                    scene.lookup("#resultsTable").requestFocus();
                    press(scene, KeyCode.V, "Shortcut");
                }));
        app.await("it is in the box", () -> app.typed("tokenArea").contains(pasted));
    }

    /** Who looks at how a long list begins may work already. */
    @Test
    void whatIsPastedEarlyDoesNotWaitForTheRestOfTheList() throws Exception {
        remember(new TransferState.Idle(), 3_000);
        String pasted = token();
        List<Boolean> thereWhenWhole = new CopyOnWriteArrayList<>();
        start(stage -> {
            Scene scene = stage.getScene();
            scene.lookup("#filterChips")
                    .visibleProperty()
                    .addListener((_, _, _) -> {
                        var box = (TextInputControl) scene.lookup("#tokenArea");
                        thereWhenWhole.add(box.getText().contains(pasted));
                    });
            Platform.runLater(() -> {
                Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, pasted));
                press(scene, KeyCode.V, "Shortcut");
            });
        });
        app.await("the list is whole", () -> !thereWhenWhole.isEmpty());
        assertThat(thereWhenWhole).containsExactly(true);
    }

    /** A key that is held down is pressed again and again. */
    @Test
    void whatIsPastedTwiceBeforeThePanelsAreThereIsThereOnce() throws Exception {
        remember(new TransferState.Idle());
        String pasted = token();
        start(stage ->
                Platform.runLater(() -> {
                    Clipboard.getSystemClipboard()
                            .setContent(Map.of(DataFormat.PLAIN_TEXT, pasted));
                    press(stage.getScene(), KeyCode.V, "Shortcut");
                    press(stage.getScene(), KeyCode.V, "Shortcut");
                }));
        app.await("it is in the box", () -> app.typed("tokenArea").contains(pasted));
        assertThat(app.typed("tokenArea").strip()).isEqualTo(pasted);
    }

    /** A dialog that waits for an answer would keep the start from its end, and the clock still. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void whatIsAskedEarlyIsDoneWhenTheStartIsOver(int rows) throws Exception {
        remember(new TransferState.Idle(), rows);
        List<Boolean> withinStart = new CopyOnWriteArrayList<>();
        ListChangeListener<Window> look = _ -> withinStart.add(isStarting());
        start(stage ->
                Platform.runLater(() -> {
                    Window.getWindows().addListener(look);
                    press(stage.getScene(), KeyCode.COMMA, "Shortcut");
                }));
        app.await("the settings are there", () -> !withinStart.isEmpty());
        app.onFx(() -> {
            Window.getWindows().removeListener(look);
            return null;
        });
        assertThat(withinStart).containsOnly(false);
    }

    private static boolean isStarting() {
        return StackWalker.getInstance()
                .walk(frames ->
                        frames.anyMatch(frame ->
                                frame.getClassName().equals(App.class.getName())
                                        && frame.getMethodName().equals("start")));
    }

    /** Whatever is built after the first frame: a menu's keys are the user's from then on. */
    @Test
    void keysOfMenusAreTakenBeforeThePanelsAreThere() throws Exception {
        remember(new TransferState.Paused(1, 2));
        start(stage ->
                Platform.runLater(() -> press(stage.getScene(), KeyCode.R, "Shift", "Shortcut")));
        app.await(
                "it would go on with credentials",
                () ->
                        app.onFx(() -> app.stage().getScene().getFocusOwner())
                                == app.node("appIdField", Node.class));
        assertThat(app.label("statusMessage")).isNotEqualTo(ENGLISH.get("status.ready"));
    }

    /** What is selected a moment later is meant by later keys. */
    @Test
    void anEarlyKeyOfAMenuIsForTheRowsOfItsMoment() throws Exception {
        List<String> names = remember(new TransferState.Idle(), 4);
        start(stage ->
                Platform.runLater(() -> {
                    Scene scene = stage.getScene();
                    var selection =
                            ((TableView<?>) scene.lookup("#resultsTable")).getSelectionModel();
                    selection.clearAndSelect(0);
                    press(scene, KeyCode.DOWN, "Alt");
                    selection.clearAndSelect(3);
                    press(scene, KeyCode.UP, "Alt");
                    selection.clearAndSelect(1);
                }));
        assertThat(app.column("columnToken"))
                .as("each was moved by one row, and once")
                .containsExactly(names.get(1), names.get(0), names.get(3), names.get(2));
    }

    @Test
    void whatIsDroppedBeforeThePanelsAreThereIsNotForgotten() throws Exception {
        remember(new TransferState.Idle());
        String text = token();
        String listed = token();
        Path list = Files.writeString(temporary.resolve("list.txt"), listed);
        start(stage ->
                Platform.runLater(() -> {
                    Node window = stage.getScene().getRoot();
                    drop(window, DataFormat.PLAIN_TEXT, text);
                    drop(window, DataFormat.FILES, List.of(list.toFile()));
                }));
        app.await(
                "both are in the box",
                () ->
                        app.typed("tokenArea").contains(text)
                                && app.typed("tokenArea").contains(listed));
    }

    /** FX thread. */
    private static void drop(Node window, DataFormat format, Object content) {
        try {
            Dragged.over(window, DragEvent.DRAG_DROPPED, Dragged.board(Map.of(format, content)));
        } catch (ReflectiveOperationException otherToolkit) {
            throw new AssertionError(otherToolkit);
        }
    }

    /** Enter or the space bar at once must not begin anything. */
    @Test
    void whoComesBackToAListHasTheTableUnderTheKeys() throws Exception {
        remember(new TransferState.Idle());
        List<Boolean> focused = new ArrayList<>();
        start(stage -> {
            Scene scene = stage.getScene();
            focused.add(scene.getFocusOwner() == scene.lookup("#resultsTable"));
            Platform.runLater(() -> {
                press(scene.getFocusOwner(), KeyCode.ENTER);
                press(scene.getFocusOwner(), KeyCode.SPACE);
            });
        });
        assertThat(focused).containsExactly(true);
        assertThat(app.onFx(() -> app.stage().getScene().getFocusOwner()))
                .isEqualTo(app.node("resultsTable", Node.class));
        assertThat(app.label("statusMessage")).isEqualTo(ENGLISH.get("status.ready"));
    }

    @Test
    void aWindowThatIsClosedAtOnceStaysClosed() throws Exception {
        start(stage -> Platform.runLater(stage::hide));
        assertThat(app.onFx(app.stage()::isShowing)).isFalse();
    }

    /** A dialog of a window that is gone would keep the process. */
    @Test
    void aWindowThatIsClosedAtOnceOpensNothingThatWasAskedForBefore() throws Exception {
        start(stage ->
                Platform.runLater(() -> {
                    press(stage.getScene(), KeyCode.COMMA, "Shortcut");
                    stage.hide();
                }));
        CountDownLatch over = new CountDownLatch(1); // behind what the start left to be done
        Platform.runLater(over::countDown);
        over.await();
        assertThat(app.onFx(() -> List.copyOf(Window.getWindows()))).isEmpty();
    }

    /** As automation does that forgets to stop the first one: it must not lose its process. */
    @Test
    void aSecondApplicationInTheSameProcessOpensWithoutTheList() throws Exception {
        start("en");
        add(token());
        AppDriver first = app;
        start("en");
        assertThat(app.table().getItems()).isEmpty();
        assertThat(app.label("statusMessage")).isNotEqualTo(ENGLISH.get("status.ready"));
        app.close();
        first.close();
    }

    /** FX thread. */
    private static void press(EventTarget target, KeyCode code, String... with) {
        Set<String> modifiers = Set.of(with);
        Event.fireEvent(
                target,
                new KeyEvent(
                        KeyEvent.KEY_PRESSED,
                        "",
                        "",
                        code,
                        modifiers.contains("Shift"),
                        modifiers.contains("Shortcut"),
                        modifiers.contains("Alt"),
                        false));
    }

    private void remember(TransferState state) {
        remember(state, 1);
    }

    /** As an earlier run leaves them; returns their tokens. */
    private List<String> remember(TransferState state, int rows) {
        List<String> tokens = IntStream.range(0, rows).mapToObj(_ -> token()).toList();
        try (SqliteLedger ledger =
                SqliteLedger.open(home().resolve("jackdaw.db"), () -> Instant.EPOCH)) {
            for (int rank = 1; rank <= rows; rank++) {
                MediaItem item =
                        MediaItem.ofToken(tokens.get(rank - 1), new ItemSource.PastedToken(rank));
                ledger.record(new LedgerEntry(item, rank, state, null, null, null));
            }
        }
        return tokens;
    }

    private void start(Consumer<Stage> whenShown) throws Exception {
        app = AppDriver.start(new Setup(home(), downloads(), "en"), whenShown);
    }

    private static boolean has(Stage stage, String id) {
        return stage.getScene().lookup("#" + id) != null;
    }
}
