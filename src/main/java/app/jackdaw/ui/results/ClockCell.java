package app.jackdaw.ui.results;

import java.util.Locale;
import java.util.function.Function;
import javafx.css.PseudoClass;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * Draws a countdown. It subscribes to nothing: the heartbeat calls {@link #tick} on the few cells
 * that exist, which are those of the visible rows. FX thread.
 */
final class ClockCell<S> extends TableCell<S, ValidFor> implements Ticking {

    private final Function<ValidFor, String> wholeTime;
    private final FontIcon icon = new FontIcon("fth-clock");
    private final Tooltip tooltip = new Tooltip();

    ClockCell(Function<ValidFor, String> wholeTime) {
        this.wholeTime = wholeTime;
        getStyleClass().add("clock-cell");
    }

    @Override
    protected void updateItem(ValidFor value, boolean empty) {
        super.updateItem(value, empty);
        if (empty || value == null) {
            setText(null);
            setAccessibleText(null);
            setGraphic(null);
            setTooltip(null);
            show(ValidFor.Urgency.NONE);
        } else {
            draw(value);
        }
    }

    @Override
    public void tick() {
        ValidFor value = getItem();
        if (isEmpty() || value == null) {
            return;
        }
        if (!value.toString().equals(getText())) {
            draw(value);
        }
    }

    private void draw(ValidFor value) {
        setText(value.toString());
        ValidFor.Urgency urgency = value.urgency();
        show(urgency);
        boolean urgent =
                urgency == ValidFor.Urgency.SOON
                        || urgency == ValidFor.Urgency.LAST
                        || urgency == ValidFor.Urgency.EXPIRED;
        icon.setIconLiteral(urgency == ValidFor.Urgency.SOON ? "fth-clock" : "fth-alert-triangle");
        setGraphic(urgent ? icon : null);
        String whole = wholeTime.apply(value);
        setAccessibleText(spoken(value, urgency, whole));
        tooltip.setText(whole);
        setTooltip(urgency == ValidFor.Urgency.NONE ? null : tooltip);
    }

    /** Nobody wants to hear every second of a countdown: its end stands still. */
    private static String spoken(ValidFor value, ValidFor.Urgency urgency, String whole) {
        return switch (urgency) {
            case NONE -> value.toString();
            case EXPIRED -> value + ", " + whole;
            default -> whole;
        };
    }

    private void show(ValidFor.Urgency urgency) {
        for (ValidFor.Urgency each : ValidFor.Urgency.values()) {
            String name = each.name().toLowerCase(Locale.ROOT);
            pseudoClassStateChanged(PseudoClass.getPseudoClass(name), each == urgency);
        }
    }
}
