package app.jackdaw.ui.kit;

import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;

/**
 * A label that cuts long texts in the middle, so that a file name keeps its extension. FX thread.
 */
public final class MiddleEllipsis extends Label {

    public MiddleEllipsis() {
        setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        setMinWidth(0);
        setMaxWidth(Double.MAX_VALUE);
    }
}
