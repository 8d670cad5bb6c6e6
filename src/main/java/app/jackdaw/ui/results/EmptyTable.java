package app.jackdaw.ui.results;

import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.model.ItemRow;
import javafx.beans.binding.Bindings;
import javafx.beans.property.StringProperty;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/**
 * What stands in the table while it shows no row: what to do with an empty list, or that nothing
 * matches. FX thread.
 */
final class EmptyTable {

    private final Node emptyList;
    private final Node emptyFilter;
    private final Label words;

    /**
     * @param words of the filter that lets nothing through
     */
    EmptyTable(Node emptyList, Node emptyFilter, Label words) {
        this.emptyList = emptyList;
        this.emptyFilter = emptyFilter;
        this.words = words;
    }

    Node follow(ObservableList<ItemRow> rows, StringProperty search, Messages messages) {
        emptyFilter.managedProperty().bind(emptyFilter.visibleProperty());
        emptyList.managedProperty().bind(emptyList.visibleProperty());
        emptyFilter.visibleProperty().bind(emptyList.visibleProperty().not());
        emptyList.visibleProperty().bind(Bindings.isEmpty(rows));
        words.textProperty()
                .bind(
                        search.map(text ->
                                text.isBlank()
                                        ? messages.get("results.noneInState")
                                        : messages.get("results.noMatch", text.strip())));
        VBox both = new VBox(emptyList, emptyFilter);
        both.getStyleClass().add("empty-state");
        return both;
    }
}
