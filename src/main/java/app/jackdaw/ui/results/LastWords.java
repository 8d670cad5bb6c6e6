package app.jackdaw.ui.results;

import app.jackdaw.model.TransferState;
import app.jackdaw.ui.model.ItemRow;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * What was said last to rows that do not show it yet: commands may follow one another quicker than
 * rows are looked at. FX thread.
 */
final class LastWords {

    private enum Word {
        GO_ON,
        PAUSE,
        END
    }

    private final Map<ItemRow, Word> words = new HashMap<>();

    void goOn(Collection<ItemRow> rows) {
        rows.forEach(row -> words.put(row, Word.GO_ON));
    }

    /** Those of them that are under way will be paused. */
    void pause(Collection<ItemRow> rows) {
        rows.stream().filter(this::isUnderWay).forEach(row -> words.put(row, Word.PAUSE));
    }

    void end(Collection<ItemRow> rows) {
        rows.forEach(row -> words.put(row, Word.END));
    }

    /** They are off the list. */
    void forget(Collection<ItemRow> rows) {
        rows.forEach(words::remove);
    }

    boolean isUnderWay(ItemRow row) {
        Word word = words.get(row);
        return word == null ? row.state().transfer().isUnderWay() : word == Word.GO_ON;
    }

    boolean isPaused(ItemRow row) {
        Word word = words.get(row);
        return word == null
                ? row.state().transfer() instanceof TransferState.Paused
                : word == Word.PAUSE;
    }

    /** Whether it is under way, or shows that it is while it comes to its end. */
    boolean mayBeUnderWay(ItemRow row) {
        return isUnderWay(row) || row.state().transfer().isUnderWay();
    }

    /** Whether it is paused, or shows that it is, or may yet be. */
    boolean mayGoOn(ItemRow row) {
        TransferState shown = row.state().transfer();
        return isPaused(row) || shown.isUnderWay() || shown instanceof TransferState.Paused;
    }

    /** Whether it is under way or paused, or shows that it is. */
    boolean mayBeWanted(ItemRow row) {
        return isUnderWay(row) || mayGoOn(row);
    }

    /** Whether the row was told to stop, whatever it shows. */
    boolean isStopping(ItemRow row) {
        Word word = words.get(row);
        return word == Word.PAUSE || word == Word.END;
    }

    /**
     * The rows were looked at.
     *
     * @param whole whether nothing has been commanded since; what was stopped may take its time
     *     even then
     */
    void settle(boolean whole) {
        words.entrySet()
                .removeIf(said -> {
                    TransferState state = said.getKey().state().transfer();
                    return switch (said.getValue()) {
                        case GO_ON -> whole || state.isUnderWay();
                        case PAUSE ->
                                state instanceof TransferState.Paused
                                        || (whole && !state.isUnderWay());
                        case END ->
                                state instanceof TransferState.Idle
                                        || (whole && !state.isUnderWay());
                    };
                });
    }
}
