package app.jackdaw.ui.results;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.LinkState;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Move;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.model.TransferState;
import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.kit.Theme;
import app.jackdaw.ui.kit.Views.View;
import app.jackdaw.ui.model.ItemRow;
import app.jackdaw.ui.model.TableLayout;
import app.jackdaw.ui.model.ThemeChoice;
import app.jackdaw.ui.model.TransferView;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javafx.application.Application;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testfx.api.FxToolkit;

/** The table as it is drawn: widths, words that fit, columns that come and go. */
class ResultsTableTest {

    /** Beside the left side in a window of 1360. */
    private static final double DEFAULT_WIDTH = 1_360 - 340;

    /** Beside the icons in the narrowest window. */
    private static final double LEAST_WIDTH = 960 - 52;

    private static final double HEIGHT = 700;

    private static final Map<String, Double> DOCUMENT =
            Map.of(
                    "columnSize", 84.0,
                    "columnLink", 132.0,
                    "columnValidFor", 112.0,
                    "columnProgress", 170.0,
                    "columnSpeed", 110.0,
                    "columnStatus", 150.0);

    private static final Problem FORGOTTEN = Problem.of(Cause.PASTED_LINK_FORGOTTEN);

    private Desk desk = new Desk();

    @SuppressWarnings("NullAway.Init")
    private TableView<ItemRow> table;

    @SuppressWarnings("NullAway.Init")
    private Parent panel;

    @SuppressWarnings("NullAway.Init")
    private ResultsController controller;

    @BeforeAll
    static void startToolkit() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    @AfterEach
    void close() throws Exception {
        desk.close();
        Desk.onFx(() -> {
            Application.setUserAgentStylesheet(null);
            return null;
        });
    }

    @SuppressWarnings("unchecked")
    private void open(double width) throws Exception {
        Desk.onFx(() -> {
            View<ResultsController> view = desk.load();
            panel = view.node();
            controller = view.controller();
            try (Theme theme = new Theme()) {
                theme.choose(ThemeChoice.LIGHT);
                theme.dress(new Scene(new Label()), panel, desk.messages.language());
            }
            table = (TableView<ItemRow>) Objects.requireNonNull(panel.lookup("#resultsTable"));
            return null;
        });
        resize(width);
    }

    private void resize(double width) throws Exception {
        Desk.onFx(() -> {
            panel.resize(width, HEIGHT);
            layout();
            return null;
        });
    }

    private void layout() {
        panel.applyCss();
        panel.layout();
        panel.layout(); // what the widths of columns changed
    }

    private TableColumn<ItemRow, ?> column(String id) {
        return table.getColumns().stream()
                .filter(column -> column.getId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private Map<String, Double> widths(Set<String> ids) {
        Map<String, Double> widths = new LinkedHashMap<>();
        ids.forEach(id -> widths.put(id, column(id).getWidth()));
        return widths;
    }

    private double total() {
        return table.getColumns().stream()
                .filter(TableColumn::isVisible)
                .mapToDouble(TableColumn::getWidth)
                .sum();
    }

    @Test
    void columnsAreAsWideAsTheDocumentSays() throws Exception {
        open(DEFAULT_WIDTH);
        assertThat(widths(DOCUMENT.keySet())).isEqualTo(DOCUMENT);
        assertThat(column("columnName").getWidth()).isGreaterThanOrEqualTo(240);
        assertThat(table.getFixedCellSize()).isEqualTo(36);
        resize(1_920 - 340);
        assertThat(widths(DOCUMENT.keySet())).as("the name takes the rest").isEqualTo(DOCUMENT);
        assertThat(total()).isLessThanOrEqualTo(table.getWidth());
    }

    @Test
    void progressSpeedAndStatusShrinkFirst() throws Exception {
        open(LEAST_WIDTH);
        assertThat(total()).as("no scrolling sideways").isLessThanOrEqualTo(table.getWidth());
        Map<String, Double> widths = widths(DOCUMENT.keySet());
        List.of("columnSize", "columnLink", "columnValidFor")
                .forEach(id -> assertThat(widths.get(id)).isEqualTo(DOCUMENT.get(id)));
        assertThat(column("columnName").getWidth()).isGreaterThanOrEqualTo(240);
        assertThat(column("columnSpeed").getText()).isEqualTo("Speed");
        resize(DEFAULT_WIDTH);
        assertThat(widths(DOCUMENT.keySet())).as("and grow back").isEqualTo(DOCUMENT);
        assertThat(column("columnSpeed").getText()).isEqualTo("Speed / left");
    }

    /**
     * The toolkit makes the parts of a bar anew when its length becomes known; until they are
     * styled they have no height to give to the bar.
     */
    @Test
    void theHeightOfABarDoesNotHangOnItsParts() throws Exception {
        Desk.onFx(() -> desk.row("t1", new TransferState.Running(10, 100)));
        open(1000);
        double height =
                Desk.onFx(() -> {
                    Parent bar = (Parent) table.lookup(".progress-bar");
                    bar.getChildrenUnmodifiable().forEach(part -> part.setStyle("-fx-padding: 0"));
                    layout();
                    return bar.prefHeight(-1);
                });
        assertThat(height).isEqualTo(6);
    }

    private void fillWithEveryState() throws Exception {
        Desk.onFx(() -> {
            int number = 0;
            for (Cause cause : Cause.values()) {
                desk.row("t" + number++, new TransferState.Failed(Problem.of(cause), 0));
                desk.row(
                        "t" + number++,
                        new TransferState.Waiting(Desk.NOW.plusSeconds(599), Problem.of(cause)));
            }
            List<TransferState> states =
                    List.of(
                            new TransferState.Queued(),
                            new TransferState.Running(50, 100),
                            new TransferState.Paused(50, 100),
                            new TransferState.Saved(Path.of("a.txt"), 1),
                            new TransferState.Skipped(Path.of("a.txt")));
            for (TransferState state : states) {
                desk.row("t" + number++, state);
            }
            List<LinkState> links = new ArrayList<>();
            for (Duration left :
                    List.of(
                            Duration.ofMinutes(23 * 60 + 59),
                            Duration.ofMinutes(59),
                            Duration.ofSeconds(599),
                            Duration.ofSeconds(-1))) {
                for (boolean estimated : List.of(true, false)) {
                    Instant end = Desk.NOW.plus(left);
                    TemporaryLink link =
                            new TemporaryLink("https://x", Desk.NOW, end, estimated, Desk.NOW);
                    links.add(new LinkState.Ready(link));
                    links.add(new LinkState.Renewing(link));
                }
            }
            links.add(new LinkState.NotFetched());
            links.add(new LinkState.Fetching());
            links.add(new LinkState.Refused(Problem.of(Cause.FORBIDDEN)));
            links.add(new LinkState.Refused(FORGOTTEN));
            for (LinkState link : links) {
                desk.links.put("t" + number, link);
                desk.row("t" + number++);
            }
            return null;
        });
    }

    /** In whatever font there is; the words have room for the widest that is common. */
    @ParameterizedTest
    @EnumSource
    void noStateAndNoCauseIsCutShort(Language language) throws Exception {
        desk = new Desk(language);
        fillWithEveryState();
        open(DEFAULT_WIDTH);
        List<String> seen = new ArrayList<>();
        List<String> cut = new ArrayList<>();
        int rows = desk.model.rows().size();
        for (int first = 0; first < rows; first += 8) {
            int at = first;
            Desk.onFx(() -> {
                table.scrollTo(at);
                layout();
                for (Node node : table.lookupAll(".table-cell")) {
                    if (node.getParent() instanceof TableRow<?> row && !row.isEmpty()) {
                        node.lookupAll(".text").forEach(text -> look((Text) text, seen, cut));
                    }
                }
                return null;
            });
        }
        assertThat(seen).as("something was drawn").hasSizeGreaterThan(rows);
        assertThat(cut).isEmpty();
        Desk.onFx(() -> {
            for (Node node : table.lookupAll(".column-header .label")) {
                Text text = (Text) node.lookup(".text");
                if (text != null && ((Labeled) node).getText() != null) {
                    assertThat(text.getText()).isEqualTo(((Labeled) node).getText());
                }
            }
            return null;
        });
    }

    private static void look(Text text, List<String> seen, List<String> cut) {
        if (text.getParent() instanceof Labeled whole
                && whole.getText() != null
                && !whole.getText().isEmpty()
                && text.isVisible()) {
            seen.add(text.getText());
            if (!text.getText().equals(whole.getText())) {
                cut.add(whole.getText());
            }
        }
    }

    @Test
    void twoLinesFitIntoARow() throws Exception {
        desk = new Desk(Language.CHINESE);
        Desk.onFx(() -> desk.row("t1"));
        open(DEFAULT_WIDTH);
        Desk.onFx(() -> {
            Node lines = Objects.requireNonNull(table.lookup(".name-lines"));
            assertThat(lines.prefHeight(-1)).isLessThanOrEqualTo(35);
            return null;
        });
    }

    @Test
    void aWidthThatTheUserGaveStays() throws Exception {
        open(DEFAULT_WIDTH);
        Desk.onFx(() -> table.resizeColumn(column("columnStatus"), 34));
        TableLayout kept = desk.model.tableLayoutProperty().get();
        assertThat(kept.columns()).contains(new TableLayout.Column("columnStatus", 184, true));
        open(1_920 - 340);
        assertThat(column("columnStatus").getWidth()).isEqualTo(184);
    }

    private ContextMenu headerMenu() {
        return Objects.requireNonNull(column("columnName").getContextMenu());
    }

    private CheckMenuItem entry(String words) {
        return (CheckMenuItem)
                headerMenu().getItems().stream()
                        .filter(item -> words.equals(item.getText()))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void theHeadersMenuShowsAndHidesColumns() throws Exception {
        open(DEFAULT_WIDTH);
        assertThat(headerMenu().getItems())
                .extracting(MenuItem::getText)
                .containsExactly(
                        "Name",
                        "Size",
                        "Link",
                        "Valid for",
                        "Progress",
                        "Speed / left",
                        "Status",
                        "Token",
                        "Type",
                        "Folder",
                        "Issued",
                        "Expires",
                        "Attempts",
                        "HTTP / code",
                        null,
                        "Reset columns");
        assertThat(table.getColumns()).allMatch(c -> c.getContextMenu() == headerMenu());
        assertThat(entry("Name").isDisable()).isTrue();
        assertThat(entry("Attempts").isSelected()).isFalse();
        Desk.onFx(() -> {
            entry("Attempts").setSelected(true);
            entry("Size").setSelected(false);
            return null;
        });
        assertThat(column("columnAttempts").isVisible()).isTrue();
        assertThat(column("columnSize").isVisible()).isFalse();
        assertThat(desk.model.tableLayoutProperty().get().columns())
                .contains(
                        new TableLayout.Column("columnAttempts", 84, true),
                        new TableLayout.Column("columnSize", 84, false));
    }

    @Test
    void resetBringsBackOrderWidthsColumnsAndNoSorting() throws Exception {
        open(DEFAULT_WIDTH);
        List<String> order = table.getColumns().stream().map(TableColumn::getId).toList();
        Desk.onFx(() -> {
            table.resizeColumn(column("columnStatus"), 34);
            column("columnSize").setVisible(false);
            column("columnToken").setVisible(true);
            TableColumn<ItemRow, ?> last = table.getColumns().removeLast();
            table.getColumns().addFirst(last);
            table.getSortOrder().add(column("columnLink"));
            return null;
        });
        assertThat(desk.model.tableLayoutProperty().get().sort()).isNotEmpty();

        Desk.onFx(() -> {
            headerMenu().getItems().getLast().fire();
            layout();
            return null;
        });
        assertThat(table.getColumns()).extracting(TableColumn::getId).isEqualTo(order);
        assertThat(widths(DOCUMENT.keySet())).isEqualTo(DOCUMENT);
        assertThat(column("columnToken").isVisible()).isFalse();
        assertThat(table.getSortOrder()).isEmpty();
        assertThat(desk.model.tableLayoutProperty().get())
                .as("also at the next start")
                .isEqualTo(TableLayout.DEFAULT);
    }

    @Test
    void attemptsAreShown() throws Exception {
        desk.transfers.put(
                "t1",
                new TransferView(new TransferState.Running(1, 2), null, false, 3, null, Set.of()));
        ItemRow tried = Desk.onFx(() -> desk.row("t1"));
        ItemRow fresh = Desk.onFx(() -> desk.row("t2"));
        open(DEFAULT_WIDTH);
        assertThat(Desk.onFx(() -> column("columnAttempts").getCellData(tried))).isEqualTo(3);
        assertThat(Desk.onFx(() -> column("columnAttempts").getCellData(fresh))).isNull();
    }

    @Test
    void aTokenIsMonospacedAndCutInTheMiddle() throws Exception {
        Desk.onFx(() -> desk.row("boxcnrHpsg1QDqXAAAyachabcef"));
        open(DEFAULT_WIDTH);
        Desk.onFx(() -> {
            column("columnToken").setVisible(true);
            table.resizeColumn(column("columnToken"), -100);
            layout();
            table.scrollToColumn(column("columnToken"));
            layout();
            List<Labeled> labels =
                    table.lookupAll(".mono").stream()
                            .filter(node -> node instanceof Label)
                            .map(node -> (Labeled) node)
                            .filter(label -> "boxcnrHpsg1QDqXAAAyachabcef".equals(label.getText()))
                            .toList();
            assertThat(labels).isNotEmpty();
            Text drawn = (Text) labels.getFirst().lookup(".text");
            assertThat(drawn.getText()).startsWith("box").endsWith("cef").contains("...");
            return null;
        });
    }

    @Test
    void rowsAreSortedAnewWhenALinkWasRenewed() throws Exception {
        desk.link("a", Desk.NOW.plus(Duration.ofHours(2)));
        desk.link("b", Desk.NOW.plus(Duration.ofHours(3)));
        Desk.onFx(() -> desk.row("a"));
        Desk.onFx(() -> desk.row("b"));
        open(DEFAULT_WIDTH);
        Desk.onFx(() -> {
            table.getSortOrder().add(column("columnValidFor"));
            controller.tick();
            return null;
        });
        assertThat(tokens()).containsExactly("a", "b");
        Desk.onFx(() -> {
            Instant now = Desk.NOW.plusSeconds(1);
            TemporaryLink renewed =
                    new TemporaryLink(
                            "https://new", now, Desk.NOW.plus(Duration.ofHours(24)), false, now);
            desk.links.put("a", new LinkState.Ready(renewed));
            desk.sync.sync();
            controller.tick();
            return null;
        });
        assertThat(tokens()).as("nothing but the link has changed").containsExactly("b", "a");
    }

    private List<String> tokens() throws Exception {
        return Desk.onFx(
                () -> table.getItems().stream().map(ItemRow::item).map(MediaItem::token).toList());
    }

    @Test
    void aFilterWithoutAMatchSaysSoAndTheWayBack() throws Exception {
        Desk.onFx(() -> desk.row("t1"));
        open(DEFAULT_WIDTH);
        Desk.onFx(() -> {
            ((TextField) panel.lookup("#searchField")).setText(" 合同 ");
            layout();
            Label words = (Label) Objects.requireNonNull(table.lookup("#emptyFilterWords"));
            assertThat(words.getText()).isEqualTo("No file matches “合同”");
            assertThat(table.lookup("#emptyFilter").isVisible()).isTrue();
            assertThat(table.lookup("#emptyList").isVisible()).isFalse();
            assertThat(table.getItems()).isEmpty();
            ((javafx.scene.control.Button) table.lookup("#emptyFilter").lookup(".button")).fire();
            layout();
            assertThat(table.getItems()).hasSize(1);
            return null;
        });
    }

    private List<String> selected() throws Exception {
        return Desk.onFx(() ->
                table.getSelectionModel().getSelectedItems().stream()
                        .map(row -> row.item().token())
                        .sorted()
                        .toList());
    }

    /** The buttons act on what is selected: it must not change by itself. */
    @Test
    void selectedRowsStaySelectedWhileTheSearchShowsThem() throws Exception {
        for (String token : List.of("a1", "a2", "b1", "a3")) {
            Desk.onFx(() -> desk.row(token));
        }
        open(DEFAULT_WIDTH);
        Desk.onFx(() -> {
            table.getSelectionModel().selectIndices(0, 1, 2);
            search("a");
            return null;
        });
        assertThat(selected()).containsExactly("a1", "a2");
        Desk.onFx(() -> {
            search("");
            return null;
        });
        assertThat(selected()).containsExactly("a1", "a2");
        Desk.onFx(() -> {
            table.getSelectionModel().clearSelection();
            search("3");
            return null;
        });
        assertThat(selected()).isEmpty();
    }

    private void search(String words) {
        ((TextField) panel.lookup("#searchField")).setText(words);
    }

    @Test
    void selectedRowsStaySelectedWhileRowsComeIntoAChosenState() throws Exception {
        queued("a", "b", "c", "d");
        open(DEFAULT_WIDTH);
        choose("Under");
        select(0, 2, 3);
        saved("b");
        assertThat(tokens()).containsExactly("a", "c", "d");
        assertThat(selected()).containsExactly("a", "c", "d");
    }

    /** Else what is commanded next would be meant for all others. */
    @Test
    void selectedRowsThatLeaveTheChosenStateStayUntilTheyAreNotSelected() throws Exception {
        queued("a", "b", "c", "d");
        open(DEFAULT_WIDTH);
        choose("Under");
        select(1, 2);
        saved("b");
        saved("c");
        assertThat(tokens()).containsExactly("a", "b", "c", "d");
        assertThat(selected()).containsExactly("b", "c");
        assertThat(chips()).as("the counts are those of the states").contains("Under way 2");

        select(2, 3);
        tick();
        assertThat(tokens()).containsExactly("a", "c", "d");
        assertThat(selected()).containsExactly("c", "d");
        select();
        tick();
        assertThat(tokens()).containsExactly("a", "d");
    }

    @Test
    void anotherStateIsChosenForSelectedRowsToo() throws Exception {
        queued("a", "b", "c");
        open(DEFAULT_WIDTH);
        choose("Under");
        select(0);
        saved("a");
        choose("Paused");
        assertThat(tokens()).isEmpty();
        choose("Under");
        assertThat(tokens()).containsExactly("b", "c");
        assertThat(selected()).isEmpty();
    }

    /** The table may not have looked since they left. */
    @Test
    void selectedRowsStayWhenTheyAreMovedToo() throws Exception {
        queued("a", "b", "c", "d");
        open(DEFAULT_WIDTH);
        choose("Under");
        select(1, 3);
        Desk.onFx(() -> {
            desk.transfers.put(
                    "d", new TransferView(new TransferState.Saved(Path.of("d"), 1), null));
            desk.sync.sync();
            controller.commands().move(Move.FIRST);
            return null;
        });
        assertThat(tokens()).containsExactly("b", "d", "a", "c");
        assertThat(selected()).containsExactly("b", "d");
        tick();
        assertThat(tokens()).containsExactly("b", "d", "a", "c");
        select();
        tick();
        assertThat(tokens()).containsExactly("b", "a", "c");
    }

    @Test
    void cancelIsMeantForSelectedRowsElseForThoseThatAreUnderWay() throws Exception {
        for (String token : List.of("a", "b", "c")) {
            Desk.onFx(
                    () -> desk.row(token, new TransferState.Failed(Problem.of(Cause.STALLED), 0)));
        }
        queued("d");
        open(DEFAULT_WIDTH);
        choose("Failed");
        select(0, 1);
        Desk.onFx(() -> {
            controller.commands().retry();
            desk.transfers.put("a", new TransferView(new TransferState.Queued(), null));
            desk.transfers.put("b", new TransferView(new TransferState.Running(1, 2), null));
            desk.sync.sync();
            controller.tick();
            controller.commands().cancel();
            return null;
        });
        assertThat(desk.heard).containsExactly("retry a,b", "cancel a,b");

        choose("All");
        select();
        desk.heard.clear();
        Desk.onFx(() -> {
            controller.commands().cancel();
            return null;
        });
        assertThat(desk.heard).containsExactly("cancel a,b,d");
    }

    @Test
    void whatIsToBePastedAgainIsNotAmongWhatFailed() throws Exception {
        desk.links.put("refused", new LinkState.Refused(Problem.of(Cause.FORBIDDEN)));
        desk.links.put("listed", new LinkState.Refused(FORGOTTEN));
        desk.links.put("paused", new LinkState.Refused(FORGOTTEN));
        desk.links.put("broken", new LinkState.Refused(FORGOTTEN));
        Desk.onFx(() -> {
            desk.row("refused");
            desk.row("listed");
            desk.row("paused", new TransferState.Paused(1, 2));
            desk.row("broken", new TransferState.Failed(Problem.of(Cause.STALLED), 1));
            return desk.row("tried", new TransferState.Failed(FORGOTTEN, 0));
        });
        open(DEFAULT_WIDTH);
        tick();
        assertThat(shown("columnLink"))
                .containsExactly(
                        "Refused", "Paste again", "Paste again", "Paste again", "Not fetched");
        assertThat(chips()).contains("Paste again 3", "Failed 3");
        choose("Paste again");
        assertThat(tokens()).containsExactly("listed", "paused", "broken");
        choose("Failed");
        assertThat(tokens()).containsExactly("refused", "broken", "tried");

        desk.links.remove("listed");
        Desk.onFx(() -> {
            desk.sync.sync();
            return null;
        });
        choose("Paste again");
        assertThat(chips()).contains("Paste again 2");
        assertThat(tokens()).as("it was pasted").containsExactly("paused", "broken");
    }

    /** Nobody is asked to do again what he has done. */
    @Test
    void aLinkThatWasPastedAgainIsNotAskedForThoughADownloadFailedForIt() throws Exception {
        desk.links.put("tried", new LinkState.Refused(FORGOTTEN));
        Desk.onFx(() -> desk.row("tried", new TransferState.Failed(FORGOTTEN, 0)));
        open(DEFAULT_WIDTH);
        assertThat(shown("columnStatus")).containsExactly("Paste link again");
        desk.link("tried", Desk.NOW.plusSeconds(3600));
        Desk.onFx(() -> {
            desk.sync.sync();
            return null;
        });
        assertThat(shown("columnLink")).containsExactly("Ready");
        assertThat(shown("columnStatus")).containsExactly("");
        assertThat(desk.model.countsProperty().get().batch().failed()).isZero();
    }

    private List<String> shown(String columnId) throws Exception {
        return Desk.onFx(() ->
                table.getItems().stream()
                        .map(row -> String.valueOf(column(columnId).getCellData(row)))
                        .toList());
    }

    private void queued(String... tokens) throws Exception {
        for (String token : tokens) {
            Desk.onFx(() -> desk.row(token, new TransferState.Queued()));
        }
    }

    private List<String> chips() throws Exception {
        return Desk.onFx(() ->
                panel.lookupAll(".filter-chip").stream()
                        .map(chip -> ((ToggleButton) chip).getText())
                        .toList());
    }

    private void choose(String chipWords) throws Exception {
        Desk.onFx(() -> {
            panel.lookupAll(".filter-chip").stream()
                    .map(ToggleButton.class::cast)
                    .filter(chip -> chip.getText().startsWith(chipWords))
                    .forEach(ToggleButton::fire);
            controller.tick();
            return null;
        });
    }

    private void select(int... indices) throws Exception {
        Desk.onFx(() -> {
            table.getSelectionModel().clearSelection();
            for (int index : indices) {
                table.getSelectionModel().select(index);
            }
            return null;
        });
    }

    private void tick() throws Exception {
        Desk.onFx(() -> {
            controller.tick();
            return null;
        });
    }

    private void saved(String token) throws Exception {
        Desk.onFx(() -> {
            desk.transfers.put(
                    token, new TransferView(new TransferState.Saved(Path.of(token), 1), null));
            desk.sync.sync();
            controller.tick();
            return null;
        });
    }
}
