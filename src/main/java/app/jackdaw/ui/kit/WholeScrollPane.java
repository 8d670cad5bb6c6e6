package app.jackdaw.ui.kit;

import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;

/**
 * Asks for the height that its content has at the width it is given, so that it scrolls only where
 * there is no room; a plain one asks for the height of words that are not wrapped, and hides what
 * is longer. FX thread.
 */
public final class WholeScrollPane extends ScrollPane {

    public WholeScrollPane() {
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefHeight(double width) {
        Node content = getContent();
        if (content == null || width < 0) {
            return super.computePrefHeight(width);
        }
        double forContent = Math.max(0, width - snappedLeftInset() - snappedRightInset());
        return snapSizeY(content.prefHeight(forContent)) + snappedTopInset() + snappedBottomInset();
    }
}
