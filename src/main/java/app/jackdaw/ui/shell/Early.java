package app.jackdaw.ui.shell;

import java.util.LinkedHashMap;

/**
 * What was asked of the window before all of its panels were there: whoever is quicker than they
 * are is not forgotten. FX thread.
 */
final class Early {

    /** What is asked for once however often its key was pressed. */
    enum Wish {
        CREDENTIALS,
        TOKENS,
        PASTE,
        OPEN_LIST,
        SETTINGS
    }

    private final LinkedHashMap<Object, Runnable> asked = new LinkedHashMap<>();
    private boolean over;

    boolean isOver() {
        return over;
    }

    /** Does it as soon as everything is there; of several times before that the last counts. */
    void orNow(Wish wish, Runnable action) {
        keepOrRun(wish, action);
    }

    /** The same, each time that it is asked for. */
    void orNow(Runnable action) {
        keepOrRun(new Object(), action);
    }

    private void keepOrRun(Object what, Runnable action) {
        if (over) {
            action.run();
        } else {
            asked.putLast(what, action);
        }
    }

    /** Everything is there: does what was asked for, in that order. */
    void end() {
        over = true;
        asked.values().forEach(Runnable::run);
        asked.clear();
    }
}
