package app.jackdaw.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.application.Platform;
import org.junit.jupiter.api.Test;

/** 100,000 pasted lines do not freeze the window. */
class LongTextJourneyTest extends JourneyTest {

    private static final int LINES = 100_000;

    /** Generous, for busy machines; without the reading skin the toolkit alone takes longer. */
    private static final Duration LONGEST_GAP = Duration.ofSeconds(15);

    @Test
    void windowAnswersWhileLongTextIsReadAndAdded() throws Exception {
        String text =
                IntStream.range(0, LINES)
                        .mapToObj(line -> String.format("K7bQ%05dxWmR4tYs2HvNq%05d", line, line))
                        .collect(Collectors.joining("\n"));
        start("en");
        try (Pulse pulse = new Pulse()) {
            app.type("tokenArea", text);
            app.fire("addButton");
            app.await("all rows", () -> app.rows() == LINES);
            app.await("an empty box", () -> app.typed("tokenArea").isBlank());
            app.type("searchField", "K7bQ99999");
            assertThat(app.rows()).isEqualTo(1);
            System.out.printf("100,000 lines: longest gap %d ms%n", pulse.longest().toMillis());
            assertThat(pulse.longest()).isLessThan(LONGEST_GAP);
        }
    }

    /** Goes to the FX thread and back without end, and keeps the longest round. */
    private static final class Pulse implements AutoCloseable {

        private final AtomicLong longest = new AtomicLong();
        private final AtomicLong asked = new AtomicLong();
        private final AtomicBoolean stopped = new AtomicBoolean();

        Pulse() {
            round();
        }

        private void round() {
            asked.set(System.nanoTime());
            Platform.runLater(() -> {
                longest.accumulateAndGet(System.nanoTime() - asked.get(), Math::max);
                if (!stopped.get()) {
                    Thread.ofVirtual().start(this::round);
                }
            });
        }

        Duration longest() {
            return Duration.ofNanos(Math.max(longest.get(), System.nanoTime() - asked.get()));
        }

        @Override
        public void close() {
            stopped.set(true);
        }
    }
}
