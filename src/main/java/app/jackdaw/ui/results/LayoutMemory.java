package app.jackdaw.ui.results;

import app.jackdaw.ui.model.ItemRow;
import app.jackdaw.ui.model.TableLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.collections.ListChangeListener;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/** Brings the columns to where the user left them, and keeps where they are. FX thread. */
final class LayoutMemory {

    private final TableView<ItemRow> table;
    private final ObjectProperty<TableLayout> kept;
    private final ColumnWidths widths;
    private final TableLayout first;

    LayoutMemory(TableView<ItemRow> table, ObjectProperty<TableLayout> kept, ColumnWidths widths) {
        this.table = table;
        this.kept = kept;
        this.widths = widths;
        this.first = initial();
    }

    /** What the view has before anybody changed anything. */
    private TableLayout initial() {
        return new TableLayout(
                table.getColumns().stream()
                        .map(column ->
                                new TableLayout.Column(
                                        column.getId(), column.getPrefWidth(), column.isVisible()))
                        .toList(),
                List.of());
    }

    /** Back to the first order, widths, columns and no sorting; also for the starts to come. */
    void reset() {
        table.getSortOrder().clear();
        arrange(first);
        widths.reset();
        kept.set(TableLayout.DEFAULT);
    }

    void restoreAndKeep() {
        restore(kept.get());
        ListChangeListener<TableColumn<ItemRow, ?>> moved = _ -> keep();
        table.getColumns().addListener(moved);
        table.getSortOrder().addListener(moved);
        for (TableColumn<ItemRow, ?> column : table.getColumns()) {
            column.visibleProperty().addListener((_, _, _) -> keep());
            column.sortTypeProperty().addListener((_, _, _) -> keep());
        }
        widths.onWanted(this::keep);
    }

    private void restore(TableLayout layout) {
        arrange(layout);
        for (TableLayout.Sort sort : layout.sort()) {
            find(sort.id())
                    .ifPresent(column -> {
                        column.setSortType(
                                sort.ascending()
                                        ? TableColumn.SortType.ASCENDING
                                        : TableColumn.SortType.DESCENDING);
                        table.getSortOrder().add(column);
                    });
        }
    }

    private void arrange(TableLayout layout) {
        List<TableColumn<ItemRow, ?>> order = new ArrayList<>();
        for (TableLayout.Column known : layout.columns()) {
            find(known.id())
                    .ifPresent(column -> {
                        column.setVisible(known.visible());
                        widths.want(column, known.width());
                        order.add(column);
                    });
        }
        // a column that an older version did not know goes to the end
        for (TableColumn<ItemRow, ?> column : List.copyOf(table.getColumns())) {
            if (!order.contains(column)) {
                order.add(column);
            }
        }
        table.getColumns().setAll(order);
    }

    private Optional<TableColumn<ItemRow, ?>> find(String id) {
        return table.getColumns().stream().filter(column -> id.equals(column.getId())).findFirst();
    }

    private void keep() {
        List<TableLayout.Column> columns =
                table.getColumns().stream()
                        .map(column ->
                                new TableLayout.Column(
                                        column.getId(), widths.wanted(column), column.isVisible()))
                        .toList();
        List<TableLayout.Sort> sort =
                table.getSortOrder().stream()
                        .map(column ->
                                new TableLayout.Sort(
                                        column.getId(),
                                        column.getSortType() == TableColumn.SortType.ASCENDING))
                        .toList();
        kept.set(new TableLayout(columns, sort));
    }
}
