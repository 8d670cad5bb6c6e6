package app.jackdaw.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** The one timer: beats while somebody looks or something works, else not at all. */
class HeartbeatTest {

    private final Heartbeat heartbeat = new Heartbeat();
    private final AtomicInteger beats = new AtomicInteger();
    private final BooleanProperty visible = new SimpleBooleanProperty();
    private final BooleanProperty working = new SimpleBooleanProperty();

    @BeforeAll
    static void startToolkit() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    @AfterEach
    void stop() throws Exception {
        onFx(() -> {
            heartbeat.stop();
            return null;
        });
    }

    private static <V> V onFx(Callable<V> action) throws Exception {
        return WaitForAsyncUtils.asyncFx(action).get(20, TimeUnit.SECONDS);
    }

    private void follow(boolean seen, boolean busy) throws Exception {
        onFx(() -> {
            visible.set(seen);
            working.set(busy);
            heartbeat.onBeat(beats::incrementAndGet);
            heartbeat.follow(visible, working);
            return null;
        });
    }

    private void awaitBeats(int count) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> beats.get() >= count);
    }

    @Test
    void beatsAtOnceAndOnWhileTheWindowIsSeen() throws Exception {
        follow(true, false);
        assertThat(beats.get()).as("no waiting for the first").isPositive();
        awaitBeats(4);
    }

    @Test
    void goesOnUnseenWhileSomethingWorks() throws Exception {
        follow(false, true);
        awaitBeats(1);
    }

    @Test
    void restsWhenNobodyLooksAndNothingWorks() throws Exception {
        follow(true, true);
        awaitBeats(2);
        int before =
                onFx(() -> {
                    visible.set(false);
                    working.set(false);
                    return beats.get();
                });
        // a beat that was under way would be through by the second round on the FX thread
        onFx(beats::get);
        assertThat(onFx(beats::get)).isEqualTo(before);
        onFx(() -> {
            visible.set(true);
            return null;
        });
        awaitBeats(before + 1);
    }

    @Test
    void oneBeatCanBeHadAtOnce() throws Exception {
        follow(false, false);
        onFx(() -> {
            heartbeat.beat();
            return null;
        });
        assertThat(beats).hasValue(1);
    }
}
