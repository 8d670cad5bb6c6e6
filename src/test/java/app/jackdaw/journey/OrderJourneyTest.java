package app.jackdaw.journey;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.journey.StandInFile.Behaviour;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javafx.event.Event;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.Test;

/** The order of the queue is the user's: by the menu and by its keys, for good. */
class OrderJourneyTest extends JourneyTest {

    private void fire(String key, Object... arguments) {
        MenuItem item = app.menuItem(ENGLISH.get(key, arguments));
        app.onFx(() -> {
            item.fire();
            return null;
        });
    }

    private void press(KeyCode code) {
        TableView<Object> table = app.table();
        app.onFx(() -> {
            Event.fireEvent(
                    table,
                    new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, true, false));
            return null;
        });
    }

    private static List<String> tokens(List<StandInFile> files, int... order) {
        List<String> tokens = new ArrayList<>();
        for (int index : order) {
            tokens.add(files.get(index).token());
        }
        return tokens;
    }

    private List<String> shown() {
        return app.column("columnToken");
    }

    private void awaitWaiting(int count) {
        app.await(
                count + " wait for the one that runs",
                () -> {
                    List<String> status = app.column("columnStatus");
                    return status.contains(ENGLISH.get("transfer.running"))
                            && Collections.frequency(status, ENGLISH.get("transfer.queued"))
                                    == count;
                });
    }

    /** The first is held; the others wait for it. */
    private List<StandInFile> queue(int others) throws Exception {
        List<StandInFile> files = new ArrayList<>();
        files.add(serve(Behaviour.HELD));
        files.addAll(serve(others));
        startConnectable();
        fire("menu.atOnce.files", 1);
        add(files);
        app.fire("downloadButton");
        awaitWaiting(others);
        return files;
    }

    /** Every file's first request, as they came. */
    private List<String> asked() {
        return platform.byteCalls().stream()
                .map(PlatformStandIn.ByteCall::token)
                .distinct()
                .toList();
    }

    private void awaitSaved() {
        app.await("all saved", () -> app.column("columnStatus").stream().allMatch("Saved"::equals));
    }

    @Test
    void menuAndKeysChangeWhatStartsNext() throws Exception {
        List<StandInFile> files = queue(5);
        app.select(5);
        fire("menu.order.first");
        assertThat(shown()).isEqualTo(tokens(files, 5, 0, 1, 2, 3, 4));
        app.select(1, 2);
        fire("menu.order.last");
        assertThat(shown()).isEqualTo(tokens(files, 5, 2, 3, 4, 0, 1));
        app.select(3);
        press(KeyCode.UP);
        press(KeyCode.UP);
        assertThat(shown())
                .as("it stays selected and moves on")
                .isEqualTo(tokens(files, 5, 4, 2, 3, 0, 1));
        assertThat(app.selection()).containsExactly(1);
        app.select(2);
        press(KeyCode.DOWN);
        assertThat(shown()).isEqualTo(tokens(files, 5, 4, 3, 2, 0, 1));
        app.select(5);
        press(KeyCode.HOME);
        app.select(1);
        press(KeyCode.END);
        assertThat(shown()).isEqualTo(tokens(files, 1, 4, 3, 2, 0, 5));
        app.select(0, 2);
        press(KeyCode.DOWN);
        press(KeyCode.DOWN);
        assertThat(shown()).isEqualTo(tokens(files, 4, 2, 1, 0, 3, 5));
        assertThat(app.selection()).as("both of them").containsExactlyInAnyOrder(2, 4);
        press(KeyCode.UP);
        press(KeyCode.UP);
        app.select();
        press(KeyCode.HOME);
        assertThat(shown()).as("nothing is selected").isEqualTo(tokens(files, 1, 4, 3, 2, 0, 5));

        platform.release();
        awaitSaved();
        assertThat(asked())
                .as("the held one had begun before all of that")
                .isEqualTo(tokens(files, 0, 1, 4, 3, 2, 5));
        assertThat(digests(downloads())).hasSize(6);
    }

    @Test
    void theOrderIsThereAfterARestartAndHolds() throws Exception {
        List<StandInFile> files = queue(4);
        app.select(4);
        fire("menu.order.first");
        app.select(1, 2);
        fire("menu.order.last");
        List<String> moved = tokens(files, 4, 2, 3, 0, 1);
        assertThat(shown()).isEqualTo(moved);
        app.close();
        int before = platform.byteCalls().size();

        platform.release();
        startConnectable();
        assertThat(shown()).isEqualTo(moved);
        app.fire("resumeButton");
        awaitSaved();
        assertThat(
                        platform.byteCalls().stream()
                                .skip(before)
                                .map(PlatformStandIn.ByteCall::token)
                                .filter(token -> !token.equals(files.getFirst().token()))
                                .distinct())
                .isEqualTo(tokens(files, 4, 2, 3, 1));
    }
}
