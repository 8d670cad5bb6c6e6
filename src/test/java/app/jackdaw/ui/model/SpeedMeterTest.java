package app.jackdaw.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Bytes per second over the last seconds. */
class SpeedMeterTest {

    private final SpeedMeter meter = new SpeedMeter();

    private long at(long millis, long bytes) {
        return meter.speed(bytes, Duration.ofMillis(millis).toNanos());
    }

    @Test
    void saysNothingBeforeItKnows() {
        assertThat(at(0, 0)).isZero();
        assertThat(at(200, 1_000_000)).isZero();
        assertThat(at(300, 1_000_000)).isPositive();
    }

    @Test
    void steadyFlowIsItsSpeed() {
        long speed = 0;
        for (int beat = 0; beat <= 50; beat++) {
            speed = at(beat * 200L, beat * 20_000L);
        }
        assertThat(speed).isEqualTo(100_000);
    }

    @Test
    void forgetsWhatWasLongAgo() {
        at(0, 0);
        at(1_000, 50_000_000);
        for (int second = 2; second <= 8; second++) {
            at(second * 1_000L, 50_000_000L + (second - 1) * 1_000L);
        }
        assertThat(at(9_000, 50_008_000)).isEqualTo(1_000);
    }

    @Test
    void stallsToZero() {
        at(0, 0);
        at(1_000, 9_000);
        long speed = -1;
        for (int second = 2; second <= 8; second++) {
            speed = at(second * 1_000L, 9_000);
        }
        assertThat(speed).isZero();
    }

    @Test
    void restartBeginsAnewAndIsNeverNegative() {
        at(0, 5_000);
        at(1_000, 9_000);
        assertThat(at(2_000, 100)).isZero();
        assertThat(at(3_000, 1_100)).isEqualTo(1_000);
    }

    @Test
    void resetForgetsEverything() {
        at(0, 0);
        at(1_000, 9_000);
        assertThat(meter.reset()).isZero();
        assertThat(at(2_000, 9_000)).isZero();
    }
}
