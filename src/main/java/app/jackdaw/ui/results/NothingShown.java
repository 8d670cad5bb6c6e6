package app.jackdaw.ui.results;

import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.Notice;

/** What is said where there is no row to act on: none at all, or none that is shown. FX thread. */
final class NothingShown {

    private NothingShown() {}

    static Notice in(AppModel model) {
        return Notice.of(model.rows().isEmpty() ? "status.nothingToDo" : "status.nothingShown");
    }
}
