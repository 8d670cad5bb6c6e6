package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.jackdaw.net.VirtualTicker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From when a file may keep others waiting. */
class OwnTurnTest {

    private final VirtualTicker ticker = new VirtualTicker();

    @TempDir Path folder;

    private Job job(int rank) {
        Job job = new Job(Bench.item("t" + rank, null, null), rank);
        job.destination = folder;
        return job;
    }

    /**
     * As quick as an alarm can be: what that thread finds overdue rings before anybody else can do
     * anything. What others set does not ring, as no time passes by then.
     */
    private static ThreadFactory atOnceFor(Supplier<Thread> hasty) {
        return task ->
                new Thread() {
                    @Override
                    public void start() {
                        if (Thread.currentThread() == hasty.get()) {
                            task.run();
                        }
                    }
                };
    }

    private static Thread waits(Job job, Turns turns, Runnable then) {
        Thread thread =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                turns.await(job);
                                then.run();
                                turns.hasName(job);
                            } catch (InterruptedException ended) {
                                throw new AssertionError(ended);
                            }
                        });
        await().atMost(Duration.ofSeconds(90))
                .until(() -> Whereabouts.isAway(job.whereabouts.moves()));
        return thread;
    }

    /** What it was given when it began was for its folder, which has answered long ago. */
    @Test
    @Requirement(43)
    void whatWaitsForItsTurnDoesNotLoseItBeforeItComes() throws Exception {
        Job first = job(1);
        Job second = job(2);
        Job third = job(3);
        AtomicReference<Thread> behind = new AtomicReference<>();
        CompletableFuture<Boolean> overtaken = new CompletableFuture<>();
        try (Turns turns = new Turns(ticker, atOnceFor(behind::get), null)) {
            List.of(first, second, third).forEach(turns::begin);
            turns.awaitsUser(first);
            behind.set(waits(third, turns, () -> {}));
            Thread next = waits(second, turns, () -> overtaken.complete(turns.isNext(third)));
            ticker.advance(Duration.ofMinutes(1)); // the user thinks
            turns.hasName(first);
            next.join();
            assertThat(overtaken).isCompletedWithValue(false);
            behind.get().join();
        }
    }
}
