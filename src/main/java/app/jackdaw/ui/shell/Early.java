package app.jackdaw.ui.shell;

import java.util.LinkedHashMap;
import java.util.List;

/**
 * What was asked of the window before all of its panels were there: whoever is quicker than they
 * are is not forgotten. FX thread.
 */
final class Early {

    /** What is asked for once however often its key was pressed. */
    enum Wish {
        CREDENTIALS(false),
        TOKENS(false),
        PASTE(false),
        OPEN_LIST(true),
        SETTINGS(true);

        /** Which waits for an answer, as long as somebody looks at it. */
        private final boolean opensDialog;

        Wish(boolean opensDialog) {
            this.opensDialog = opensDialog;
        }
    }

    private final LinkedHashMap<Object, Runnable> asked = new LinkedHashMap<>();
    private boolean panels;
    private boolean over;

    /** Whether the panels are there. */
    boolean isOver() {
        return panels;
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
        if (mayBeDone(what)) {
            action.run();
        } else {
            asked.putLast(what, action);
        }
    }

    private boolean mayBeDone(Object what) {
        return over || (panels && !(what instanceof Wish wish && wish.opensDialog));
    }

    /** All panels are there: does what was asked of them, in that order. */
    void panelsAreThere() {
        panels = true;
        perform();
    }

    /** Nobody waits for the start any more: does the rest. */
    void end() {
        panels = true;
        over = true;
        perform();
    }

    private void perform() {
        List<Object> now = asked.keySet().stream().filter(this::mayBeDone).toList();
        List<Runnable> actions = now.stream().map(asked::remove).toList();
        actions.forEach(Runnable::run);
    }
}
