package app.jackdaw.ui.model;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/**
 * What the user wants to see of the list: what is not shown is not meant by the buttons, so this
 * outlives the views of one language. FX thread.
 */
public final class ListFilter {

    /** What the filter chips offer. */
    public enum State {
        ALL,
        READY,
        EXPIRING,
        RUNNING,
        PAUSED,
        SAVED,
        ALREADY_HERE,
        SKIPPED,
        TO_PASTE,
        FAILED
    }

    private final StringProperty search = new SimpleStringProperty("");
    private final ObjectProperty<State> state = new SimpleObjectProperty<>(State.ALL);

    ListFilter() {}

    /** Words that name, folder or token of a row must hold. */
    public StringProperty searchProperty() {
        return search;
    }

    public ObjectProperty<State> stateProperty() {
        return state;
    }
}
