package app.jackdaw.journey;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.journey.StandInFile.Behaviour;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javafx.event.Event;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import org.junit.jupiter.api.Test;

/**
 * Pausing, resuming, cancelling and trying again by the buttons of the results, and after a
 * restart.
 */
class ControlJourneyTest extends JourneyTest {

    @Test
    void pausedFileGoesOnAndIsWhole() throws Exception {
        StandInFile held = serve(Behaviour.HELD);
        startConnectable();
        add(List.of(held));
        app.fire("downloadButton");
        app.await("running", () -> app.column("columnStatus").contains("Downloading"));

        app.fire("pauseButton");
        app.await("paused", () -> app.column("columnStatus").contains("Paused"));
        assertThat(finished()).isEmpty();

        platform.release();
        app.fire("resumeButton");
        app.await("saved", () -> app.column("columnStatus").contains("Saved"));
        assertThat(digests(downloads())).isEqualTo(digests(List.of(held)));
        assertThat(files(downloads())).hasSize(1);
    }

    @Test
    void cancelledFileLeavesNothingAndCanBeHadLater() throws Exception {
        StandInFile held = serve(Behaviour.HELD);
        startConnectable();
        add(List.of(held));
        app.fire("downloadButton");
        app.await("running", () -> app.column("columnStatus").contains("Downloading"));

        app.fire("cancelButton");
        app.await("idle", () -> app.column("columnStatus").contains(""));
        app.await("no part is left", () -> files(downloads()).isEmpty());

        platform.release();
        app.fire("downloadButton");
        app.await("saved", () -> app.column("columnStatus").contains("Saved"));
        assertThat(digests(downloads())).isEqualTo(digests(List.of(held)));
    }

    /** Cancelling and removing single rows is nobody else's business. */
    @Test
    void linksOfTheOthersAreGotWhenOneIsCancelledAndOneRemoved() throws Exception {
        List<StandInFile> files = serve(100);
        startConnectable();
        add(files);
        app.fire("getLinksButton");
        app.select(99);
        app.fire("cancelButton");
        app.select(98);
        TableView<Object> table = app.table();
        app.onFx(() -> {
            Event.fireEvent(
                    table,
                    new KeyEvent(
                            KeyEvent.KEY_PRESSED,
                            "",
                            "",
                            KeyCode.DELETE,
                            false,
                            false,
                            false,
                            false));
            return null;
        });
        assertThat(app.rows()).isEqualTo(99);
        app.await(
                "the links of the others",
                () ->
                        app.column("columnLink").stream()
                                        .limit(98)
                                        .filter(ENGLISH.get("link.ready")::equals)
                                        .count()
                                == 98);
    }

    @Test
    void refusedRowIsHadOnceItIsAllowed() throws Exception {
        StandInFile forbidden = serve(Behaviour.FORBIDDEN);
        startConnectable();
        add(List.of(forbidden));
        app.fire("downloadButton");
        app.await("refused", () -> app.column("columnLink").contains("Refused"));
        assertThat(app.column("columnCode")).containsExactly("403 / 1061004");
        assertThat(app.column("columnExpires")).containsExactly("");

        StandInFile allowed = StandInFile.of(forbidden.token(), forbidden.bytes());
        platform.put(allowed);
        app.fire("retryButton");
        app.await("saved", () -> app.column("columnStatus").contains("Saved"));
        assertThat(digests(downloads())).isEqualTo(digests(List.of(allowed)));
    }

    @Test
    void theFirstButtonOfADeadLinkGetsTheFile() throws Exception {
        StandInFile dead = platform.put(serve(Behaviour.EXPIRED_TWICE).refusing(410));
        startConnectable();
        add(List.of(dead));
        app.fire("downloadButton");
        app.await("it has failed", () -> app.isVisible("problemsPanel"));
        assertThat(app.column("columnStatus")).containsExactly("Link is dead");

        press("Get a new link");
        app.await("saved", () -> app.column("columnStatus").contains("Saved"));
        assertThat(digests(downloads())).isEqualTo(digests(List.of(dead)));
    }

    @Test
    void unfinishedListIsBackAndWaitsForTheUser() throws Exception {
        StandInFile held = serve(Behaviour.HELD);
        List<StandInFile> others = serve(3);
        startConnectable();
        add(others);
        add(List.of(held));
        app.fire("downloadButton");
        app.await(
                "three saved, one running",
                () ->
                        app.column("columnStatus").stream().filter("Saved"::equals).count() == 3
                                && app.column("columnStatus").contains("Downloading"));
        app.close();

        int asked = platform.byteCalls().size();
        startConnectable();
        assertThat(app.rows()).isEqualTo(4);
        assertThat(app.isVisible("startPane")).isFalse();
        assertThat(app.column("columnStatus")).filteredOn("Saved"::equals).hasSize(3);
        assertThat(platform.byteCalls()).as("nothing starts by itself").hasSize(asked);

        platform.release();
        app.fire("resumeButton");
        app.await("all saved", () -> app.column("columnStatus").stream().allMatch("Saved"::equals));
        assertThat(files(downloads())).hasSize(4);
        assertThat(platform.byteCalls().subList(asked, platform.byteCalls().size()))
                .as("finished files are not fetched again")
                .isNotEmpty()
                .allMatch(call -> call.token().equals(held.token()));
    }

    /** All of them within one event, as fast fingers and scripts are. */
    private void fireAtOnce(String... ids) {
        List<ButtonBase> buttons =
                Stream.of(ids).map(id -> app.node(id, ButtonBase.class)).toList();
        app.onFx(() -> {
            buttons.forEach(ButtonBase::fire);
            return null;
        });
    }

    @Test
    void theLastOfSeveralQuickCommandsCounts() throws Exception {
        StandInFile held = serve(Behaviour.HELD);
        startConnectable();
        add(List.of(held));
        fireAtOnce("downloadButton", "pauseButton");
        app.await("paused", () -> app.column("columnStatus").contains("Paused"));

        fireAtOnce("resumeButton", "pauseButton", "resumeButton");
        app.await("running", () -> app.column("columnStatus").contains("Downloading"));
        fireAtOnce("pauseButton", "resumeButton");
        platform.release();
        app.await("saved", () -> app.column("columnStatus").contains("Saved"));
        assertThat(digests(downloads())).isEqualTo(digests(List.of(held)));
        awaitSettled();
    }

    private void chooseChip(String words) {
        HBox chips = app.node("filterChips", HBox.class);
        app.onFx(() -> {
            chips.getChildren().stream()
                    .map(ToggleButton.class::cast)
                    .filter(chip -> chip.getText().startsWith(words))
                    .forEach(ToggleButton::fire);
            return null;
        });
    }

    /** They leave the state that is shown; what is commanded next is still meant for them. */
    @Test
    void rowsThatAreTriedAgainAreTheOnesThatAreCancelledThen() throws Exception {
        List<StandInFile> files = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            files.add(serve(Behaviour.FORBIDDEN));
        }
        startConnectable();
        add(files);
        app.fire("downloadButton");
        List<String> refused = Collections.nCopies(6, "403 / 1061004");
        app.await("all are refused", () -> app.column("columnCode").equals(refused));
        awaitSettled();
        chooseChip("Failed");
        Map<String, String> others = app.byToken("columnStatus");
        for (StandInFile file : files.subList(1, 3)) {
            others.remove(file.token());
            platform.put(StandInFile.of(file.token(), file.bytes(), Behaviour.HELD));
        }
        app.select(1, 2);
        app.fire("retryButton");
        app.await(
                "two run",
                () -> Collections.frequency(app.column("columnStatus"), "Downloading") == 2);
        assertThat(app.selection()).containsExactly(1, 2);

        app.fire("cancelButton");
        app.await("two are idle", () -> Collections.frequency(app.column("columnStatus"), "") == 2);
        app.select();
        app.await("they are not selected any more", () -> app.rows() == 4);
        assertThat(app.byToken("columnStatus")).isEqualTo(others);

        app.fire("cancelButton");
        chooseChip("All");
        app.await("all are shown", () -> app.rows() == 6);
        assertThat(app.byToken("columnStatus"))
                .as("nothing is under way")
                .containsAllEntriesOf(others);
        assertThat(Collections.frequency(app.column("columnCode"), "403 / 1061004")).isEqualTo(4);
    }

    /** Whatever the chips and the search let through at that moment. */
    @Test
    void theProblemsPanelShowsItsRowsInTheTable() throws Exception {
        List<StandInFile> files = new ArrayList<>(serve(2));
        files.add(1, serve(Behaviour.FORBIDDEN));
        startConnectable();
        add(files);
        app.fire("downloadButton");
        awaitSettled();
        app.await("something needs attention", () -> app.isVisible("problemsPanel"));
        chooseChip("Saved");
        app.type("searchField", files.getFirst().token());
        app.await("one row is shown", () -> app.rows() == 1);
        app.select(0);

        press(ENGLISH.get("problems.show"));
        app.await("all are shown", () -> app.rows() == 3);
        assertThat(app.typed("searchField")).isEmpty();
        assertThat(app.selection()).containsExactly(1);
        assertThat(app.column("columnCode").get(1)).isEqualTo("403 / 1061004");
    }

    /** A button of the problems panel. */
    private void press(String words) {
        app.onFx(() -> {
            app.stage().getScene().lookup("#problemsPanel").lookupAll(".button").stream()
                    .map(ButtonBase.class::cast)
                    .filter(button -> button.getText().equals(words))
                    .forEach(ButtonBase::fire);
            return null;
        });
    }

    private List<Path> finished() {
        return files(downloads()).stream()
                .filter(path -> !path.getFileName().toString().endsWith(".part"))
                .toList();
    }
}
