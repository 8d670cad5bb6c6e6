package app.jackdaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.jackdaw.net.VirtualTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The end of all services. */
class ClosingTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final VirtualTicker ticker = new VirtualTicker();
    private final Closing closing = new Closing(ticker::nanos);
    private final List<Duration> given = new ArrayList<>();

    /** As if its drive were gone. */
    private void useUp(Duration patience) {
        given.add(patience);
        ticker.advance(patience);
    }

    @Test
    void isOverBeforeANewStartLosesPatience() {
        assertThat(Closing.BUDGET).isLessThan(Opening.PATIENCE);
        closing.later(this::useUp, SECOND);
        closing.later(this::useUp, SECOND.multipliedBy(2));
        closing.later(this::useUp, SECOND);
        closing.close();
        assertThat(ticker.elapsed()).isEqualTo(Closing.BUDGET);
        assertThat(given)
                .as("what is kept for those that come later is theirs")
                .containsExactly(
                        SECOND.multipliedBy(3), SECOND.multipliedBy(2), SECOND.multipliedBy(1));
    }

    @Test
    void whatIsNotNeededIsThereForTheOthers() {
        closing.later(this::useUp, SECOND);
        closing.later(_ -> ticker.advance(SECOND), SECOND.multipliedBy(2));
        closing.close();
        assertThat(given).containsExactly(Closing.BUDGET.minus(SECOND));
    }

    @Test
    void moreThanThereIsCannotBeKept() {
        closing.later(this::useUp, Closing.BUDGET);
        assertThatThrownBy(() -> closing.later(this::useUp, SECOND))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void oneThatFailsDoesNotKeepTheOthersOpen() {
        List<String> closed = new ArrayList<>();
        closing.later(() -> closed.add("first"));
        closing.later(() -> {
            throw new IllegalStateException("broken");
        });
        closing.later(() -> closed.add("last"));
        closing.close();
        closing.close();
        assertThat(closed).containsExactly("last", "first");
    }
}
