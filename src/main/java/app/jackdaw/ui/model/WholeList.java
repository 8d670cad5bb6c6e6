package app.jackdaw.ui.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether all rows of the list are there: of a long one only the beginning is, at first. What is
 * commanded before that waits for the rest, so that it concerns all whom it is meant for. FX
 * thread.
 */
public final class WholeList {

    private final List<Runnable> waiting = new ArrayList<>();
    private boolean whole = true;

    public boolean isWhole() {
        return whole;
    }

    /** Does it as soon as all rows are there, in the order of the calls. */
    public void orNow(Runnable action) {
        if (whole) {
            action.run();
        } else {
            waiting.add(action);
        }
    }

    void begin() {
        whole = false;
    }

    void end() {
        whole = true;
        List<Runnable> now = List.copyOf(waiting);
        waiting.clear();
        now.forEach(Runnable::run);
    }
}
