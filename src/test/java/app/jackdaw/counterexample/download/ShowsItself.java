package app.jackdaw.counterexample.download;

import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;

/** Shows its progress without the window. */
public final class ShowsItself {
    DoubleProperty progress = new SimpleDoubleProperty();
}
