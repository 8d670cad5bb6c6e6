package app.jackdaw.journey;

import app.jackdaw.App;
import java.util.List;
import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TextInputControl;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/**
 * The whole application in a process of its own, in which somebody adds a line, chooses and types,
 * and then does nothing any more, until the process is killed.
 */
final class Typist {

    private Typist() {}

    /**
     * @param arguments what is added; what is typed into the editor, the field for {@code extra},
     *     that for the App ID and that for the folder
     */
    public static void main(String[] arguments) {
        Thread.ofPlatform().daemon().start(() -> begin(List.of(arguments)));
        Application.launch(App.class);
    }

    /** The toolkit takes nothing before it is started. */
    private static void begin(List<String> words) {
        while (true) {
            try {
                Platform.runLater(() -> new Hands(words).start());
                return;
            } catch (IllegalStateException notYet) {
                Thread.onSpinWait();
            }
        }
    }

    private static final class Hands extends AnimationTimer {
        private final List<String> words;
        private boolean hasAdded;

        Hands(List<String> words) {
            this.words = words;
        }

        @Override
        public void handle(long now) {
            Scene scene = scene();
            if (scene == null || scene.lookup("#destinationField") == null) {
                return; // the panels come one after the other, this one with the last
            }
            TextInputControl editor = (TextInputControl) scene.lookup("#tokenArea");
            if (!hasAdded) {
                editor.setText(words.getFirst());
                ((ButtonBase) scene.lookup("#addButton")).fire();
                hasAdded = true;
            } else if (editor.getText().isEmpty()) { // it is in the list
                editor.setText(words.get(1));
                type(scene, "#extraField", words.get(2));
                type(scene, "#appIdField", words.get(3));
                type(scene, "#destinationField", words.get(4));
                stop();
            }
        }

        private static void type(Scene scene, String field, String text) {
            ((TextInputControl) scene.lookup(field)).setText(text);
        }

        private static @Nullable Scene scene() {
            return Window.getWindows().stream()
                    .filter(Window::isShowing)
                    .map(Window::getScene)
                    .findFirst()
                    .orElse(null);
        }
    }
}
