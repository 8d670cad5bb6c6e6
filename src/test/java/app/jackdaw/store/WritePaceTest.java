package app.jackdaw.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What is said of a disk that takes its time. */
class WritePaceTest {

    private final AtomicLong nanos = new AtomicLong();
    private final WritePace pace = new WritePace(nanos::get);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void theRestOfABatchTakesAsLongAsItsBeginning() {
        pace.begins(10);
        assertThat(pace.rest(0)).as("nobody knows yet").isZero();
        pass(Duration.ofSeconds(2));
        pace.oneMore();
        assertThat(pace.rest(0)).isEqualTo(Duration.ofSeconds(18));
        assertThat(pace.rest(5)).isEqualTo(Duration.ofSeconds(28));
    }

    /** It is one for all that wait, however many they are. */
    @Test
    void aSlowCommitIsNoPaceOfRows() {
        pace.begins(1);
        pace.oneMore();
        pass(Duration.ofMillis(300));
        assertThat(pace.rest(300)).isZero();
    }

    /** Who waits behind the commit is not forgotten. */
    @Test
    void rowsBehindTheLastOneAreWrittenAsTheyWere() {
        pace.begins(2);
        pass(Duration.ofSeconds(2));
        pace.oneMore();
        pass(Duration.ofSeconds(2));
        pace.oneMore();
        pass(Duration.ofMillis(300));
        assertThat(pace.rest(100)).isEqualTo(Duration.ofSeconds(200));
    }

    @Test
    void betweenBatchesNothingIsLeft() {
        pace.begins(2);
        pass(Duration.ofSeconds(1));
        pace.oneMore();
        pace.ends();
        assertThat(pace.rest(100)).isZero();
    }
}
