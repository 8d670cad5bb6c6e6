package app.jackdaw.ui.results;

import app.jackdaw.model.TemporaryLink;
import app.jackdaw.ui.kit.Formats;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.model.ItemRow;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;

/**
 * Gives the columns of the results table their values and cells. The values say everything in words
 * by themselves; the cells only draw them. FX thread.
 */
final class ResultColumns {

    /** In a narrower column the speed stands alone. */
    private static final double ROOM_FOR_BOTH = 100;

    private final RowWords words;
    private final Formats formats;
    private final Messages messages;
    private long era;
    private final Set<Ticking> tickingCells = Collections.newSetFromMap(new WeakHashMap<>());

    ResultColumns(RowWords words, Formats formats, Messages messages) {
        this.words = words;
        this.formats = formats;
        this.messages = messages;
    }

    void name(TableColumn<ItemRow, NameLines> column) {
        // the clock changes no name
        value(column, new RowValues<>(words::name, () -> 0));
        column.setCellFactory(_ -> new NameCell<>());
        column.setComparator(Comparator.comparing(NameLines::sortKey));
    }

    void size(TableColumn<ItemRow, Long> column) {
        column.setCellValueFactory(features ->
                features.getValue().stateProperty().map(_ -> words.size(features.getValue())));
        column.setCellFactory(_ -> new WordsCell<>(formats::size, Formats.UNKNOWN));
        column.setComparator(Comparator.nullsLast(Comparator.naturalOrder()));
    }

    void link(TableColumn<ItemRow, Chip> column) {
        value(column, words::link);
        String kind = messages.get("link.kind");
        column.setCellFactory(_ -> ticking(new ChipCell<ItemRow>(words::link, kind)));
    }

    /**
     * The value is made when it is asked for and prints the time left at that moment; drawn cells
     * are ticked by the heartbeat.
     */
    void validFor(TableColumn<ItemRow, ValidFor> column) {
        value(column, words::validFor);
        column.setCellFactory(_ -> ticking(new ClockCell<ItemRow>(words::validUntil)));
    }

    void progress(TableColumn<ItemRow, Progress> column) {
        value(column, words::progress);
        column.setCellFactory(_ -> new ProgressCell(messages));
    }

    void speed(TableColumn<ItemRow, Speed> column) {
        value(column, words::speed);
        column.setCellFactory(_ -> ticking(new SpeedCell(words)));
        String whole = column.getText();
        column.widthProperty()
                .addListener((_, _, width) ->
                        column.setText(
                                width.doubleValue() < ROOM_FOR_BOTH
                                        ? messages.get("column.speed.alone")
                                        : whole));
    }

    void status(TableColumn<ItemRow, Chip> column) {
        value(column, words::status);
        String kind = messages.get("transfer.kind");
        column.setCellFactory(_ -> ticking(new ChipCell<ItemRow>(words::status, kind)));
    }

    void token(TableColumn<ItemRow, String> column) {
        column.setCellValueFactory(
                features -> new ReadOnlyObjectWrapper<>(features.getValue().item().token()));
        column.setCellFactory(_ -> new TokenCell());
    }

    void type(TableColumn<ItemRow, String> column) {
        known(column, row -> Optional.ofNullable(row.item().type()));
        column.setCellFactory(_ -> new WordsCell<>(type -> type, Formats.UNKNOWN));
    }

    void folder(TableColumn<ItemRow, String> column) {
        known(column, row -> Optional.ofNullable(row.item().folder()));
        column.setCellFactory(_ -> new WordsCell<>(folder -> folder, ""));
    }

    void issued(TableColumn<ItemRow, Instant> column) {
        instant(column, TemporaryLink::issued);
    }

    void expires(TableColumn<ItemRow, Instant> column) {
        instant(column, TemporaryLink::expires);
    }

    /** HTTP status and the platform's code of what went wrong. */
    void code(TableColumn<ItemRow, String> column) {
        known(column, RowWords::code);
        column.setCellFactory(_ -> new WordsCell<>(code -> code, ""));
    }

    /** How often the file was asked for; nobody counted before the start of the application. */
    void attempts(TableColumn<ItemRow, Integer> column) {
        known(column, row -> Optional.of(row.state().transferView().attempts()).filter(n -> n > 0));
        column.setCellFactory(_ -> new WordsCell<>(n -> formats.number(n), ""));
        column.setComparator(Comparator.nullsLast(Comparator.naturalOrder()));
    }

    private void instant(
            TableColumn<ItemRow, Instant> column, Function<TemporaryLink, Instant> of) {
        known(column, row -> Optional.ofNullable(RowWords.linkOf(row)).map(of));
        column.setCellFactory(_ -> new WordsCell<>(formats::moment, Formats.UNKNOWN));
        column.setComparator(Comparator.nullsLast(Comparator.naturalOrder()));
    }

    /** Redraws what depends on the clock; cells exist for visible rows only. */
    void tick() {
        era++;
        tickingCells.forEach(Ticking::tick);
    }

    private <C extends TableCell<?, ?> & Ticking> C ticking(C cell) {
        tickingCells.add(cell);
        return cell;
    }

    /** A value that costs nothing to make and that not every row has. */
    private static <T> void known(
            TableColumn<ItemRow, T> column, Function<ItemRow, Optional<T>> of) {
        column.setCellValueFactory(features ->
                features.getValue()
                        .stateProperty()
                        .map(_ -> of.apply(features.getValue()).orElse(null)));
    }

    private <T> void value(TableColumn<ItemRow, T> column, Function<ItemRow, T> of) {
        value(column, new RowValues<>(of, () -> era));
    }

    private static <T> void value(TableColumn<ItemRow, T> column, RowValues<T> values) {
        column.setCellValueFactory(features ->
                features.getValue().stateProperty().map(_ -> values.of(features.getValue())));
    }

    /** Plain words; absent values are said, not left blank. */
    private static final class WordsCell<T> extends TableCell<ItemRow, T> {

        private final Function<T, String> text;
        private final String absent;

        WordsCell(Function<T, String> text, String absent) {
            this.text = text;
            this.absent = absent;
        }

        @Override
        protected void updateItem(T value, boolean empty) {
            super.updateItem(value, empty);
            if (empty) {
                setText(null);
            } else {
                setText(value == null ? absent : text.apply(value));
            }
        }
    }
}
