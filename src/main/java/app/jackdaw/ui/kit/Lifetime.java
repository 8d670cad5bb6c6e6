package app.jackdaw.ui.kit;

import javafx.beans.value.ObservableValue;
import javafx.util.Subscription;

/**
 * How long the present views listen to the model: until the language changes and they are made
 * anew. FX thread.
 */
public final class Lifetime {

    private Subscription all = Subscription.EMPTY;

    /** Tells every change of a value until the end of this lifetime. */
    public void listen(ObservableValue<?> value, Runnable listener) {
        all = all.and(value.subscribe((_, _) -> listener.run()));
    }

    /** Nobody hears anything any more. */
    public void end() {
        all.unsubscribe();
        all = Subscription.EMPTY;
    }
}
