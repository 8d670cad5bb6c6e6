package app.jackdaw.journey;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.journey.StandInFile.Behaviour;
import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.kit.Messages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Shape;
import javafx.stage.PopupWindow;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;

/** What a row's menu shows of its file: the checksum is that of the bytes on the disk. */
class DetailsJourneyTest extends JourneyTest {

    private static final String SUM = "details.sha256";

    private Messages words = ENGLISH;

    /** Opens the details as the menu of the row does, reads them, and closes them. */
    private Map<String, String> details(int index) {
        app.select(index);
        TableView<Object> table = app.table();
        app.await("the row is drawn", () -> app.onFx(() -> row(table, index).isPresent()));
        app.onFx(() -> {
            menuEntry(row(table, index).orElseThrow()).fire();
            return null;
        });
        app.await("the details are open", () -> app.onFx(() -> !opened().isEmpty()));
        Map<String, String> facts =
                app.onFx(() -> {
                    PopupWindow only = opened().getFirst();
                    Map<String, String> read = read(grid(only).orElseThrow());
                    assertOneColour(only.getScene().getRoot());
                    only.hide();
                    return read;
                });
        app.await("they are closed", () -> app.onFx(() -> opened().isEmpty()));
        app.select(); // buttons mean all rows again
        return facts;
    }

    /** The arrow, which is a part of the border, and what it belongs to. */
    private static void assertOneColour(Parent popOver) {
        Shape border = (Shape) popOver.lookup(".border");
        Region content = (Region) popOver.lookup(".content");
        assertThat(border.getFill())
                .isEqualTo(content.getBackground().getFills().getLast().getFill());
    }

    private static Optional<TableRow<?>> row(TableView<Object> table, int index) {
        return table.lookupAll(".table-row-cell").stream()
                .<TableRow<?>>map(node -> (TableRow<?>) node)
                .filter(row -> !row.isEmpty() && row.getIndex() == index)
                .findFirst();
    }

    private MenuItem menuEntry(TableRow<?> row) {
        row.getContextMenu().getOnShowing().handle(null);
        return row.getContextMenu().getItems().stream()
                .filter(item -> words.get("menu.details").equals(item.getText()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no details in the menu"));
    }

    private static List<PopupWindow> opened() {
        return Window.getWindows().stream()
                .filter(PopupWindow.class::isInstance)
                .map(PopupWindow.class::cast)
                .filter(window -> window.isShowing() && grid(window).isPresent())
                .toList();
    }

    private static Optional<GridPane> grid(PopupWindow window) {
        return window.getScene().getRoot().lookupAll(".details").stream()
                .flatMap(box -> ((Parent) box).getChildrenUnmodifiable().stream())
                .filter(GridPane.class::isInstance)
                .map(GridPane.class::cast)
                .findFirst();
    }

    /** What stands to the right of what. */
    private static Map<String, String> read(GridPane grid) {
        Map<String, String> facts = new LinkedHashMap<>();
        String name = "";
        for (Node node : grid.getChildren()) {
            if (GridPane.getColumnIndex(node) == 0) {
                name = ((Label) node).getText();
            } else {
                facts.put(name, ((Label) node).getText());
            }
        }
        return facts;
    }

    private void assertSum(int index, Path file) {
        assertThat(details(index))
                .containsEntry(words.get("details.path"), file.toString())
                .containsEntry(words.get(SUM), sha256(file));
    }

    private void assertNoSum(int index) {
        assertThat(details(index))
                .containsKey(words.get("details.token"))
                .doesNotContainKey(words.get(SUM));
    }

    private Path target(StandInFile file) {
        return downloads().resolve(file.token().substring(0, 8) + ".bin");
    }

    @Test
    void theChecksumIsThatOfTheFileOnDiskAndThereOnlyWhenItIsSaved() throws Exception {
        StandInFile file = serve(1).getFirst();
        StandInFile held = serve(Behaviour.HELD);
        StandInFile refused = serve(Behaviour.GONE);
        startConnectable();
        add(List.of(file, held, refused));
        assertNoSum(0);
        app.fire("downloadButton");
        app.await(
                "one is saved, one on its way, one refused",
                () ->
                        app.column("columnStatus").getFirst().equals("Saved")
                                && files(downloads()).size() == 2);
        assertThat(sha256(target(file))).isEqualTo(file.sha256());
        assertSum(0, target(file));
        assertNoSum(1);
        platform.release();
        awaitSettled();
        assertSum(1, target(held));
        assertNoSum(2);
        app.close();

        words = new Messages(Language.CHINESE);
        start("zh");
        assertSum(0, target(file));
        assertSum(1, target(held));
        assertNoSum(2);
    }

    /** That of the bytes before would be a lie about what is there now. */
    @Test
    void whatIsFetchedAgainHasNoChecksumUntilItIsSavedAgain() throws Exception {
        StandInFile before = serve(1).getFirst();
        startConnectable();
        add(List.of(before));
        app.fire("downloadButton");
        awaitSettled();
        assertSum(0, target(before));

        app.close();
        Files.delete(target(before));
        StandInFile after =
                platform.put(StandInFile.of(before.token(), content(30_000), Behaviour.HELD));

        startConnectable(); // links are not remembered: this one leads to what is there now
        app.fire("downloadButton");
        app.await("it comes again", () -> app.column("columnStatus").contains("Downloading"));
        assertNoSum(0);
        app.fire("pauseButton");
        app.await("it is paused", () -> app.column("columnStatus").contains("Paused"));
        assertNoSum(0);
        platform.release();
        app.fire("resumeButton");
        awaitSettled();
        assertThat(sha256(target(before))).isEqualTo(after.sha256());
        assertSum(0, target(after));
    }
}
