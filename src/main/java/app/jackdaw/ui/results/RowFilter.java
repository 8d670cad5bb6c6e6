package app.jackdaw.ui.results;

import app.jackdaw.model.BatchSummary;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.model.TransferState;
import app.jackdaw.ui.kit.Lifetime;
import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.Counts;
import app.jackdaw.ui.model.ItemRow;
import app.jackdaw.ui.model.ListFilter.State;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.transformation.FilteredList;
import javafx.collections.transformation.SortedList;

/**
 * Which rows the table shows: those that match the search and the chosen state, and selected ones
 * that did. FX thread.
 */
final class RowFilter {

    private static final Duration EXPIRING = Duration.ofHours(1);

    private final AppModel model;
    private final Supplier<Instant> clock;
    private final FilteredList<ItemRow> filtered;
    private final SortedList<ItemRow> sorted;
    private final StringProperty search;
    private final ObjectProperty<State> state;
    private Counts lastCounts = Counts.NONE;
    private Predicate<ItemRow> shows = _ -> true;
    private Supplier<List<ItemRow>> selection = List::of;
    private Consumer<Runnable> keeper = Runnable::run;

    /** Shown whatever becomes of them, for as long as they are selected. */
    private Set<ItemRow> stay = Set.of();

    /** Of these, the ones that may be shown for no other reason. */
    private Set<ItemRow> guests = Set.of();

    RowFilter(AppModel model, Supplier<Instant> clock, Lifetime lifetime) {
        this.model = model;
        this.clock = clock;
        this.search = model.filter().searchProperty();
        this.state = model.filter().stateProperty();
        this.filtered = new FilteredList<>(model.rows(), row -> shows.test(row));
        this.sorted = new SortedList<>(filtered);
        apply(selectedBefore());
        lifetime.listen(search, () -> apply(Set.of()));
        lifetime.listen(state, () -> apply(Set.of()));
    }

    /** In the views of another language, where they may have been guests. */
    private Set<ItemRow> selectedBefore() {
        return model.selectedIds().stream()
                .flatMap(id -> model.row(id).stream())
                .collect(Collectors.toSet());
    }

    SortedList<ItemRow> sorted() {
        return sorted;
    }

    /**
     * A table forgets its selection when other rows are shown: whoever keeps it runs the change.
     */
    void follow(Supplier<List<ItemRow>> newSelection, Consumer<Runnable> newKeeper) {
        selection = newSelection;
        keeper = newKeeper;
    }

    /** The rows are about to be judged anew, and these are selected. */
    void keep(Set<ItemRow> selected) {
        stay = selected;
        guests = selected;
    }

    StringProperty searchProperty() {
        return search;
    }

    ObjectProperty<State> stateProperty() {
        return state;
    }

    /**
     * Rows change their state while they are shown, and their servers tell what they are called:
     * looks again when the counts have moved, or a link was renewed. Rows that are selected stay
     * until they are not: what is commanded next is meant for them, and without any it would reach
     * all others.
     *
     * @return whether they have moved
     */
    boolean refresh() {
        Counts counts = model.countsProperty().get();
        boolean moved =
                counts.ready() != lastCounts.ready()
                        || counts.expiring() != lastCounts.expiring()
                        || counts.toPaste() != lastCounts.toPaste()
                        || counts.failures() != lastCounts.failures()
                        || !Objects.equals(counts.newestLink(), lastCounts.newestLink())
                        || !sameStates(counts.batch(), lastCounts.batch());
        boolean named = !words().isEmpty() && counts.names() != lastCounts.names();
        if (!isEverythingShown() && (moved || named || haveGuestsLeft())) {
            apply(new HashSet<>(selection.get()));
        }
        lastCounts = counts;
        return moved;
    }

    private SearchWords words() {
        return new SearchWords(search.get());
    }

    private boolean isEverythingShown() {
        return state.get() == State.ALL && words().isEmpty();
    }

    private boolean haveGuestsLeft() {
        return !guests.isEmpty() && !new HashSet<>(selection.get()).containsAll(guests);
    }

    private static boolean sameStates(BatchSummary one, BatchSummary other) {
        return one.underWay() == other.underWay()
                && one.paused() == other.paused()
                && one.saved() == other.saved()
                && one.alreadyHere() == other.alreadyHere()
                && one.skipped() == other.skipped()
                && one.failed() == other.failed();
    }

    private void apply(Set<ItemRow> staying) {
        SearchWords words = words();
        Predicate<ItemRow> inState = inState(state.get(), clock.get());
        Predicate<ItemRow> fits =
                isEverythingShown() ? _ -> true : row -> inState.test(row) && words.fit(row);
        stay = staying;
        shows = row -> fits.test(row) || stay.contains(row);
        if (!isShown()) {
            keeper.accept(() -> {
                stay = staying; // which may be less than what is selected
                filtered.setPredicate(row -> shows.test(row));
            });
        }
        guests = staying.stream().filter(fits.negate()).collect(Collectors.toSet());
    }

    /** Whether the rows that are shown are the right ones already; later ones are asked anew. */
    private boolean isShown() {
        Iterator<ItemRow> present = filtered.iterator();
        for (ItemRow row : model.rows()) {
            if (shows.test(row) && !(present.hasNext() && present.next() == row)) {
                return false;
            }
        }
        return !present.hasNext();
    }

    private static Predicate<ItemRow> inState(State state, Instant now) {
        return switch (state) {
            case ALL -> _ -> true;
            case READY -> row -> left(row, now).isPositive();
            case EXPIRING ->
                    row -> left(row, now).isPositive() && left(row, now).compareTo(EXPIRING) < 0;
            case RUNNING -> row -> row.state().transfer().isUnderWay();
            case PAUSED -> row -> row.state().transfer() instanceof TransferState.Paused;
            case SAVED -> row -> row.state().transfer() instanceof TransferState.Saved;
            case ALREADY_HERE ->
                    row ->
                            row.state().transfer() instanceof TransferState.Skipped there
                                    && there.hasFile();
            case SKIPPED ->
                    row ->
                            row.state().transfer() instanceof TransferState.Skipped there
                                    && !there.hasFile();
            case TO_PASTE -> ItemRow::awaitsPaste;
            case FAILED -> row -> row.failure().isPresent();
        };
    }

    private static Duration left(ItemRow row, Instant now) {
        TemporaryLink link = row.state().link().present();
        return link == null ? Duration.ZERO : link.remaining(now);
    }
}
