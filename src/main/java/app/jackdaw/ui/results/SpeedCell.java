package app.jackdaw.ui.results;

import app.jackdaw.ui.model.ItemRow;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import javafx.scene.text.Text;

/**
 * Draws speed and time left. In a narrow column the speed stands alone and the tool tip says the
 * rest: half a number would be a wrong one. FX thread.
 */
final class SpeedCell extends TableCell<ItemRow, Speed> implements Ticking {

    private final RowWords words;
    private final Text measure = new Text();
    private final Tooltip whole = new Tooltip();

    SpeedCell(RowWords words) {
        this.words = words;
        widthProperty().addListener((_, _, _) -> draw(getItem()));
        fontProperty().addListener((_, _, _) -> draw(getItem()));
    }

    @Override
    protected void updateItem(Speed speed, boolean empty) {
        super.updateItem(speed, empty);
        draw(speed);
    }

    @Override
    public void tick() {
        ItemRow row = isEmpty() || getTableRow() == null ? null : getTableRow().getItem();
        if (row != null) {
            draw(words.speed(row));
        }
    }

    private void draw(Speed speed) {
        if (isEmpty() || speed == null || speed.rate().isEmpty()) {
            setText(null);
            setAccessibleText(null);
            setTooltip(null);
            return;
        }
        String text = fits(speed.toString()) ? speed.toString() : speed.rate();
        if (!text.equals(getText())) {
            setText(text);
        }
        setAccessibleText(speed.toString());
        whole.setText(speed.toString());
        setTooltip(whole);
    }

    private boolean fits(String text) {
        measure.setFont(getFont());
        measure.setText(text);
        double room = getWidth() - snappedLeftInset() - snappedRightInset();
        return measure.getLayoutBounds().getWidth() <= room;
    }
}
