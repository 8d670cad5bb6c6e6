package app.jackdaw.ui.results;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.ItemSource;
import app.jackdaw.model.LinkState;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.TransferState;
import app.jackdaw.ui.model.ItemRow;
import app.jackdaw.ui.model.Notice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import javafx.collections.FXCollections;
import javafx.event.Event;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a row offers, and what a double click on it does. */
class RowMenuTest {

    @TempDir Path folder;

    @RegisterExtension private final Desk desk = new Desk();

    @SuppressWarnings("NullAway.Init")
    private TableView<ItemRow> table;

    @SuppressWarnings("NullAway.Init")
    private RowMenu menu;

    @BeforeEach
    void setUp() throws Exception {
        Desk.onFx(() -> {
            table = new TableView<>(desk.model.rows());
            RowSelection selection = new RowSelection(table, Set.of());
            menu =
                    new RowMenu(
                            selection,
                            desk.commands(selection),
                            desk.actions,
                            desk.files,
                            desk.messages);
            menu.onDetails(
                    (row, _) -> desk.heard.add("details " + row.item().id()),
                    (row, _) -> desk.heard.add("wrong " + row.item().id()));
            return null;
        });
    }

    /** As the table draws it. */
    private TableRow<ItemRow> drawn(ItemRow item) {
        TableRow<ItemRow> row = menu.row();
        row.updateTableView(table);
        row.updateIndex(table.getItems().indexOf(item));
        return row;
    }

    private void doubleClick(ItemRow row) throws Exception {
        Desk.onFx(() -> {
            TableRow<ItemRow> at = drawn(row);
            Event.fireEvent(
                    at,
                    new MouseEvent(
                            MouseEvent.MOUSE_CLICKED,
                            5,
                            5,
                            5,
                            5,
                            MouseButton.PRIMARY,
                            2,
                            false,
                            false,
                            false,
                            false,
                            false,
                            false,
                            false,
                            false,
                            false,
                            true,
                            null));
            return null;
        });
    }

    private List<MenuItem> entries(ItemRow... selected) throws Exception {
        return Desk.onFx(() -> {
            table.getSelectionModel().clearSelection();
            List.of(selected).forEach(table.getSelectionModel()::select);
            ContextMenu shown = drawn(selected[0]).getContextMenu();
            shown.getOnShowing().handle(null);
            return List.copyOf(shown.getItems());
        });
    }

    private static List<String> enabled(List<MenuItem> entries) {
        return entries.stream()
                .filter(item -> !(item instanceof SeparatorMenuItem) && !item.isDisable())
                .map(MenuItem::getText)
                .toList();
    }

    private void choose(String words, ItemRow... selected) throws Exception {
        fire(entries(selected), words);
    }

    private static final TransferState WAITING =
            new TransferState.Waiting(Desk.NOW, Problem.of(Problem.Cause.NETWORK_UNREACHABLE));

    private ItemRow failed() throws Exception {
        return Desk.onFx(() ->
                desk.row(
                        "failed",
                        new TransferState.Failed(Problem.of(Problem.Cause.FILE_DELETED), 0)));
    }

    private ItemRow saved() throws Exception {
        Path file = Files.writeString(folder.resolve("a.txt"), "a");
        return Desk.onFx(() -> desk.row("saved", new TransferState.Saved(file, 1)));
    }

    @Test
    void aDoubleClickOpensWhatIsFinished() throws Exception {
        doubleClick(saved());
        Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .until(() -> desk.heard.contains("open a.txt"));
    }

    @Test
    void aDoubleClickSaysWhatWentWrongWithWhatFailed() throws Exception {
        doubleClick(failed());
        assertThat(desk.heard).containsExactly("wrong failed");
    }

    @Test
    void aDoubleClickSaysWhyARowWaits() throws Exception {
        doubleClick(Desk.onFx(() -> desk.row("waiting", WAITING)));
        assertThat(desk.heard).containsExactly("wrong waiting");
    }

    @Test
    void aDoubleClickShowsDetailsOfAnythingElse() throws Exception {
        doubleClick(Desk.onFx(() -> desk.row("fresh")));
        doubleClick(Desk.onFx(() -> desk.row("running", new TransferState.Running(1, 2))));
        assertThat(desk.heard).containsExactly("details fresh", "details running");
    }

    @Test
    void theMenuOffersWhatTheRowCanDo() throws Exception {
        assertThat(enabled(entries(Desk.onFx(() -> desk.row("fresh")))))
                .containsExactly(
                        "Copy link",
                        "Copy as",
                        "Download",
                        "Get a new link",
                        "Order",
                        "Copy token",
                        "Details",
                        "Remove from list");
        assertThat(enabled(entries(saved())))
                .contains("Open file", "Show in folder", "Copy file path")
                .doesNotContain("Pause", "Resume", "Retry", "What went wrong?");
        assertThat(enabled(entries(failed())))
                .contains("Retry", "What went wrong?")
                .doesNotContain("Open file");
        ItemRow running = Desk.onFx(() -> desk.row("running", new TransferState.Running(1, 2)));
        assertThat(enabled(entries(running))).contains("Pause", "Cancel").doesNotContain("Resume");
        ItemRow waiting = Desk.onFx(() -> desk.row("waiting", WAITING));
        assertThat(enabled(entries(waiting)))
                .contains("Pause", "Cancel", "Retry", "What went wrong?")
                .doesNotContain("Resume");
        ItemRow paused = Desk.onFx(() -> desk.row("paused", new TransferState.Paused(1, 2)));
        assertThat(enabled(entries(paused))).contains("Resume", "Cancel").doesNotContain("Pause");
    }

    private static final List<String> OF_THE_STATE =
            List.of(
                    "Download",
                    "Pause",
                    "Resume",
                    "Cancel",
                    "Retry",
                    "Get a new link",
                    "Open file",
                    "What went wrong?");

    private void offers(ItemRow row, String... words) throws Exception {
        List<String> offered = enabled(entries(row));
        assertThat(OF_THE_STATE.stream().filter(offered::contains))
                .as(row.item().id())
                .containsExactly(words);
    }

    /** The link chips and the transfers, each as it may stand. */
    @Test
    void anEntryIsThereForWhateverItDoesSomethingTo() throws Exception {
        Problem forgotten = Problem.of(Problem.Cause.PASTED_LINK_FORGOTTEN);
        desk.links.put("fetching", new LinkState.Fetching());
        desk.links.put("refused", new LinkState.Refused(Problem.of(Problem.Cause.FORBIDDEN)));
        desk.links.put("forgotten", new LinkState.Refused(forgotten));
        desk.link("expired", Desk.NOW.minusSeconds(1));
        Path other = folder.resolve("other.txt");
        TransferState.Skipped skipped =
                new TransferState.Skipped(other, TransferState.Skipped.Found.ANOTHER_FILE);
        for (String idle : List.of("fresh", "expired")) {
            offers(Desk.onFx(() -> desk.row(idle)), "Download", "Get a new link");
        }
        offers(Desk.onFx(() -> desk.row("fetching")), "Download", "Cancel", "Get a new link");
        offers(
                Desk.onFx(() -> desk.row("refused")),
                "Download",
                "Retry",
                "Get a new link",
                "What went wrong?");
        offers(
                Desk.onFx(() -> desk.row("forgotten")),
                "Download",
                "Get a new link",
                "What went wrong?");
        for (TransferState underWay :
                List.of(new TransferState.Queued(), new TransferState.Running(1, 2))) {
            offers(
                    Desk.onFx(() -> desk.row("going " + underWay, underWay)),
                    "Pause",
                    "Cancel",
                    "Get a new link");
        }
        offers(
                Desk.onFx(() -> desk.row("waiting", WAITING)),
                "Download",
                "Pause",
                "Cancel",
                "Retry",
                "Get a new link",
                "What went wrong?");
        offers(
                Desk.onFx(() -> desk.row("paused", new TransferState.Paused(1, 2))),
                "Download",
                "Resume",
                "Cancel",
                "Get a new link");
        offers(failed(), "Download", "Cancel", "Retry", "Get a new link", "What went wrong?");
        offers(saved(), "Download", "Get a new link", "Open file");
        offers(Desk.onFx(() -> desk.row("skipped", skipped)), "Download", "Get a new link");
    }

    @Test
    void whatIsForOneFileIsForTheRowThatWasClickedElseForTheFirstThatHasIt() throws Exception {
        ItemRow fresh = Desk.onFx(() -> desk.row("fresh"));
        ItemRow saved = saved();
        ItemRow broken = failed();
        choose("Open file", fresh, saved, broken);
        Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .until(() -> desk.heard.contains("open a.txt"));
        choose("What went wrong?", fresh, saved, broken);
        choose("Details", saved, fresh);
        assertThat(desk.heard).contains("wrong failed", "details saved");
    }

    @Test
    void whatIsCopiedIsCountedBeforeAndAfter() throws Exception {
        Path file = Files.writeString(folder.resolve("b.txt"), "b");
        ItemRow two = Desk.onFx(() -> desk.row("two", new TransferState.Saved(file, 1)));
        ItemRow fresh = Desk.onFx(() -> desk.row("fresh"));
        choose("Copy 2 file paths", saved(), two, fresh);
        assertThat(said()).isEqualTo(Notice.of("status.pathsCopied", 2));
        choose("Copy 2 tokens", two, fresh);
        assertThat(said()).isEqualTo(Notice.of("status.tokensCopied", 2));
    }

    private Notice said() throws Exception {
        return Desk.onFx(() -> desk.model.noticeProperty().get());
    }

    /** Rows of which an entry does nothing are not among those that it counts. */
    @Test
    void ofSeveralRowsItCounts() throws Exception {
        ItemRow one = Desk.onFx(() -> desk.row("one"));
        ItemRow two = Desk.onFx(() -> desk.row("two"));
        assertThat(enabled(entries(one, two)))
                .contains(
                        "Copy 2 links",
                        "Download 2 files",
                        "Get 2 new links",
                        "Remove 2 rows from list");
        Desk.onFx(() -> {
            desk.model.add(
                    List.of(MediaItem.ofPastedLink("https://x", new ItemSource.PastedLink(1))));
            return null;
        });
        ItemRow running = Desk.onFx(() -> desk.row("running", new TransferState.Running(1, 2)));
        ItemRow pasted = desk.model.rows().get(2);
        assertThat(enabled(entries(one, pasted, running)))
                .contains(
                        "Copy 3 links",
                        "Download 2 files",
                        "Get 2 new links",
                        "Copy 2 tokens",
                        "Remove 3 rows from list");
    }

    @Test
    void anEntryDoesWhatItSaysToTheSelectedRows() throws Exception {
        ItemRow one = Desk.onFx(() -> desk.row("one"));
        ItemRow two = Desk.onFx(() -> desk.row("two"));
        Desk.onFx(() -> desk.row("three"));
        choose("Remove 2 rows from list", one, two);
        assertThat(desk.heard).contains("forget one,two", "forget link one,two");
        assertThat(desk.model.rows()).extracting(row -> row.item().id()).containsExactly("three");
        choose("What went wrong?", failed());
        choose("Details", failed());
        assertThat(desk.heard).contains("wrong failed", "details failed");
    }

    /** As the button of the same name beside the problem does. */
    @Test
    void aDownloadThatFailedForItsLinkGoesOnWithTheNewOne() throws Exception {
        Problem gone = Problem.of(Problem.Cause.LINK_GONE);
        ItemRow failed = Desk.onFx(() -> desk.row("gone", new TransferState.Failed(gone, 0)));
        ItemRow fresh = Desk.onFx(() -> desk.row("fresh"));
        choose("Get a new link", failed);
        assertThat(desk.heard).containsExactly("renounce gone", "retry gone");
        desk.heard.clear();
        choose("Get 2 new links", failed, fresh);
        awaitHeard("fetch fresh");
        assertThat(desk.heard).containsExactly("renounce gone", "retry gone", "fetch fresh");
    }

    /** A download that failed for another reason has not been asked to go on. */
    @Test
    void aNewLinkForADownloadThatFailedOtherwiseIsALinkAlone() throws Exception {
        choose("Get a new link", failed());
        awaitHeard("fetch failed");
        assertThat(desk.heard).containsExactly("fetch failed");
    }

    private void awaitHeard(String asked) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> desk.heard.contains(asked));
    }

    /** What is selected may leave the table while the menu is open: then nothing is. */
    @Test
    void anEntryActsOnTheRowsThatTheMenuWasOpenedOn() throws Exception {
        ItemRow one = Desk.onFx(() -> desk.row("one", new TransferState.Running(1, 2)));
        Desk.onFx(() -> desk.row("other", new TransferState.Running(1, 2)));
        List<MenuItem> open = entries(one);
        Desk.onFx(() -> {
            desk.model.destinationProperty().set(folder.toString());
            table.setItems(FXCollections.observableArrayList(desk.model.rows().get(1)));
            return null;
        });
        for (String words : List.of("Cancel", "Pause", "Download", "Get a new link")) {
            fire(open, words);
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> desk.heard.contains("fetch one"));
        fire(open, "Remove from list");
        assertThat(desk.heard)
                .contains("cancel one", "pause one", "start one", "forget one")
                .noneMatch(asked -> asked.contains("other"));
    }

    @Test
    void orderIsThatOfTheRowsThatTheMenuWasOpenedOn() throws Exception {
        Desk.onFx(() -> desk.row("first"));
        ItemRow last = Desk.onFx(() -> desk.row("last"));
        List<MenuItem> open = entries(last);
        Desk.onFx(() -> {
            table.getSelectionModel().clearAndSelect(0);
            return null;
        });
        Menu order =
                open.stream()
                        .filter(Menu.class::isInstance)
                        .map(Menu.class::cast)
                        .filter(menu -> menu.getText().equals("Order"))
                        .findFirst()
                        .orElseThrow();
        fire(order.getItems(), "First");
        assertThat(desk.heard).contains("move last");
    }

    private static void fire(List<MenuItem> entries, String words) throws Exception {
        Desk.onFx(() -> {
            entries.stream()
                    .filter(item -> words.equals(item.getText()))
                    .findFirst()
                    .orElseThrow()
                    .fire();
            return null;
        });
    }
}
