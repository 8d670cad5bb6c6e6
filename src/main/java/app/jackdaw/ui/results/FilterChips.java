package app.jackdaw.ui.results;

import app.jackdaw.ui.kit.Formats;
import app.jackdaw.ui.kit.Lifetime;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.model.Counts;
import app.jackdaw.ui.model.ListFilter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;

/** The toggles above the table: states with their counts; one is always chosen. FX thread. */
final class FilterChips {

    private final RowFilter filter;
    private final Messages messages;
    private final Formats formats;
    private final Map<ListFilter.State, ToggleButton> toggles =
            new EnumMap<>(ListFilter.State.class);

    FilterChips(RowFilter filter, Messages messages, Formats formats) {
        this.filter = filter;
        this.messages = messages;
        this.formats = formats;
    }

    void fill(HBox box, ObservableValue<Counts> counts, Lifetime lifetime) {
        ToggleGroup group = new ToggleGroup();
        for (ListFilter.State state : ListFilter.State.values()) {
            ToggleButton toggle = new ToggleButton();
            toggle.setToggleGroup(group);
            toggle.getStyleClass().addAll("filter-chip", "small");
            toggle.setAccessibleRoleDescription(messages.get("filter.kind"));
            toggle.setOnAction(_ -> choose(state));
            toggle.managedProperty().bind(toggle.visibleProperty());
            toggles.put(state, toggle);
            box.getChildren().add(toggle);
        }
        lifetime.listen(filter.stateProperty(), this::mark);
        lifetime.listen(counts, () -> show(counts.getValue()));
        show(counts.getValue());
        mark();
    }

    private void choose(ListFilter.State state) {
        filter.stateProperty().set(state);
        mark(); // a click on the chosen toggle would leave none
    }

    private void mark() {
        toggles.forEach(
                (state, toggle) -> toggle.setSelected(state == filter.stateProperty().get()));
    }

    private void show(Counts counts) {
        toggles.forEach((state, toggle) -> {
            int count = count(state, counts);
            String name = state.name().toLowerCase(Locale.ROOT);
            toggle.setText(messages.get("filter." + name, formats.number(count)));
            boolean worthShowing =
                    state == ListFilter.State.ALL
                            || count > 0
                            || filter.stateProperty().get() == state;
            toggle.setVisible(worthShowing);
        });
    }

    private static int count(ListFilter.State state, Counts counts) {
        return switch (state) {
            case ALL -> counts.all();
            case READY -> counts.ready();
            case EXPIRING -> counts.expiring();
            case RUNNING -> counts.batch().underWay();
            case PAUSED -> counts.batch().paused();
            case SAVED -> counts.batch().saved();
            case ALREADY_HERE -> counts.batch().alreadyHere();
            case SKIPPED -> counts.batch().skipped();
            case TO_PASTE -> counts.toPaste();
            case FAILED -> counts.failures();
        };
    }
}
