package app.jackdaw.ui.model;

import java.util.List;

/**
 * How the columns stand. Immutable.
 *
 * @param columns in the order shown; empty means the default
 * @param sort most important first
 */
public record TableLayout(List<Column> columns, List<Sort> sort) {

    public static final TableLayout DEFAULT = new TableLayout(List.of(), List.of());

    /** One column by its id. */
    public record Column(String id, double width, boolean visible) {}

    /** One sorted column by its id. */
    public record Sort(String id, boolean ascending) {}

    public TableLayout {
        columns = List.copyOf(columns);
        sort = List.copyOf(sort);
    }
}
