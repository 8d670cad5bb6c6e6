package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TransferState;
import app.jackdaw.model.UnwantedPart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken off the list, or cancelled, and wanted again before its worker came to an end. */
class RowsTest {

    private static final byte[] CONTENT = Bench.bytes(200_000, 3);

    @TempDir Path folder;
    private Bench bench;
    private final CountDownLatch lateWorker = new CountDownLatch(1);
    private final AtomicInteger records = new AtomicInteger();
    private final AtomicReference<Thread> held = new AtomicReference<>();

    private final MemoryLedger kept = new MemoryLedger();

    /** Whether the first worker's row is on its way when the row is taken off the list. */
    private volatile boolean handsOverLate;

    private final AtomicReference<Thread> remover = new AtomicReference<>();
    private volatile boolean forgotten;

    /** Keeps the first worker that records a whole part until the test lets it go on. */
    private final class Slow implements Ledger {
        @Override
        public List<LedgerEntry> entries() {
            return kept.entries();
        }

        @Override
        public void record(LedgerEntry entry) {
            kept.record(entry);
        }

        @Override
        public Commit commit(LedgerEntry entry) {
            if (records.incrementAndGet() != 1) {
                kept.record(entry);
                return () -> {};
            }
            held.set(Thread.currentThread());
            if (handsOverLate) {
                await().atMost(Duration.ofSeconds(90)).until(() -> forgotten || isRemoverKept());
            }
            kept.record(entry);
            return () -> awaitUninterruptibly(lateWorker);
        }

        private boolean isRemoverKept() {
            Thread thread = remover.get();
            return thread != null && thread.getState() == Thread.State.WAITING;
        }

        @Override
        public void forget(Collection<String> itemIds) {
            kept.forget(itemIds);
            forgotten = true;
        }

        @Override
        public UnwantedParts unwantedParts() {
            return kept.unwantedParts();
        }
    }

    @BeforeEach
    void open() {
        bench = new Bench(folder);
        bench.ledger = new Slow();
    }

    @AfterEach
    void close() throws Exception {
        lateWorker.countDown();
        bench.close();
    }

    /** Like a disk that takes its time: the interrupt is noticed only after that. */
    private static void awaitUninterruptibly(CountDownLatch latch) throws InterruptedException {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            throw new InterruptedException();
        }
    }

    private void untilHeld() {
        await().atMost(Duration.ofSeconds(90)).until(() -> held.get() != null);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Requirement({1, 16})
    void aRowThatWasRemovedAndPastedAgainIsARowLikeAnyOther(boolean startedAtOnce)
            throws Exception {
        MediaItem item = bench.scripted("t", Resource.of(CONTENT, "\"v\""));
        bench.start(item);
        untilHeld();
        bench.downloads().remove(List.of("t"));
        Transfer again =
                startedAtOnce
                        ? bench.start(item)
                        : bench.downloads().list(List.of(item)).getFirst();
        assertThat(bench.server.requests()).as("not before the other one is gone").hasSize(1);
        lateWorker.countDown();
        if (!startedAtOnce) {
            bench.downloads().start(List.of(item), folder);
        }
        Bench.ended(again);
        assertThat(bench.downloads().transfer("t")).containsSame(again);
        assertThat(again.state()).isInstanceOf(TransferState.Saved.class);
        TransferState.Saved saved = (TransferState.Saved) again.state();
        assertThat(saved.path()).hasBinaryContent(CONTENT);
        bench.downloads().close();
        assertThat(kept.entries()).hasSize(1);
        assertThat(kept.entries().getFirst().state()).isEqualTo(again.state());
        bench.assertNoPart();
    }

    @Test
    @Requirement(16)
    void aRowThatWasRemovedAndOnlyListedAgainIsRemembered() throws Exception {
        MediaItem item = bench.scripted("t", Resource.of(CONTENT, "\"v\""));
        bench.start(item);
        untilHeld();
        bench.downloads().remove(List.of("t"));
        bench.downloads().list(List.of(item));
        lateWorker.countDown();
        bench.downloads().close();
        assertThat(kept.entries()).hasSize(1);
        assertThat(kept.entries().getFirst().state()).isInstanceOf(TransferState.Idle.class);
        assertThat(kept.entries().getFirst().part()).isNull();
    }

    /** Killed at any moment after that, nobody finds it on the list again. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Requirement(16)
    void aRowThatWasRemovedIsForgottenForGoodWhateverItsWorkerWasAboutToRecord(boolean late)
            throws Exception {
        handsOverLate = late;
        bench.start(bench.scripted("t", Resource.of(CONTENT, "\"v\"")));
        untilHeld();
        Thread removing = new Thread(() -> bench.downloads().remove(List.of("t")));
        remover.set(removing);
        removing.start();
        removing.join();
        assertThat(kept.entries()).as("while its worker has not come to its end").isEmpty();
        assertThat(kept.unwanted.values())
                .as("what the next start would have to delete")
                .extracting(UnwantedPart::target)
                .containsExactly(folder.resolve("t.bin"));
        lateWorker.countDown();
        bench.downloads().close();
        assertThat(kept.entries()).isEmpty();
        assertThat(kept.unwanted).isEmpty();
        bench.assertNoPart();
    }

    @Test
    void cancelledAndStartedAtOnceItBeginsAnewAfterItsPartIsGone() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        MediaItem item =
                bench.scripted(
                        "t",
                        (request, wire) -> {
                            if (requests.getAndIncrement() % 2 == 0) {
                                wire.text("HTTP/1.1 200 OK\r\nETag: \"v\"\r\n");
                                wire.text("Content-Length: 200000\r\n\r\n");
                                wire.bytes(CONTENT, 0, 100_000);
                                wire.timeout();
                            } else {
                                Resource.of(CONTENT, "\"v\"").answer(request, wire);
                            }
                        });
        lateWorker.countDown();
        for (int round = 0; round < 50; round++) {
            Transfer transfer = bench.start(item);
            Bench.until(transfer, s -> s instanceof TransferState.Running r && r.done() > 0);
            if (round % 2 == 0) {
                bench.downloads().pause(List.of("t"));
                Bench.until(transfer, TransferState.Paused.class::isInstance);
            }
            bench.downloads().cancel(List.of("t"));
            bench.start(item);
            bench.assertSaved(Bench.ended(transfer), CONTENT);
            assertThat(bench.files()).containsExactly("t.bin");
            assertThat(bench.server.requests().getLast().isRanged()).isFalse();
            Files.delete(folder.resolve("t.bin"));
        }
    }

    @Test
    void theLastWordCounts() throws Exception {
        MediaItem item = bench.scripted("t", Resource.of(CONTENT, "\"v\""));
        Transfer transfer = bench.start(item);
        untilHeld();
        bench.downloads().cancel(List.of("t"));
        bench.start(item);
        bench.downloads().cancel(List.of("t"));
        lateWorker.countDown();
        bench.downloads().close();
        assertThat(transfer.state()).isInstanceOf(TransferState.Idle.class);
        assertThat(bench.server.requests()).hasSize(1);
        bench.assertNoPart();
    }
}
