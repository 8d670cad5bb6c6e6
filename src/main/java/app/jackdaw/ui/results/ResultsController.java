package app.jackdaw.ui.results;

import app.jackdaw.ui.kit.Formats;
import app.jackdaw.ui.kit.Lifetime;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.ItemRow;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import org.controlsfx.control.textfield.CustomTextField;

/** The results panel: tool bar, table, destination. Binds and forwards. FX thread. */
public final class ResultsController {

    /** A longer list is sorted anew when the user asks for it, and when its work has ended. */
    private static final int SORTED_WHILE_MOVING = 5_000;

    private static final double MENU_INDENT = 48;

    private final AppModel model;
    private final ResultActions actions;
    private final LinkCopier copier;
    private final RowFiles rowFiles;
    private final Messages messages;
    private final Formats formats;
    private final Lifetime lifetime;
    private final ResultColumns columns;
    private final RowFilter filter;
    private final RowDetails details;
    private final Set<TableRow<ItemRow>> drawnRows = Collections.newSetFromMap(new WeakHashMap<>());
    private Runnable paste = () -> {};
    private Runnable openList = () -> {};
    private Runnable example = () -> {};

    @FXML private TableView<ItemRow> resultsTable;
    @FXML private TableColumn<ItemRow, NameLines> columnName;
    @FXML private TableColumn<ItemRow, Long> columnSize;
    @FXML private TableColumn<ItemRow, Chip> columnLink;
    @FXML private TableColumn<ItemRow, ValidFor> columnValidFor;
    @FXML private TableColumn<ItemRow, Progress> columnProgress;
    @FXML private TableColumn<ItemRow, String> columnSpeed;
    @FXML private TableColumn<ItemRow, Chip> columnStatus;
    @FXML private TableColumn<ItemRow, String> columnToken;
    @FXML private TableColumn<ItemRow, String> columnType;
    @FXML private TableColumn<ItemRow, String> columnFolder;
    @FXML private TableColumn<ItemRow, Instant> columnIssued;
    @FXML private TableColumn<ItemRow, Instant> columnExpires;
    @FXML private TableColumn<ItemRow, String> columnCode;
    @FXML private CustomTextField searchField;
    @FXML private HBox filterChips;
    @FXML private TextField destinationField;
    @FXML private Button getLinksButton;
    @FXML private VBox emptyList;
    @FXML private VBox emptyFilter;
    @FXML private Label emptyFilterWords;
    @FXML private VBox below;
    @FXML private HBox cautionBar;
    @FXML private Label cautionWords;
    @FXML private Hyperlink cautionCopyNames;

    public ResultsController(
            AppModel model,
            ResultActions actions,
            LinkCopier copier,
            RowFiles rowFiles,
            Messages messages,
            Formats formats,
            Supplier<Instant> clock,
            Lifetime lifetime) {
        this.model = model;
        this.actions = actions;
        this.copier = copier;
        this.rowFiles = rowFiles;
        this.messages = messages;
        this.formats = formats;
        this.lifetime = lifetime;
        RowWords words = new RowWords(messages, formats, clock);
        this.columns = new ResultColumns(words, formats, messages);
        this.details = new RowDetails(words, messages, formats);
        this.filter = new RowFilter(model, clock);
    }

    @FXML
    private void initialize() {
        setUpColumns();
        setUpTable();
        setUpSearch();
        new FilterChips(filter, messages, formats)
                .fill(filterChips, model.countsProperty(), lifetime);
        destinationField.textProperty().bindBidirectional(model.destinationProperty());
        CautionBar caution =
                new CautionBar(
                        cautionBar, cautionWords, cautionCopyNames, model, messages, formats);
        copier.onCopied(caution::show);
        caution.onCopyNames(() -> copy(CopyFormat.SPREADSHEET));
    }

    private void setUpColumns() {
        columns.name(columnName);
        columns.size(columnSize);
        columns.link(columnLink);
        columns.validFor(columnValidFor);
        columns.progress(columnProgress);
        columns.speed(columnSpeed);
        columns.status(columnStatus);
        columns.token(columnToken);
        columns.type(columnType);
        columns.folder(columnFolder);
        columns.issued(columnIssued);
        columns.expires(columnExpires);
        columns.code(columnCode);
        ColumnWidths widths = new ColumnWidths(resultsTable, columnName);
        widths.keepFilled();
        new LayoutMemory(resultsTable, model.tableLayoutProperty(), widths).restoreAndKeep();
    }

    private void setUpTable() {
        filter.sorted().comparatorProperty().bind(resultsTable.comparatorProperty());
        resultsTable.setItems(filter.sorted());
        resultsTable.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        resultsTable.setPlaceholder(placeholder());
        RowMenu menu = new RowMenu(this, actions, rowFiles, messages);
        menu.onDetails(details::show);
        resultsTable.setRowFactory(_ -> {
            TableRow<ItemRow> row = menu.row();
            drawnRows.add(row);
            return row;
        });
        resultsTable.setOnKeyPressed(this::key);
        resultsTable.addEventFilter(ContextMenuEvent.CONTEXT_MENU_REQUESTED, this::menuByKey);
        resultsTable.setContextMenu(menu.ofEmptyArea(() -> paste.run(), () -> openList.run()));
        restoreSelection();
    }

    private void key(KeyEvent key) {
        if (key.getCode() == KeyCode.DELETE) {
            removeSelected();
        } else if (key.isShortcutDown() && key.getCode() == KeyCode.C) {
            copyLinks();
        } else if (key.isShortcutDown() && key.getCode() == KeyCode.I) {
            ItemRow row = resultsTable.getSelectionModel().getSelectedItem();
            if (row != null) {
                details.show(row, resultsTable);
            }
        } else {
            return;
        }
        key.consume();
    }

    /** The menu key opens the menu of the row, as the mouse does, not that of the empty area. */
    private void menuByKey(ContextMenuEvent request) {
        int focused = resultsTable.getFocusModel().getFocusedIndex();
        if (!request.isKeyboardTrigger() || selected().isEmpty()) {
            return;
        }
        drawnRows.stream()
                .filter(row -> !row.isEmpty() && row.getIndex() == focused)
                .findFirst()
                .ifPresent(row -> {
                    Bounds on = row.localToScreen(row.getBoundsInLocal());
                    row.getContextMenu().show(row, on.getMinX() + MENU_INDENT, on.getMaxY());
                    request.consume();
                });
    }

    private void restoreSelection() {
        if (!model.selectedIds().isEmpty()) {
            select(row -> model.selectedIds().contains(row.item().id()));
        }
    }

    /** In one go: looking for each row by itself would take minutes in a long list. */
    private void select(Predicate<ItemRow> wanted) {
        List<ItemRow> rows = resultsTable.getItems();
        int[] indices =
                IntStream.range(0, rows.size()).filter(i -> wanted.test(rows.get(i))).toArray();
        if (indices.length > 0) {
            resultsTable
                    .getSelectionModel()
                    .selectIndices(indices[0], Arrays.copyOfRange(indices, 1, indices.length));
        }
    }

    /** Before the views are made anew. */
    public void rememberSelection() {
        model.selectedIds().clear();
        selected().forEach(row -> model.selectedIds().add(row.item().id()));
    }

    private Node placeholder() {
        emptyFilter.managedProperty().bind(emptyFilter.visibleProperty());
        emptyList.managedProperty().bind(emptyList.visibleProperty());
        emptyFilter.visibleProperty().bind(emptyList.visibleProperty().not());
        emptyList.visibleProperty().bind(Bindings.isEmpty(model.rows()));
        emptyFilterWords
                .textProperty()
                .bind(
                        filter.searchProperty()
                                .map(search ->
                                        search.isBlank()
                                                ? messages.get("results.noneInState")
                                                : messages.get("results.noMatch", search.strip())));
        VBox both = new VBox(emptyList, emptyFilter);
        both.getStyleClass().add("empty-state");
        return both;
    }

    private void setUpSearch() {
        searchField
                .textProperty()
                .addListener((_, _, text) -> filter.searchProperty().set(text == null ? "" : text));
        searchField.setOnKeyPressed(key -> {
            if (key.getCode() == KeyCode.ESCAPE) {
                searchField.clear();
            }
        });
    }

    /** Redraws what depends on the clock. */
    public void tick() {
        columns.tick();
        boolean quick =
                model.rows().size() <= SORTED_WHILE_MOVING
                        || model.countsProperty().get().batch().underWay() == 0;
        if (filter.refresh() && quick && !resultsTable.getSortOrder().isEmpty()) {
            resultsTable.sort(); // rows have moved on since they were sorted
        }
    }

    /** The rows that are on the screen. */
    public List<ItemRow> seenRows() {
        return drawnRows.stream().map(TableRow::getItem).filter(Objects::nonNull).toList();
    }

    /** What the menu of the empty area leads to. */
    public void onEmptyArea(Runnable pasteAction, Runnable openListAction) {
        paste = pasteAction;
        openList = openListAction;
    }

    /** What the button in the empty table leads to. */
    public void onExample(Runnable exampleAction) {
        example = exampleAction;
    }

    @FXML
    private void tryExample() {
        example.run();
    }

    /** Puts the problems between table and destination. */
    public void showBelowTable(Node problems) {
        below.getChildren().setAll(problems);
    }

    /** The selected rows, else all that are shown. */
    public List<ItemRow> targets() {
        List<ItemRow> chosen = selected();
        return chosen.isEmpty() ? List.copyOf(resultsTable.getItems()) : chosen;
    }

    private List<ItemRow> selected() {
        return resultsTable.getSelectionModel().getSelectedItems().stream()
                .filter(row -> row != null)
                .toList();
    }

    @FXML
    public void getLinks() {
        actions.getLinks(targets());
    }

    @FXML
    public void copyLinks() {
        copy(CopyFormat.LINKS);
    }

    @FXML
    public void copyForSpreadsheet() {
        copy(CopyFormat.SPREADSHEET);
    }

    @FXML
    public void copyAsMarkdown() {
        copy(CopyFormat.MARKDOWN);
    }

    @FXML
    public void copyAsHtml() {
        copy(CopyFormat.HTML);
    }

    void copy(CopyFormat format) {
        copier.copy(targets(), format, formats);
    }

    @FXML
    public void download() {
        actions.download(targets());
    }

    /** All shown rows, whatever is selected. */
    public void getAllLinks() {
        actions.getLinks(List.copyOf(resultsTable.getItems()));
    }

    public void getLinksOf(List<ItemRow> rows) {
        actions.getLinks(rows);
    }

    /** All shown rows, whatever is selected. */
    public void downloadAll() {
        actions.download(List.copyOf(resultsTable.getItems()));
    }

    @FXML
    public void pause() {
        actions.pause(targets());
    }

    @FXML
    public void resume() {
        actions.resume(targets());
    }

    public void pauseAll() {
        actions.pause(List.copyOf(model.rows()));
    }

    public void resumeAll() {
        actions.resume(List.copyOf(model.rows()));
    }

    @FXML
    public void cancel() {
        actions.cancel(targets());
    }

    @FXML
    public void retry() {
        actions.retry(targets());
    }

    /** The first selected row that has a file. */
    public void showInFolder() {
        selected().stream()
                .filter(row -> RowFiles.fileOf(row).isPresent())
                .findFirst()
                .ifPresent(rowFiles::reveal);
    }

    public void removeSelected() {
        actions.remove(selected());
    }

    public void selectAll() {
        resultsTable.getSelectionModel().selectAll();
    }

    public void find() {
        searchField.requestFocus();
        searchField.selectAll();
    }

    /** Selects these rows and brings the first into sight. */
    public void reveal(List<ItemRow> rows) {
        resultsTable.getSelectionModel().clearSelection();
        select(new HashSet<>(rows)::contains);
        if (!rows.isEmpty()) {
            resultsTable.scrollTo(rows.getFirst());
        }
        resultsTable.requestFocus();
    }

    @FXML
    private void clearSearch() {
        searchField.clear();
        filter.stateProperty().set(RowFilter.State.ALL);
    }

    @FXML
    public void chooseFolder() {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(messages.get("results.chooseFolder"));
        for (Path at = model.destinationFolder().orElse(null); at != null; at = at.getParent()) {
            if (Files.isDirectory(at)) {
                chooser.setInitialDirectory(at.toFile());
                break;
            }
        }
        File chosen = chooser.showDialog(resultsTable.getScene().getWindow());
        if (chosen != null) {
            model.destinationProperty().set(chosen.getPath());
        }
    }

    @FXML
    private void openFolder() {
        rowFiles.openFolder();
    }
}
