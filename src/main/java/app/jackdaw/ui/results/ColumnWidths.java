package app.jackdaw.ui.results;

import app.jackdaw.ui.model.ItemRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/**
 * Gives the name column the room that the others leave. In a narrow table the progress, speed and
 * status columns shrink first, and grow back with it. FX thread.
 */
final class ColumnWidths {

    private static final double SCROLL_BAR = 18;
    private static final List<String> SHRINK_FIRST =
            List.of("columnProgress", "columnSpeed", "columnStatus");

    private final TableView<ItemRow> table;
    private final TableColumn<ItemRow, ?> flexible;

    private final Map<TableColumn<ItemRow, ?>, Double> defaults = new HashMap<>();

    /** What the user, or the default, gave to each column. */
    private final Map<TableColumn<ItemRow, ?>, Double> wanted = new HashMap<>();

    private boolean arranging;
    private Runnable whenWanted = () -> {};

    ColumnWidths(TableView<ItemRow> table, TableColumn<ItemRow, ?> flexible) {
        this.table = table;
        this.flexible = flexible;
    }

    void keepFilled() {
        for (TableColumn<ItemRow, ?> column : table.getColumns()) {
            defaults.put(column, column.getPrefWidth());
            column.visibleProperty().addListener((_, _, _) -> arrange());
            column.widthProperty()
                    .addListener((_, _, width) -> {
                        if (!arranging && column != flexible) {
                            want(column, width.doubleValue()); // dragged by the user
                            whenWanted.run();
                        }
                    });
        }
        wanted.putAll(defaults);
        table.widthProperty().addListener((_, _, _) -> arrange());
    }

    /** As if the user had never dragged a column. */
    void reset() {
        wanted.putAll(defaults);
        arrange();
    }

    /** Gives a column the width that the user once gave it. */
    void want(TableColumn<ItemRow, ?> column, double width) {
        wanted.put(column, width);
        arrange();
    }

    /** The user has dragged a column then. */
    void onWanted(Runnable listener) {
        whenWanted = listener;
    }

    private void arrange() {
        if (arranging || table.getWidth() <= 0) {
            return;
        }
        arranging = true;
        double room = table.getWidth() - SCROLL_BAR;
        for (TableColumn<ItemRow, ?> column : others()) {
            room -= wanted(column);
        }
        double missing = flexible.getMinWidth() - room;
        for (TableColumn<ItemRow, ?> column : others()) {
            if (!SHRINK_FIRST.contains(column.getId())) {
                column.setPrefWidth(wanted(column));
            }
        }
        for (String id : SHRINK_FIRST) {
            for (TableColumn<ItemRow, ?> column : others()) {
                if (id.equals(column.getId())) {
                    double give =
                            Math.clamp(
                                    missing, 0, Math.max(0, wanted(column) - column.getMinWidth()));
                    missing -= give;
                    column.setPrefWidth(wanted(column) - give);
                }
            }
        }
        flexible.setPrefWidth(Math.max(flexible.getMinWidth(), room));
        arranging = false;
    }

    double wanted(TableColumn<ItemRow, ?> column) {
        return wanted.getOrDefault(column, column.getPrefWidth());
    }

    private List<TableColumn<ItemRow, ?>> others() {
        return table.getColumns().stream()
                .filter(column -> column != flexible && column.isVisible())
                .toList();
    }
}
