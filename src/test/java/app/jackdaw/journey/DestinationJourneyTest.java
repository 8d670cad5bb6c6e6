package app.jackdaw.journey;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where files go: the folder that was typed, the names and folders that stand beside tokens. */
class DestinationJourneyTest extends JourneyTest {

    @Test
    void folderIsTakenAsTypedAndWhatCannotBeSaysSo() throws Exception {
        List<StandInFile> files = serve(3);
        startConnectable();
        add(files);

        app.type("destinationField", "some/folder");
        app.fire("downloadButton");
        assertThat(app.label("statusMessage")).isEqualTo(ENGLISH.get("status.folderImpossible"));
        assertThat(platform.linkCalls()).isEmpty();

        Path file = Files.writeString(temporary.resolve("file"), "in the way");
        app.type("destinationField", file.resolve("below").toString());
        app.fire("downloadButton");
        app.await("it says which", () -> app.label("statusMessage").contains(file.toString()));

        Path home = temporary.resolve("somebody");
        String before = System.setProperty("user.home", home.toString());
        try {
            app.type("destinationField", " \"~/新 folder/deep\" ");
            app.fire("downloadButton");
            app.await("saved", () -> app.label("statusMessage").startsWith("Finished: 3 of 3"));
        } finally {
            System.setProperty("user.home", before);
        }
        Path chosen = home.resolve("新 folder/deep");
        assertThat(digests(chosen)).containsExactlyInAnyOrderElementsOf(digests(files));
        assertThat(file).hasContent("in the way");
    }

    @Test
    void fileThatWasDeletedIsFetchedAgainAndOthersAreLeft() throws Exception {
        List<StandInFile> files = serve(4);
        startConnectable();
        add(files);
        app.fire("downloadButton");
        awaitSettled();
        List<Path> before = files(downloads());
        Files.delete(before.getFirst());

        app.fire("downloadButton");
        app.await("it is back", () -> files(downloads()).equals(before));
        awaitSettled();
        assertThat(digests(downloads())).containsExactlyInAnyOrderElementsOf(digests(files));
        assertThat(platform.byteCalls()).hasSize(5);
    }

    @Test
    void namesAndFoldersBesideTokensAreUsedUnlessTheyLeadOut() throws Exception {
        List<StandInFile> files = serve(6);
        startConnectable();
        List<String> beside =
                List.of(
                        "张三.pdf\t合同/2026",
                        "张三.pdf\t合同\\2026",
                        "CON.txt\t",
                        "a\t../../etc",
                        "b\tC:\\Windows",
                        "../../c.txt\tx");
        StringBuilder rows = new StringBuilder("素材token\t文件名\t文件夹\r\n");
        for (int i = 0; i < files.size(); i++) {
            rows.append(files.get(i).token()).append('\t').append(beside.get(i)).append("\r\n");
        }
        add(rows.toString());
        assertThat(app.typed("tokenArea")).isBlank();
        assertThat(app.rows()).isEqualTo(6);
        app.fire("downloadButton");
        awaitSettled();

        Map<String, String> status = app.byToken("columnStatus");
        String refused = ENGLISH.brief(Problem.of(Cause.FOLDER_REFUSED));
        assertThat(status).containsEntry(files.get(3).token(), refused);
        assertThat(status).containsEntry(files.get(4).token(), refused);
        List<String> saved =
                files(downloads()).stream()
                        .map(path -> downloads().relativize(path).toString().replace('\\', '/'))
                        .toList();
        assertThat(saved)
                .containsExactlyInAnyOrder(
                        "合同/2026/张三.pdf", "合同/2026/张三 (2).pdf", "_CON.txt", "x/c.txt");
        assertThat(temporary.resolve("etc")).doesNotExist();
    }
}
