package app.jackdaw.journey;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.download.Fault;
import app.jackdaw.download.Requirement;
import app.jackdaw.download.Volume;
import app.jackdaw.journey.StandInFile.Behaviour;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import org.junit.jupiter.api.Test;

/** What the window says of rows that wait: why, with which numbers, and what can be done. */
class WaitingJourneyTest extends JourneyTest {

    private List<String> sentences() {
        return app.onFx(() ->
                app.stage().getScene().getRoot().lookupAll(".problem-what").stream()
                        .map((Node node) -> ((Labeled) node).getText())
                        .toList());
    }

    private static long free(Path folder) throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    private String title() {
        return app.label("problemsTitle");
    }

    @Test
    @Fault(67)
    @Requirement(40)
    void aFullDiskIsToldOnceWithNumbersAndGoesOnWhenThereIsRoom() throws Exception {
        List<StandInFile> files =
                List.of(
                        platform.put(StandInFile.of(token(), content(700_000))),
                        platform.put(StandInFile.of(token(), content(800_000))));
        try (Volume small = Volume.mount(downloads(), "size=2m")) {
            startConnectable();
            String empty = app.label("freeSpace");
            Path ballast = Files.write(small.path().resolve("ballast"), new byte[1_700_000]);
            add(files);
            app.fire("downloadButton");
            String full = ENGLISH.brief(Problem.of(Cause.DISK_FULL));
            app.await("both wait", () -> app.column("columnStatus").equals(List.of(full, full)));
            app.await(
                    "the panel says so",
                    () ->
                            title().equals("2 files wait for you")
                                    && String.join("|", sentences())
                                            .matches(
                                                    "2 files wait: 1\\.5 MB needed, but only"
                                                            + " \\d[^|]* free in [^|]*\\."));
            app.await(
                    "the status bar says so, too",
                    () ->
                            app.label("statusMessage").startsWith("0 of 2 done, next try in ")
                                    && app.label("statusMessage")
                                            .endsWith(
                                                    ENGLISH.remedyOfWait(
                                                            Problem.of(Cause.DISK_FULL))));
            assertThat(files(small.path())).containsExactly(ballast);
            String free = ENGLISH.get("status.free", ENGLISH.size(free(small.path())));
            assertThat(free).isNotEqualTo(empty);
            app.await(
                    "the status bar knows how full it is",
                    () -> app.label("freeSpace").equals(free));
            Files.delete(ballast);
            awaitSettled();
            assertThat(digests(small.path())).containsExactlyInAnyOrderElementsOf(digests(files));
            app.await("nothing is left to say", () -> !app.isVisible("problemsPanel"));
        }
    }

    @Test
    @Requirement(32)
    void aServerThatAsksForPatienceIsNamedAndCanBeTriedAtOnce() throws Exception {
        StandInFile busy = serve(Behaviour.BUSY);
        startConnectable();
        add(List.of(busy));
        app.fire("downloadButton");
        Problem trouble = Problem.of(Cause.SERVER_TROUBLE);
        app.await(
                "nothing runs, and it says why",
                () ->
                        app.label("statusMessage").startsWith("0 of 1 done, next try in ")
                                && app.label("statusMessage")
                                        .endsWith(ENGLISH.explainedWaitInOneLine(trouble)));
        assertThat(app.column("columnStatus")).containsExactly(ENGLISH.brief(trouble));
        assertThat(app.isVisible("problemsPanel")).as("it passes by itself").isFalse();
        platform.release();
        app.select(0);
        app.fire("retryButton");
        awaitSettled();
        assertThat(digests(downloads())).containsExactly(busy.sha256());
    }
}
