package app.jackdaw.ui.model;

import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Move;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * What the window shows: the rows, what was typed, what is going on. Views come and go with the
 * language, this stays. FX thread.
 */
public final class AppModel {

    /**
     * @param added new rows
     * @param alreadyThere items that the list had before
     */
    public record Added(int added, int alreadyThere) {}

    private static final int FEW = 1_000;

    private final ObservableList<ItemRow> rows = FXCollections.observableArrayList();
    private final Map<String, ItemRow> rowsById = new HashMap<>();
    private final WholeList whole = new WholeList(this);
    private final Credentials credentials = new Credentials();
    private final ListFilter filter = new ListFilter();

    private final StringProperty editorText = ofBox();
    private final StringProperty extraText = ofBox();
    private final TakenTexts takenTexts = new TakenTexts();
    private final BooleanProperty draftCut = new SimpleBooleanProperty(false);
    private final StringProperty destination = new SimpleStringProperty("");
    private final StringProperty defaultDestination = new SimpleStringProperty("");
    private final ObjectProperty<Notice> notice = new SimpleObjectProperty<>(Notice.NONE);
    private final ReadOnlyObjectWrapper<Counts> counts = new ReadOnlyObjectWrapper<>(Counts.NONE);
    private final BooleanProperty startPaneShown = new SimpleBooleanProperty(true);
    private final ObjectProperty<ThemeChoice> theme =
            new SimpleObjectProperty<>(ThemeChoice.SYSTEM);
    private final ObjectProperty<LanguageChoice> languageChoice =
            new SimpleObjectProperty<>(LanguageChoice.SYSTEM);
    private final ObjectProperty<TableLayout> tableLayout =
            new SimpleObjectProperty<>(TableLayout.DEFAULT);
    private final Map<String, BooleanProperty> panelsOpen = new HashMap<>();
    private final ObjectProperty<DownloadOptions> downloadOptions =
            new SimpleObjectProperty<>(DownloadOptions.DEFAULTS);
    private final BooleanProperty cautionShown = new SimpleBooleanProperty(false);
    private final Set<String> selectedIds = new HashSet<>();

    /**
     * Adds rows at the end; an item whose id is there already is counted, not added, but what it
     * says beyond the row (a name, an {@code extra}) completes the row.
     */
    public Added add(Collection<MediaItem> items) {
        List<ItemRow> fresh = new ArrayList<>();
        for (MediaItem item : items) {
            ItemRow present = rowsById.get(item.id());
            if (present != null) {
                present.complete(item);
            } else {
                ItemRow row = new ItemRow(item);
                rowsById.put(item.id(), row);
                fresh.add(row);
            }
        }
        rows.addAll(fresh);
        if (!fresh.isEmpty()) {
            startPaneShown.set(false);
        }
        return new Added(fresh.size(), items.size() - fresh.size());
    }

    /**
     * Adds items that are not there yet, in one piece.
     *
     * @param at before which row
     * @param look given each new row before anybody sees it
     * @return how many
     */
    int insert(int at, List<MediaItem> items, Consumer<ItemRow> look) {
        List<ItemRow> fresh = new ArrayList<>();
        for (MediaItem item : items) {
            if (!rowsById.containsKey(item.id())) {
                ItemRow row = new ItemRow(item);
                look.accept(row);
                rowsById.put(item.id(), row);
                fresh.add(row);
            }
        }
        rows.addAll(at, fresh);
        return fresh.size();
    }

    /** Puts the rows into this order; those that are left out leave the list. */
    void keep(List<ItemRow> ordered) {
        rowsById.values().retainAll(new HashSet<>(ordered));
        rows.setAll(ordered);
    }

    /** Whether all rows of an earlier list are there, and how they come. */
    public WholeList wholeList() {
        return whole;
    }

    /** Changes the order of the list. */
    public void move(Collection<ItemRow> movers, Move move) {
        rows.setAll(move.in(rows, new HashSet<>(movers)));
    }

    public void remove(Collection<ItemRow> leaving) {
        leaving.forEach(row -> rowsById.remove(row.item().id()));
        Set<ItemRow> gone = new HashSet<>(leaving);
        if (gone.size() <= FEW) {
            rows.removeAll(gone);
        } else {
            // one after another, every row behind them would move each time
            rows.setAll(rows.stream().filter(row -> !gone.contains(row)).toList());
        }
    }

    public Optional<ItemRow> row(String itemId) {
        return Optional.ofNullable(rowsById.get(itemId));
    }

    public ObservableList<ItemRow> rows() {
        return rows;
    }

    public Credentials credentials() {
        return credentials;
    }

    public ListFilter filter() {
        return filter;
    }

    /** A box that was emptied with null holds nothing, like any other empty one. */
    private static StringProperty ofBox() {
        return new SimpleStringProperty("") {
            @Override
            public String get() {
                String text = super.get();
                return text == null ? "" : text;
            }
        };
    }

    public StringProperty editorTextProperty() {
        return editorText;
    }

    /** Whether the text of the editor is so long that only its beginning outlives this run. */
    public BooleanProperty draftCutProperty() {
        return draftCut;
    }

    public StringProperty extraTextProperty() {
        return extraText;
    }

    /** What left the editor for the list and may not be on the disk yet. */
    public TakenTexts takenTexts() {
        return takenTexts;
    }

    /** Whether something was typed that is not added yet. */
    public boolean hasDraft() {
        return !editorText.get().isBlank() || !extraText.get().isBlank();
    }

    public StringProperty destinationProperty() {
        return destination;
    }

    /** Where files go on this machine as long as nothing else was chosen. */
    public StringProperty defaultDestinationProperty() {
        return defaultDestination;
    }

    /**
     * Where files go: an absolute folder, also as {@code ~} or in quotes as file managers copy it;
     * else empty, whatever else was typed.
     */
    public Optional<Path> destinationFolder() {
        try {
            String typed = destination.get() == null ? "" : destination.get();
            String text = typed.replaceAll("^[\\s\"]+|[\\s\"]+$", "");
            boolean inHome = text.matches("~(?:[/\\\\].*)?");
            Path folder =
                    Path.of(inHome ? System.getProperty("user.home") + text.substring(1) : text);
            return folder.isAbsolute() ? Optional.of(folder) : Optional.empty();
        } catch (InvalidPathException notAPath) {
            return Optional.empty();
        }
    }

    /** What is happening, in one sentence. */
    public ObjectProperty<Notice> noticeProperty() {
        return notice;
    }

    public ReadOnlyObjectProperty<Counts> countsProperty() {
        return counts.getReadOnlyProperty();
    }

    void setCounts(Counts newCounts) {
        counts.set(newCounts);
    }

    public BooleanProperty startPaneShownProperty() {
        return startPaneShown;
    }

    public ObjectProperty<ThemeChoice> themeProperty() {
        return theme;
    }

    public ObjectProperty<LanguageChoice> languageChoiceProperty() {
        return languageChoice;
    }

    public ObjectProperty<DownloadOptions> downloadOptionsProperty() {
        return downloadOptions;
    }

    public ObjectProperty<TableLayout> tableLayoutProperty() {
        return tableLayout;
    }

    /** Whether a panel of the left side is unfolded, by its id. */
    public BooleanProperty panelOpenProperty(String panelId) {
        return panelsOpen.computeIfAbsent(panelId, _ -> new SimpleBooleanProperty(true));
    }

    /** Whether the user was told that links open files for everybody. */
    public BooleanProperty cautionShownProperty() {
        return cautionShown;
    }

    /** Ids of the selected rows, kept over a change of language. */
    public Set<String> selectedIds() {
        return selectedIds;
    }
}
