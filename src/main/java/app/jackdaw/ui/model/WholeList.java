package app.jackdaw.ui.model;

import app.jackdaw.model.MediaItem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;

/**
 * How the list of an earlier run comes into the window: of a long one only the beginning is there
 * at first. What is commanded before the rest is waits for it, so that it concerns all whom it is
 * meant for, and so that commands are carried out in the order in which they were given. FX thread.
 */
public final class WholeList {

    /** Added without a pause that anybody would notice. */
    private static final int AT_ONCE = 10_000;

    private final AppModel model;
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean whole = true;
    private final ReadOnlyBooleanWrapper countable = new ReadOnlyBooleanWrapper(true);

    /** Ids of the rows that the list seems to begin with. */
    private final Set<String> begun = new LinkedHashSet<>();

    WholeList(AppModel model) {
        this.model = model;
    }

    public boolean isWhole() {
        return whole;
    }

    /** Whether the rows that are there may be counted: no others are being read. */
    public boolean isCountable() {
        return countable.get();
    }

    public ReadOnlyBooleanProperty countableProperty() {
        return countable.getReadOnlyProperty();
    }

    /** Does it as soon as all rows are there, in the order of the calls. */
    public void orNow(Runnable action) {
        if (isWhole()) {
            action.run();
        } else {
            waiting.add(action);
        }
    }

    /**
     * Shows how a list begins. Commands wait for {@link #end} also where that is all of it: who
     * carries them out is not there yet.
     *
     * @param more whether there may be others, which are still being read
     */
    public void begin(List<MediaItem> first, boolean more) {
        whole = false;
        countable.set(!more);
        first.forEach(item -> begun.add(item.id()));
        model.add(first);
    }

    /**
     * Shows all rows; what was added meanwhile comes behind them. Commands wait for {@link #end}.
     *
     * @param items in the order of the list
     * @param look given each new row before anybody sees it
     * @param breath taken between pieces: a long list costs the FX thread a noticeable time
     */
    public void complete(List<MediaItem> items, Consumer<ItemRow> look, Runnable breath) {
        int at = begun.size(); // what was added meanwhile stays selected behind them
        for (int from = 0; from < items.size(); from += AT_ONCE) {
            if (from > 0) {
                breath.run();
            }
            int to = Math.min(items.size(), from + AT_ONCE);
            at += model.insert(at, items.subList(from, to), look);
        }
        Set<ItemRow> ordered = new LinkedHashSet<>();
        items.forEach(item -> ordered.add(model.row(item.id()).orElseThrow()));
        model.rows().stream().filter(row -> !begun.contains(row.item().id())).forEach(ordered::add);
        List<ItemRow> asRead = List.copyOf(ordered);
        if (!Objects.equals(asRead, model.rows())) { // what was read first had to be mended
            model.keep(asRead);
        }
        begun.clear();
    }

    /**
     * All rows are there: does what waits for that.
     *
     * @param look at all of them, before anything is done to them
     */
    public void end(Runnable look) {
        whole = true;
        countable.set(true);
        look.run();
        List<Runnable> now = List.copyOf(waiting);
        waiting.clear();
        now.forEach(Runnable::run);
    }
}
