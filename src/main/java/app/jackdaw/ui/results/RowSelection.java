package app.jackdaw.ui.results;

import app.jackdaw.ui.model.ItemRow;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableView;

/** Which rows of the table are meant: there is one selection, the table's. FX thread. */
final class RowSelection {

    private final TableView<ItemRow> table;
    private final Set<String> remembered;
    private Consumer<Set<ItemRow>> beforeChange = _ -> {};

    /**
     * @param remembered ids of the rows that were selected, kept while the views are made anew
     */
    RowSelection(TableView<ItemRow> table, Set<String> remembered) {
        this.table = table;
        this.remembered = remembered;
        table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    }

    List<ItemRow> chosen() {
        return table.getSelectionModel().getSelectedItems().stream()
                .filter(Objects::nonNull)
                .toList();
    }

    List<ItemRow> shown() {
        return List.copyOf(table.getItems());
    }

    /** The selected rows, else all that are shown. */
    List<ItemRow> targets() {
        List<ItemRow> chosen = chosen();
        return chosen.isEmpty() ? shown() : chosen;
    }

    void selectAll() {
        table.getSelectionModel().selectAll();
    }

    void remember() {
        remembered.clear();
        chosen().forEach(row -> remembered.add(row.item().id()));
    }

    void restore() {
        if (!remembered.isEmpty()) {
            select(row -> remembered.contains(row.item().id()));
        }
    }

    /** Told, before other rows are shown, which ones are to stay selected. */
    void onKeep(Consumer<Set<ItemRow>> listener) {
        beforeChange = listener;
    }

    /** Other rows are shown after this change: those that still are stay selected. */
    void keepThrough(Runnable change) {
        Set<ItemRow> chosen = new HashSet<>(chosen());
        ItemRow focused = table.getFocusModel().getFocusedItem();
        beforeChange.accept(chosen);
        change.run();
        if (!new HashSet<>(chosen()).equals(chosen)) {
            table.getSelectionModel().clearSelection();
            select(chosen::contains);
        }
        int index = focused == null ? -1 : table.getItems().indexOf(focused);
        if (index >= 0) {
            table.getFocusModel().focus(index);
        }
    }

    /** Selects these rows and brings the first into sight. */
    void reveal(List<ItemRow> rows) {
        table.getSelectionModel().clearSelection();
        select(new HashSet<>(rows)::contains);
        if (!rows.isEmpty()) {
            table.scrollTo(rows.getFirst());
        }
        table.requestFocus();
    }

    /** In one go: looking for each row by itself would take minutes in a long list. */
    private void select(Predicate<ItemRow> wanted) {
        List<ItemRow> rows = table.getItems();
        int[] indices =
                IntStream.range(0, rows.size()).filter(i -> wanted.test(rows.get(i))).toArray();
        if (indices.length > 0) {
            table.getSelectionModel()
                    .selectIndices(indices[0], Arrays.copyOfRange(indices, 1, indices.length));
        }
    }
}
