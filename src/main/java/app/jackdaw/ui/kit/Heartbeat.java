package app.jackdaw.ui.kit;

import java.util.ArrayList;
import java.util.List;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.value.ObservableBooleanValue;
import javafx.util.Duration;

/**
 * The one timer of the window: five beats a second while it is visible, one a second while work
 * runs unseen, else none. Rows and countdowns are drawn from here. FX thread.
 */
public final class Heartbeat {

    private static final Duration SEEN = Duration.millis(200);
    private static final Duration UNSEEN = Duration.seconds(1);

    private final List<Runnable> listeners = new ArrayList<>();
    private final Timeline seen = timeline(SEEN);
    private final Timeline unseen = timeline(UNSEEN);

    /** Kept: a binding that nobody keeps is collected, and whoever listens to it hears no more. */
    private final List<ObservableBooleanValue> followed = new ArrayList<>();

    /**
     * @param visible whether anybody can see the window
     * @param working whether anything changes without anybody looking
     */
    public void follow(ObservableBooleanValue visible, ObservableBooleanValue working) {
        followed.addAll(List.of(visible, working));
        Runnable adapt = () -> run(visible.get(), working.get());
        visible.addListener((_, _, _) -> adapt.run());
        working.addListener((_, _, _) -> adapt.run());
        adapt.run();
    }

    public void onBeat(Runnable listener) {
        listeners.add(listener);
    }

    public void stop() {
        seen.stop();
        unseen.stop();
    }

    /** Beats once, now: after an action whose effect must not wait. */
    public void beat() {
        List.copyOf(listeners).forEach(Runnable::run);
    }

    private void run(boolean visible, boolean working) {
        stop();
        if (visible) {
            seen.play();
            beat();
        } else if (working) {
            unseen.play();
        }
    }

    private Timeline timeline(Duration period) {
        Timeline timeline = new Timeline(new KeyFrame(period, _ -> beat()));
        timeline.setCycleCount(Timeline.INDEFINITE);
        return timeline;
    }
}
