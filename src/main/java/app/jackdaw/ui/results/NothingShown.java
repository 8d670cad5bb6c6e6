package app.jackdaw.ui.results;

import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.ItemRow;
import app.jackdaw.ui.model.Notice;
import java.util.List;

/**
 * What is said where there is no row to act on: none at all, none that is shown, or none in a state
 * in which the command does anything. FX thread.
 */
final class NothingShown {

    private NothingShown() {}

    /**
     * @param rows that the command was for
     * @param otherwise message key of what is said where there are any
     */
    static Notice in(AppModel model, List<ItemRow> rows, String otherwise) {
        return rows.isEmpty() ? in(model) : Notice.of(otherwise);
    }

    /**
     * @param rows that the command was for
     * @param ofAll message key of what is said where they are all that there are
     * @param ofThese the same where there are others, of which it may be untrue
     */
    static Notice in(AppModel model, List<ItemRow> rows, String ofAll, String ofThese) {
        return in(model, rows, rows.size() == model.rows().size() ? ofAll : ofThese);
    }

    static Notice in(AppModel model) {
        return Notice.of(model.rows().isEmpty() ? "status.nothingToDo" : "status.nothingShown");
    }
}
