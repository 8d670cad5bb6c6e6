package app.jackdaw.journey;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.download.Fault;
import app.jackdaw.download.Requirement;
import app.jackdaw.download.Volume;
import app.jackdaw.journey.StandInFile.Behaviour;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.kit.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The folder that files go to is gone while they come: said once for all of them, with what can be
 * done, and each of these ways ends in whole files.
 */
class FolderGoneJourneyTest extends JourneyTest {

    /** More than come at once. */
    private static final int FILES = 6;

    private Messages words = ENGLISH;

    private Problem gone() {
        return Problem.of(Cause.FOLDER_GONE, downloads().toString());
    }

    /** Four of them half there, the others waiting for their turn. */
    private List<StandInFile> halfThere() {
        List<StandInFile> files =
                Stream.generate(() -> serve(Behaviour.HELD)).limit(FILES).toList();
        enterApp(platform.baseAddress(), PlatformStandIn.APP_ID, PlatformStandIn.APP_SECRET);
        add(files);
        app.fire("downloadButton");
        app.await("four have begun", () -> files(downloads()).size() == 4);
        return files;
    }

    /** What the panel below the table says, and what can be pressed there. */
    private <N extends Labeled> List<String> panel(Class<N> kind) {
        return app.onFx(() -> labeled(kind).map(Labeled::getText).toList());
    }

    /** FX thread. */
    private <N extends Labeled> Stream<N> labeled(Class<N> kind) {
        Node panel = app.stage().getScene().lookup("#problemsList");
        String style = kind == Button.class ? ".button" : ".label";
        return panel.lookupAll(style).stream().filter(kind::isInstance).map(kind::cast);
    }

    private void press(String key) {
        app.onFx(() -> {
            Button button =
                    labeled(Button.class)
                            .filter(it -> words.get(key).equals(it.getText()))
                            .findFirst()
                            .orElseThrow(() -> new AssertionError("nothing to press for " + key));
            button.requestFocus();
            button.fire();
            return null;
        });
    }

    private void assertTold() {
        String brief = words.brief(gone());
        app.await(
                "every row says so",
                () -> app.column("columnStatus").equals(Collections.nCopies(FILES, brief)));
        app.await("the panel says so", () -> app.isVisible("problemsPanel"));
        assertThat(app.label("problemsTitle")).isEqualTo(words.get("problems.title", FILES));
        assertThat(panel(Labeled.class))
                .contains(
                        words.get("problems.group", FILES, words.what(gone())),
                        words.remedy(gone()));
        assertThat(words.what(gone())).contains(downloads().toString());
        assertThat(panel(Button.class))
                .startsWith(words.action(gone()).orElseThrow())
                .contains(words.get("problems.retry"));
    }

    private void assertAllSaved(List<StandInFile> files, Path folder) {
        String saved = words.get("transfer.saved");
        app.await(
                "all are saved",
                () -> app.column("columnStatus").equals(Collections.nCopies(FILES, saved)));
        assertThat(digests(folder)).containsExactlyInAnyOrderElementsOf(digests(files));
        app.await("nothing is left to say", () -> !app.isVisible("problemsPanel"));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    @ParameterizedTest
    @EnumSource
    @Fault(69)
    @Requirement(41)
    void whoChoosesAnotherFolderGetsAllFilesThere(Language language) throws Exception {
        words = new Messages(language);
        start(language == Language.CHINESE ? "zh" : "en");
        List<StandInFile> files = halfThere();
        delete(downloads());
        platform.release();
        assertTold();
        assertThat(downloads()).as("made anew by nobody").doesNotExist();

        // as the dialog behind the first button does
        Path other = temporary.resolve("elsewhere");
        app.type("destinationField", other.toString());
        app.fire("downloadButton");
        assertAllSaved(files, other);
        assertThat(downloads()).doesNotExist();
    }

    @Test
    @Fault(69)
    @Requirement(41)
    void whoRestoresTheFolderTriesAgain() throws Exception {
        start("en");
        List<StandInFile> files = halfThere();
        delete(downloads());
        platform.release();
        assertTold();
        assertThat(downloads()).as("made anew by nobody").doesNotExist();

        Files.createDirectory(downloads());
        press("problems.retry");
        assertAllSaved(files, downloads());
        assertThat(app.onFx(() -> app.stage().getScene().getFocusOwner()))
                .as("the button is gone, the keyboard is with the rows")
                .isEqualTo(app.node("resultsTable", Node.class));
    }

    /** A drive that is plugged in again has what came before. */
    @Test
    @Fault(69)
    @Requirement({16, 41})
    void whoPlugsTheDriveInAgainTriesAgain() throws Exception {
        try (Volume drive = Volume.mount(temporary.resolve("drive"), "size=16m")) {
            List<StandInFile> files;
            try (Volume _ = Volume.bind(drive.path(), downloads())) {
                start("en");
                files = halfThere();
            }
            assertThat(downloads()).isEmptyDirectory();
            platform.release();
            assertTold();
            assertThat(downloads()).as("not the drive").isEmptyDirectory();

            try (Volume _ = Volume.bind(drive.path(), downloads())) {
                press("problems.retry");
                assertAllSaved(files, drive.path());
                app.close();
            }
        }
    }
}
