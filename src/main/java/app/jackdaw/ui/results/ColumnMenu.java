package app.jackdaw.ui.results;

import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.model.ItemRow;
import java.util.ArrayList;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.MouseEvent;

/** Shows and hides columns, and brings all of them back to where they were at first. FX thread. */
final class ColumnMenu {

    private static final String CORNER = ".show-hide-columns-button";

    private final TableView<ItemRow> table;
    private final TableColumn<ItemRow, ?> always;
    private final Messages messages;
    private final Runnable reset;

    /** In the order of the document, wherever the user dragged them. */
    private final List<Named> columns;

    /** A column by its whole name, however little of it its header has room for. */
    private record Named(TableColumn<ItemRow, ?> column, String name) {}

    /**
     * @param always the column that cannot be hidden: without a name nobody knows what a row is
     * @param reset brings order, widths, sight and sorting back to what they were at first
     */
    ColumnMenu(
            TableView<ItemRow> table,
            TableColumn<ItemRow, ?> always,
            Messages messages,
            Runnable reset) {
        this.table = table;
        this.always = always;
        this.messages = messages;
        this.reset = reset;
        this.columns =
                table.getColumns().stream()
                        .map((TableColumn<ItemRow, ?> column) ->
                                new Named(column, column.getText()))
                        .toList();
    }

    /** On every header, and behind the button in the corner. */
    void offer() {
        ContextMenu menu = new ContextMenu();
        menu.getItems().setAll(entries());
        columns.forEach(named -> named.column().setContextMenu(menu));
        table.skinProperty()
                .addListener((_, _, _) -> {
                    Node corner = table.lookup(CORNER);
                    if (corner != null) {
                        corner.addEventFilter(
                                MouseEvent.MOUSE_PRESSED,
                                press -> {
                                    menu.show(corner, press.getScreenX(), press.getScreenY());
                                    press.consume(); // the toolkit's own menu knows no way back
                                });
                    }
                });
    }

    /** Entries of their own: no entry can be in two menus. */
    ObservableList<MenuItem> entries() {
        List<MenuItem> entries = new ArrayList<>();
        for (Named named : columns) {
            CheckMenuItem entry = new CheckMenuItem(named.name());
            entry.selectedProperty().bindBidirectional(named.column().visibleProperty());
            entry.setDisable(named.column() == always);
            entries.add(entry);
        }
        entries.add(new SeparatorMenuItem());
        MenuItem back = new MenuItem(messages.get("menu.columns.reset"));
        back.setOnAction(_ -> reset.run());
        entries.add(back);
        return FXCollections.observableArrayList(entries);
    }
}
