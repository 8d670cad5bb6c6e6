package app.jackdaw.download;

import app.jackdaw.Main;
import java.lang.management.ManagementFactory;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TableView;
import javafx.stage.Window;

/**
 * The whole application, in a process of its own, until its list is whole: the table holds as many
 * rows as are expected, and a frame was made of it with some of them; without any, until the
 * window's first frame is made. Says after how many milliseconds that was, when a frame with the
 * first rows was made, and what was in use.
 */
public final class StartChild {

    /** A frame is made between two beats of the timer. */
    private static final int FRAMES = 2;

    private StartChild() {}

    /**
     * @param arguments how many rows the ledger of {@code jackdaw.home} has
     */
    public static void main(String[] arguments) throws Exception {
        int expected = Integer.parseInt(arguments[0]);
        Thread.ofPlatform().daemon().start(() -> watch(expected));
        Main.main(new String[0]);
    }

    /** The toolkit takes nothing before it is started. */
    private static void watch(int expected) {
        while (true) {
            try {
                Platform.runLater(() -> new Watch(expected).start());
                return;
            } catch (IllegalStateException notYet) {
                Thread.onSpinWait();
            }
        }
    }

    private static final class Watch extends AnimationTimer {
        private final int expected;
        private int frames;
        private int framesOfSome;
        private long begun;

        Watch(int expected) {
            this.expected = expected;
        }

        @Override
        public void handle(long now) {
            if (framesOfSome < FRAMES && isThere(1)) {
                framesOfSome++;
                begun = ManagementFactory.getRuntimeMXBean().getUptime();
            }
            frames += isThere(expected) ? 1 : 0;
            if (frames == FRAMES) {
                stop();
                long milliseconds = ManagementFactory.getRuntimeMXBean().getUptime();
                System.gc();
                long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
                System.out.printf(
                        "the first after %d ms, %d rows after %d ms, %d MB in use%n",
                        begun, expected, milliseconds, used >> 20);
                Platform.exit();
            }
        }

        private boolean isThere(int least) {
            return Window.getWindows().stream()
                    .filter(Window::isShowing)
                    .map(Window::getScene)
                    .anyMatch(scene -> isUsable(scene, least));
        }

        private boolean isUsable(Scene scene, int least) {
            if (expected == 0) {
                return true;
            }
            Node node = scene.lookup("#resultsTable");
            return node instanceof TableView<?> table
                    && table.getItems().size() >= least
                    && table.lookupAll(".table-row-cell").stream().anyMatch(Node::isVisible);
        }
    }
}
