package app.jackdaw.ui.results;

import java.util.Locale;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** Draws a {@link Chip}: icon and word on a soft background. FX thread. */
final class ChipCell<S> extends TableCell<S, Chip> implements Ticking {

    /** About twelve words a line. */
    private static final double SENTENCE_WIDTH = 440;

    private final Function<S, Chip> present;
    private final FontIcon icon = new FontIcon("fth-circle");
    private final Label label = new Label(null, icon);
    private final HBox box = new HBox(label); // lets the chip hug its word
    private final Tooltip whole = new Tooltip();

    /**
     * @param present the chip of a row as it is at this moment
     * @param kind what its word is about, for who does not see its column
     */
    ChipCell(Function<S, Chip> present, String kind) {
        this.present = present;
        setAccessibleRoleDescription(kind);
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        box.setAlignment(Pos.CENTER_LEFT);
        whole.setWrapText(true);
        whole.setMaxWidth(SENTENCE_WIDTH);
        label.setMinWidth(0);
        label.maxWidthProperty().bind(widthProperty().subtract(8));
    }

    @Override
    protected void updateItem(Chip chip, boolean empty) {
        super.updateItem(chip, empty);
        if (empty || chip == null || chip.text().isEmpty()) {
            setGraphic(null);
            setText(null);
            setAccessibleText(null);
            setTooltip(null);
        } else {
            draw(chip);
        }
    }

    @Override
    public void tick() {
        S row = isEmpty() || getTableRow() == null ? null : getTableRow().getItem();
        if (row == null) {
            return;
        }
        Chip now = present.apply(row);
        if (!now.text().isEmpty()
                && !(now.text().equals(getText()) && now.told().equals(whole.getText()))) {
            draw(now);
        }
    }

    private void draw(Chip chip) {
        icon.setIconLiteral(chip.icon());
        label.setText(chip.text());
        label.getStyleClass()
                .setAll("label", "chip", "chip-" + chip.family().name().toLowerCase(Locale.ROOT));
        whole.setText(chip.told());
        setText(chip.text());
        setAccessibleText(spoken(chip));
        setTooltip(whole);
        setGraphic(box);
    }

    /** Nobody can point at it who hears it. */
    private static String spoken(Chip chip) {
        return chip.told().equals(chip.text())
                ? chip.text()
                : chip.text() + ". " + chip.told().replace('\n', ' ');
    }
}
