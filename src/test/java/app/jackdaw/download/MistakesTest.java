package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.ByteAnswer;
import app.jackdaw.net.ByteRequest;
import app.jackdaw.net.VirtualTicker;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mistake of ours on a thread that others rely on is not the end of that thread. */
class MistakesTest {

    @TempDir Path folder;

    @Test
    void anAlarmThatFailedRingsAgain() {
        VirtualTicker ticker = new VirtualTicker();
        AtomicInteger rings = new AtomicInteger();
        try (Alarm alarm =
                new Alarm(
                        ticker,
                        Thread.ofVirtual().factory(),
                        () -> {
                            if (rings.incrementAndGet() == 1) {
                                throw new StackOverflowError("tried");
                            }
                            return Alarm.NEVER;
                        })) {
            alarm.at(ticker.nanos());
            await().atMost(Duration.ofSeconds(90)).until(() -> rings.get() == 2);
            alarm.at(ticker.nanos());
            await().atMost(Duration.ofSeconds(90)).until(() -> rings.get() >= 3);
        }
    }

    @Test
    void filesBeginThoughLinksCannotBeAskedForAhead() throws Exception {
        try (Bench bench = new Bench(folder)) {
            AtomicInteger hints = new AtomicInteger();
            LinkSource links =
                    new LinkSource() {
                        @Override
                        public boolean holds(MediaItem item) {
                            return false;
                        }

                        @Override
                        public void soon(List<MediaItem> items) {
                            hints.incrementAndGet();
                            throw new StackOverflowError("tried");
                        }

                        @Override
                        public TemporaryLink link(MediaItem item, @Nullable TemporaryLink old) {
                            return TemporaryLink.given(
                                    "https://links.example/" + item.token(), bench.ticker.now());
                        }
                    };
            List<MediaItem> items =
                    IntStream.range(0, 20)
                            .mapToObj(i -> Bench.item("t" + i, "t" + i, null))
                            .toList();
            try (Downloads downloads =
                    bench.fromMemory(
                            request -> MemoryAnswer.of(request.uri(), new byte[] {1}),
                            links,
                            Ledger.forgetful())) {
                List<Transfer> transfers = downloads.start(items, folder);
                transfers.forEach(Bench::ended);
                assertThat(transfers)
                        .allSatisfy(
                                t -> assertThat(t.state()).isInstanceOf(TransferState.Saved.class));
            }
            assertThat(hints).hasPositiveValue();
        }
    }

    private static ByteAnswer answer(ByteRequest request) {
        return MemoryAnswer.of(request.uri(), new byte[] {1});
    }

    private static List<MediaItem> items(Bench bench, String... tokens) {
        return Stream.of(tokens)
                .map(token -> {
                    bench.links.put(token, URI.create("https://links.example/" + token));
                    return Bench.item(token, token, null);
                })
                .toList();
    }

    /** Else it would be shown as queued for ever, and be in no queue. */
    @Test
    void aFileThatCannotGoBackIntoTheQueueFailsAndIsNotLost() throws Exception {
        CountDownLatch asked = new CountDownLatch(2);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicBoolean breaks = new AtomicBoolean();
        try (Bench bench = new Bench(folder)) {
            LinkSource links =
                    new LinkSource() {
                        @Override
                        public boolean holds(MediaItem item) {
                            if (item.token().equals("b") && breaks.getAndSet(false)) {
                                throw new StackOverflowError("tried");
                            }
                            return false;
                        }

                        @Override
                        public TemporaryLink link(MediaItem item, @Nullable TemporaryLink old)
                                throws InterruptedException {
                            asked.countDown();
                            goOn.await();
                            return bench.links.link(item, old);
                        }
                    };
            try (Downloads downloads =
                    bench.fromMemory(MistakesTest::answer, links, Ledger.forgetful())) {
                List<Transfer> transfers = downloads.start(items(bench, "a", "b", "c"), folder);
                downloads.setAtOnce(2);
                asked.await();
                breaks.set(true);
                downloads.setAtOnce(1); // the second one steps back
                bench.assertFailed(Bench.ended(transfers.get(1)), Cause.INTERNAL);
                goOn.countDown();
                Bench.until(transfers.get(0), TransferState.Saved.class::isInstance);
                Bench.until(transfers.get(2), TransferState.Saved.class::isInstance);
                downloads.retryFailed();
                Bench.until(transfers.get(1), TransferState.Saved.class::isInstance);
            }
        }
    }

    /** Nothing is remembered of the worker's last steps, and what comes after them is done. */
    @Test
    void aFileThatIsWantedAgainBeginsThoughItsEndCouldNotBeRemembered() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicReference<@Nullable Thread> broken = new AtomicReference<>();
        Ledger ledger =
                new MemoryLedger() {
                    @Override
                    public void record(LedgerEntry entry) {
                        if (Thread.currentThread().equals(broken.get())) {
                            throw new StackOverflowError("tried");
                        }
                        super.record(entry);
                    }
                };
        try (Bench bench = new Bench(folder)) {
            LinkSource links =
                    (item, refused) -> {
                        if (broken.compareAndSet(null, Thread.currentThread())) {
                            asked.countDown();
                            try {
                                goOn.await();
                            } catch (InterruptedException late) {
                                goOn.await();
                                throw late;
                            }
                        }
                        return bench.links.link(item, refused);
                    };
            try (Downloads downloads = bench.fromMemory(MistakesTest::answer, links, ledger)) {
                List<MediaItem> items = items(bench, "a");
                Transfer transfer = downloads.start(items, folder).getFirst();
                asked.await();
                downloads.cancel(List.of("a"));
                downloads.start(items, folder);
                goOn.countDown();
                bench.assertSaved(Bench.ended(transfer), new byte[] {1});
            }
        }
    }

    /** One at a time: its place is the only one. */
    @Test
    void aFileWhoseEndCannotBeRememberedKeepsNoPlace() throws Exception {
        Ledger ledger =
                new MemoryLedger() {
                    @Override
                    public void record(LedgerEntry entry) {
                        if (entry.state() instanceof TransferState.Saved) {
                            throw new StackOverflowError("tried");
                        }
                        super.record(entry);
                    }
                };
        try (Bench bench = new Bench(folder);
                Downloads downloads = bench.fromMemory(MistakesTest::answer, bench.links, ledger)) {
            downloads.setAtOnce(1);
            for (Transfer transfer : downloads.start(items(bench, "a", "b", "c"), folder)) {
                Bench.until(transfer, TransferState.Saved.class::isInstance);
            }
        }
    }
}
