package app.jackdaw.net;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.download.Fault;
import app.jackdaw.download.Requirement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** In virtual time, which stands still while nobody sleeps. */
class ReadWatchTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final VirtualTicker ticker = new VirtualTicker();
    private final List<Thread> made = new CopyOnWriteArrayList<>();
    private final List<Duration> ends = new CopyOnWriteArrayList<>();
    private final ReadWatch watch =
            new ReadWatch(
                    ticker,
                    task -> {
                        made.add(ticker.newThread(task));
                        return made.getLast();
                    },
                    MINUTE);

    private ReadWatch.Reads answer() {
        return watch.watch(() -> ends.add(ticker.elapsed()));
    }

    private void inVirtualTime(Steps steps) throws Exception {
        FutureTask<Void> task =
                new FutureTask<>(() -> {
                    steps.run();
                    return null;
                });
        ticker.start(task);
        task.get();
    }

    private interface Steps {
        void run() throws Exception;
    }

    @Test
    @Fault(56)
    @Requirement(34)
    void aReadThatDoesNotReturnIsEndedOnceItHasLastedTooLong() throws Exception {
        inVirtualTime(() -> {
            try (ReadWatch.Reads reads = answer()) {
                ticker.sleep(Duration.ofSeconds(10));
                reads.begin();
                ticker.sleep(Duration.ofSeconds(59));
                assertThat(reads.wasTooLong()).isFalse();
                ticker.sleep(Duration.ofSeconds(300));
                assertThat(reads.wasTooLong()).isTrue();
            }
        });
        assertThat(ends)
                .singleElement()
                .satisfies(end -> {
                    assertThat(end).isBetween(Duration.ofSeconds(70), Duration.ofSeconds(85));
                });
    }

    /** However slow they are: how much they bring is judged by others. */
    @Test
    @Requirement(34)
    void readsThatReturnAreLeftAloneAndSoIsWhatIsBetweenThem() throws Exception {
        inVirtualTime(() -> {
            try (ReadWatch.Reads reads = answer()) {
                for (int i = 0; i < 10; i++) {
                    reads.begin();
                    ticker.sleep(Duration.ofSeconds(50));
                    reads.returned();
                    ticker.sleep(Duration.ofSeconds(200)); // a question to the user, a slow disk
                }
            }
        });
        assertThat(ends).isEmpty();
    }

    @Test
    void oneThreadIsEnoughForAllAndNoneStaysBehindTheLast() throws Exception {
        inVirtualTime(() -> {
            try (ReadWatch.Reads one = answer();
                    ReadWatch.Reads other = answer()) {
                one.begin();
                other.begin();
                ticker.sleep(Duration.ofSeconds(200));
                assertThat(ends).hasSize(2);
            }
            ticker.sleep(MINUTE);
            assertThat(made).singleElement().matches(thread -> !thread.isAlive());
            try (ReadWatch.Reads later = answer()) {
                later.begin();
                ticker.sleep(Duration.ofSeconds(200));
            }
            assertThat(ends).hasSize(3);
        });
        assertThat(made).hasSize(2);
    }
}
