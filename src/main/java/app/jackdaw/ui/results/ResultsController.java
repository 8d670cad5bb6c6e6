package app.jackdaw.ui.results;

import app.jackdaw.ui.kit.Formats;
import app.jackdaw.ui.kit.Lifetime;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.ItemRow;
import app.jackdaw.ui.model.ListFilter;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.controlsfx.control.textfield.CustomTextField;

/**
 * The results panel: table, search and filter between tool bar and destination. Binds and forwards.
 * FX thread.
 */
public final class ResultsController {

    /** A longer list is sorted anew when the user asks for it, and when its work has ended. */
    private static final int SORTED_WHILE_MOVING = 5_000;

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
    private final WhatWentWrong whatWentWrong;
    private final Set<TableRow<ItemRow>> drawnRows = Collections.newSetFromMap(new WeakHashMap<>());

    /** Made by {@link #initialize}. */
    @SuppressWarnings("NullAway.Init")
    private RowSelection selection;

    /** Made by {@link #initialize}. */
    @SuppressWarnings("NullAway.Init")
    private ResultCommands commands;

    /** Made by {@link #initialize}. */
    @SuppressWarnings("NullAway.Init")
    private ColumnMenu columnMenu;

    private Runnable paste = () -> {};
    private Runnable openList = () -> {};
    private Runnable example = () -> {};

    @FXML private CommandBarController commandBarController;
    @FXML private TableView<ItemRow> resultsTable;
    @FXML private TableColumn<ItemRow, NameLines> columnName;
    @FXML private TableColumn<ItemRow, Long> columnSize;
    @FXML private TableColumn<ItemRow, Chip> columnLink;
    @FXML private TableColumn<ItemRow, ValidFor> columnValidFor;
    @FXML private TableColumn<ItemRow, Progress> columnProgress;
    @FXML private TableColumn<ItemRow, Speed> columnSpeed;
    @FXML private TableColumn<ItemRow, Chip> columnStatus;
    @FXML private TableColumn<ItemRow, String> columnToken;
    @FXML private TableColumn<ItemRow, String> columnType;
    @FXML private TableColumn<ItemRow, String> columnFolder;
    @FXML private TableColumn<ItemRow, Instant> columnIssued;
    @FXML private TableColumn<ItemRow, Instant> columnExpires;
    @FXML private TableColumn<ItemRow, String> columnCode;
    @FXML private TableColumn<ItemRow, Integer> columnAttempts;
    @FXML private CustomTextField searchField;
    @FXML private HBox filterChips;
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
        this.whatWentWrong = new WhatWentWrong(messages, formats);
        this.filter = new RowFilter(model, clock, lifetime);
    }

    @FXML
    private void initialize() {
        selection = new RowSelection(resultsTable, model.selectedIds());
        commands = new ResultCommands(model, selection, actions, copier, rowFiles, formats);
        setUpColumns();
        setUpTable();
        setUpSearch();
        new FilterChips(filter, messages, formats)
                .fill(filterChips, model.countsProperty(), lifetime);
        // they count all rows, and nobody takes those of a part for that
        filterChips.visibleProperty().bind(model.wholeList().countableProperty());
        commandBarController.command(commands);
        CautionBar caution =
                new CautionBar(
                        cautionBar, cautionWords, cautionCopyNames, model, messages, formats);
        copier.onCopied(caution::show);
        caution.onCopyNames(commands::copyForSpreadsheet);
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
        columns.attempts(columnAttempts);
        ColumnWidths widths = new ColumnWidths(resultsTable, columnName);
        widths.keepFilled();
        LayoutMemory memory = new LayoutMemory(resultsTable, model.tableLayoutProperty(), widths);
        columnMenu = new ColumnMenu(resultsTable, columnName, messages, memory::reset);
        columnMenu.offer();
        memory.restoreAndKeep();
    }

    private void setUpTable() {
        filter.sorted().comparatorProperty().bind(resultsTable.comparatorProperty());
        resultsTable.setItems(filter.sorted());
        filter.follow(selection::chosen, selection::keepThrough);
        selection.onKeep(filter::keep);
        resultsTable.setPlaceholder(
                new EmptyTable(emptyList, emptyFilter, emptyFilterWords)
                        .follow(model.rows(), filter.searchProperty(), messages));
        RowMenu menu = new RowMenu(selection, commands, actions, rowFiles, messages);
        menu.onDetails(details::show, whatWentWrong::show);
        resultsTable.setRowFactory(_ -> {
            TableRow<ItemRow> row = menu.row();
            drawnRows.add(row);
            return row;
        });
        new TableKeys(resultsTable, selection, commands, details::show).listen(drawnRows);
        resultsTable.setContextMenu(menu.ofEmptyArea(() -> paste.run(), () -> openList.run()));
        selection.restore();
    }

    private void setUpSearch() {
        searchField.setText(filter.searchProperty().get());
        searchField
                .textProperty()
                .addListener((_, _, text) -> filter.searchProperty().set(text == null ? "" : text));
        searchField.setOnKeyPressed(key -> {
            if (key.getCode() == KeyCode.ESCAPE) {
                searchField.clear();
            }
        });
    }

    /** Before the views are made anew. */
    public void rememberSelection() {
        selection.remember();
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

    /** What menus do to the rows. */
    public ResultCommands commands() {
        return commands;
    }

    /** Entries that show and hide the columns. */
    public List<MenuItem> columnEntries() {
        return columnMenu.entries();
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

    /** Puts the problems between table and destination. */
    public void showBelowTable(Node problems) {
        below.getChildren().setAll(problems);
    }

    public void focus() {
        resultsTable.requestFocus();
    }

    public void find() {
        searchField.requestFocus();
        searchField.selectAll();
    }

    /** Selects these rows, whatever is shown at present, and brings the first into sight. */
    public void reveal(List<ItemRow> rows) {
        if (!new HashSet<>(resultsTable.getItems()).containsAll(rows)) {
            clearSearch();
        }
        selection.reveal(rows);
    }

    @FXML
    private void tryExample() {
        example.run();
    }

    @FXML
    private void clearSearch() {
        searchField.clear();
        filter.stateProperty().set(ListFilter.State.ALL);
    }
}
