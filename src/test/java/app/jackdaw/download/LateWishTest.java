package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TransferState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the user wants after a worker has put its file down, and before its job is off its hands.
 */
class LateWishTest {

    private static final byte[] CONTENT = Bench.bytes(200_000, 3);

    @TempDir Path folder;
    private Bench bench;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Runnable> withTheLock = new AtomicReference<>(() -> {});
    private Downloads downloads;
    private Transfer transfer;
    private MediaItem item;

    @BeforeEach
    void open() throws Exception {
        bench = new Bench(folder);
        item =
                bench.scripted(
                        "t",
                        (request, wire) -> {
                            wire.text("HTTP/1.1 200 OK\r\nETag: \"v\"\r\n");
                            wire.text("Content-Length: 200000\r\n\r\n");
                            wire.bytes(CONTENT, 0, 100_000);
                            wire.timeout();
                        });
        MemoryLedger ledger =
                new MemoryLedger() {
                    @Override
                    public void record(LedgerEntry entry) {
                        super.record(entry);
                        if (entry.item().id().equals("other")) {
                            withTheLock.getAndSet(() -> {}).run();
                        }
                    }
                };
        ThreadFactory factory =
                task -> {
                    Thread thread = bench.ticker.newThread(task);
                    threads.add(thread);
                    return thread;
                };
        Downloads.Ports ports =
                new Downloads.Ports(bench.reads, bench.links, ledger, bench.question, bench.ticker);
        downloads = new Downloads(ports, factory, RandomGenerator.getDefault());
        transfer = downloads.start(List.of(item), folder).getFirst();
        Bench.until(transfer, s -> s instanceof TransferState.Running r && r.done() > 0);
    }

    @AfterEach
    void close() throws Exception {
        downloads.close();
        bench.close();
    }

    /** The worker has seen that it is to pause, and waits for the lock that this thread holds. */
    private void meanwhile(Runnable action) {
        withTheLock.set(() -> {
            downloads.pause(List.of("t"));
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> threads.stream().anyMatch(this::ends));
            action.run();
        });
        downloads.list(List.of(Bench.item("other", "other", null)));
    }

    private boolean ends(Thread thread) {
        return Stream.of(thread.getStackTrace())
                        .anyMatch(frame ->
                                frame.getClassName().equals(Scheduler.class.getName())
                                        && frame.getMethodName().equals("ended"))
                && thread.getState() == Thread.State.WAITING;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Requirement({1, 16})
    void thePartGoesAndItsNameIsFree(boolean removed) throws Exception {
        meanwhile(() -> {
            if (removed) {
                downloads.remove(List.of("t"));
            } else {
                downloads.cancel(List.of("t"));
            }
        });
        downloads.close();
        assertThat(bench.files()).isEmpty();
        assertThat(transfer.state()).isInstanceOf(TransferState.Idle.class);
        assertThat(transfer.facts().target()).isNull();
    }

    @Test
    void startedAfterThatItBeginsAnew() throws Exception {
        meanwhile(() -> {
            downloads.cancel(List.of("t"));
            downloads.start(List.of(item), folder, _ -> {}); // waits for this thread's lock
        });
        await().atMost(Duration.ofSeconds(90)).until(() -> bench.server.requests().size() == 2);
        assertThat(bench.server.requests().getLast().isRanged()).isFalse();
    }
}
