package app.jackdaw.ui.model;

import app.jackdaw.model.TransferState;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which rows of the work that is under way, or was last, the user ended before their time: they are
 * wanted no more, and no other count tells of them. FX thread.
 */
public final class StoppedRows {

    private final AppModel model;
    private final Set<ItemRow> ended = new HashSet<>();

    StoppedRows(AppModel model) {
        this.model = model;
    }

    /**
     * @param rows what the user ends of them that had not come to its end
     */
    public void add(Collection<ItemRow> rows) {
        ended.addAll(rows);
    }

    /**
     * These are wanted, maybe again.
     *
     * @param amongOthers whether it is part of the work that is under way
     */
    void begin(Collection<ItemRow> rows, boolean amongOthers) {
        if (amongOthers) {
            rows.forEach(ended::remove);
        } else {
            ended.clear();
        }
    }

    public boolean isAny() {
        return stopped().findAny().isPresent();
    }

    /** Without those that count as failed: they are told among these. */
    public int count() {
        return (int) stopped().filter(row -> row.failure().isEmpty()).count();
    }

    /** Those that are on the list still and came to no other end before they were stopped. */
    private Stream<ItemRow> stopped() {
        return ended.stream()
                .filter(row -> row.state().transfer() instanceof TransferState.Idle)
                .filter(row -> model.row(row.item().id()).filter(row::equals).isPresent());
    }
}
