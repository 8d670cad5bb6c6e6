package app.jackdaw.ui.results;

import app.jackdaw.ui.model.ItemRow;
import app.jackdaw.ui.model.RowState;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Makes the value of a column once for each state of a row: a sort asks for it at every comparison,
 * millions of times in a long list. FX thread.
 */
final class RowValues<T> {

    private final Function<ItemRow, T> of;
    private final LongSupplier era;
    private final Map<ItemRow, Made<T>> made = new WeakHashMap<>();

    private record Made<T>(RowState state, long era, T value) {}

    /**
     * @param of words and numbers of a row in its present state
     * @param era moves when the clock makes other values of the same states
     */
    RowValues(Function<ItemRow, T> of, LongSupplier era) {
        this.of = of;
        this.era = era;
    }

    T of(ItemRow row) {
        Made<T> known = made.get(row);
        if (known == null || known.state() != row.state() || known.era() != era.getAsLong()) {
            known = new Made<>(row.state(), era.getAsLong(), of.apply(row));
            made.put(row, known);
        }
        return known.value();
    }
}
