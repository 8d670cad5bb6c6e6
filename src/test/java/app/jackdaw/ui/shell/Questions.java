package app.jackdaw.ui.shell;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.event.Event;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckBox;
import javafx.scene.control.DialogPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Modality;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.awaitility.Awaitility;
import org.testfx.util.WaitForAsyncUtils;

/** The questions that stand over a window, and their answers. Looks and acts on the FX thread. */
public final class Questions {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Stage owner;

    public Questions(Stage owner) {
        this.owner = owner;
    }

    public static <V> V onFx(Callable<V> action) {
        try {
            return WaitForAsyncUtils.asyncFx(action).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new AssertionError("on the FX thread", failed);
        }
    }

    /** All modal dialogs over the window. */
    public List<DialogPane> standing() {
        return onFx(() ->
                Window.getWindows().stream()
                        .filter(window -> window instanceof Stage && window.isShowing())
                        .map(Stage.class::cast)
                        .filter(stage ->
                                stage.getOwner() == owner && stage.getModality() != Modality.NONE)
                        .map(stage -> (DialogPane) stage.getScene().getRoot())
                        .toList());
    }

    /** Waits for a question whose words name something; it must be the only one. */
    public DialogPane awaitOne(String named) {
        Awaitility.await("a question about " + named)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> standing().stream().anyMatch(pane -> words(pane).contains(named)));
        List<DialogPane> all = standing();
        if (all.size() != 1) {
            throw new AssertionError(all.size() + " questions at once");
        }
        return all.getFirst();
    }

    public void awaitNone() {
        Awaitility.await("no question any more")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> standing().isEmpty());
    }

    /** The first label of what it says. */
    public static String words(DialogPane pane) {
        return onFx(() ->
                ((javafx.scene.control.Label)
                                ((javafx.scene.layout.Pane) pane.getContent())
                                        .getChildren()
                                        .getFirst())
                        .getText());
    }

    public static void press(DialogPane pane, String buttonId) {
        onFx(() -> {
            ((ButtonBase) pane.lookup("#" + buttonId)).fire();
            return null;
        });
    }

    public static void tickForAll(DialogPane pane) {
        onFx(() -> {
            ((CheckBox) pane.lookup("#conflictForAll")).setSelected(true);
            return null;
        });
    }

    /** By the key that leaves dialogs. */
    public static void escape(DialogPane pane) {
        onFx(() -> {
            Event.fireEvent(
                    pane.getScene().getFocusOwner(),
                    new KeyEvent(
                            KeyEvent.KEY_PRESSED,
                            "",
                            "",
                            KeyCode.ESCAPE,
                            false,
                            false,
                            false,
                            false));
            return null;
        });
    }
}
