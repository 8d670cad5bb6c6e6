package app.jackdaw.journey;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.journey.StandInFile.Behaviour;
import java.nio.file.Path;
import java.util.List;
import javafx.event.Event;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
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

    private List<Path> finished() {
        return files(downloads()).stream()
                .filter(path -> !path.getFileName().toString().endsWith(".part"))
                .toList();
    }
}
