package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Move;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.ByteSource;
import app.jackdaw.net.FaultServer;
import app.jackdaw.net.VirtualTicker;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the user does while transfers run. */
class CommandsTest {

    private static final byte[] CONTENT = "hello".getBytes(StandardCharsets.UTF_8);

    @TempDir Path folder;
    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(folder);
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    /** Bodies that end only when the test lets them. */
    private List<MediaItem> gated(int count, Semaphore gate) {
        List<MediaItem> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(
                    bench.scripted(
                            "t" + i,
                            (request, wire) -> {
                                if (request.isRanged()) {
                                    int from = (int) request.from();
                                    wire.answer(
                                            "206 Partial Content",
                                            "ETag: \"v\"\r\nContent-Range: bytes "
                                                    + from
                                                    + "-4/5\r\n",
                                            Arrays.copyOfRange(CONTENT, from, 5));
                                    return;
                                }
                                wire.text(
                                        "HTTP/1.1 200 OK\r\nETag: \"v\"\r\nContent-Length: 5\r\n\r\nhel");
                                gate.acquire();
                                wire.text("lo");
                            }));
        }
        return items;
    }

    private static long count(List<Transfer> transfers, Class<? extends TransferState> state) {
        return transfers.stream().filter(t -> state.isInstance(t.state())).count();
    }

    private static void untilReading(List<Transfer> transfers, int count) {
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(2))
                .until(() ->
                        transfers.stream()
                                        .filter(t ->
                                                t.state() instanceof TransferState.Running r
                                                        && r.done() == 3)
                                        .count()
                                == count);
    }

    @Test
    @Requirement(36)
    void fourAtOnceUntilToldOtherwise() throws Exception {
        Semaphore gate = new Semaphore(0);
        List<Transfer> transfers = bench.downloads().start(gated(12, gate), folder);
        untilReading(transfers, 4);
        assertThat(count(transfers, TransferState.Queued.class)).isEqualTo(8);
        bench.downloads().setAtOnce(7);
        untilReading(transfers, 7);
        bench.downloads().setAtOnce(2);
        untilReading(transfers, 2);
        assertThat(count(transfers, TransferState.Queued.class)).isEqualTo(10);
        gate.release(100);
        bench.downloads().setAtOnce(16);
        transfers.forEach(Bench::ended);
        assertThat(count(transfers, TransferState.Saved.class)).isEqualTo(12);
    }

    @Test
    @Requirement(35)
    void pauseAllStopsEverythingAndResumeAllGoesOn() throws Exception {
        Semaphore gate = new Semaphore(0);
        List<Transfer> transfers = bench.downloads().start(gated(10, gate), folder);
        untilReading(transfers, 4);
        bench.downloads().pauseAll();
        transfers.forEach(t -> Bench.until(t, TransferState.Paused.class::isInstance));
        long received = bench.downloads().receivedBytes();
        gate.release(100);
        assertThat(bench.files()).hasSize(4).allMatch(name -> name.endsWith(".part"));
        bench.downloads().resume(List.of("t0"));
        Bench.ended(transfers.getFirst());
        assertThat(count(transfers, TransferState.Paused.class)).isEqualTo(9);
        bench.downloads().resumeAll();
        transfers.forEach(Bench::ended);
        assertThat(count(transfers, TransferState.Saved.class)).isEqualTo(10);
        assertThat(bench.downloads().receivedBytes()).isEqualTo(50).isGreaterThan(received);
    }

    @Test
    @Requirement(35)
    void aPauseThatIsTakenBackAtOnceStopsNothing() throws Exception {
        Semaphore gate = new Semaphore(0);
        List<Transfer> transfers = bench.downloads().start(gated(4, gate), folder);
        untilReading(transfers, 4);
        for (int round = 0; round < 20; round++) {
            bench.downloads().pauseAll();
            bench.downloads().resumeAll();
        }
        bench.downloads().pause(List.of("t0"));
        bench.downloads().start(List.of(transfers.getFirst().item()), folder);
        gate.release(1000);
        transfers.forEach(Bench::ended);
        assertThat(count(transfers, TransferState.Saved.class)).isEqualTo(4);
    }

    @Test
    @Requirement(35)
    void afterAPauseNotAByteIsWritten() throws Exception {
        for (int round = 0; round < 20; round++) {
            CountDownLatch gone = new CountDownLatch(1);
            MediaItem item =
                    bench.scripted(
                            "t" + round,
                            (_, wire) -> {
                                wire.text("HTTP/1.1 200 OK\r\nContent-Length: 900000000\r\n\r\n");
                                try {
                                    while (true) {
                                        wire.bytes(new byte[10_000]);
                                    }
                                } catch (IOException hungUp) {
                                    gone.countDown();
                                }
                            });
            Transfer transfer = bench.start(item);
            Bench.until(transfer, s -> s instanceof TransferState.Running r && r.done() > 0);
            bench.downloads().pauseAll();
            Bench.until(transfer, TransferState.Paused.class::isInstance);
            Path part = PartFile.beside(folder.resolve(item.id() + ".bin"), item.shortDigest());
            long there = Files.size(part);
            assertThat(transfer.state()).isEqualTo(new TransferState.Paused(there, 900_000_000));
            assertThat(gone.await(90, TimeUnit.SECONDS)).as("nobody reads any more").isTrue();
            assertThat(part).hasSize(there);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Requirement(35)
    void whatIsStoppedHangsUp(boolean forGood) throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        MediaItem item =
                bench.scripted(
                        "t",
                        (_, wire) -> {
                            wire.text("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel");
                            wire.timeout();
                            gone.countDown();
                        });
        Transfer transfer = bench.start(item);
        untilReading(List.of(transfer), 1);
        if (forGood) {
            bench.downloads().cancelAll();
        } else {
            bench.downloads().pauseAll();
        }
        assertThat(gone.await(90, TimeUnit.SECONDS)).as("the server sees the end").isTrue();
        assertThat(bench.server.connections()).isEqualTo(1);
    }

    /**
     * The disk is asked only once nobody sends any more. (An interrupt closes a socket that is
     * being read; this one waits for the speed limit instead.)
     */
    @Test
    @Requirement(35)
    void whatIsPausedHangsUpBeforeItWaitsForTheDisk() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        CountDownLatch limited = new CountDownLatch(1);
        List<Boolean> hungUp = new CopyOnWriteArrayList<>();
        bench.sync =
                (_, _) -> {
                    try {
                        hungUp.add(gone.await(60, TimeUnit.SECONDS));
                    } catch (InterruptedException hurried) {
                        throw new IOException(hurried);
                    }
                };
        MediaItem item =
                bench.scripted(
                        "t",
                        (_, wire) -> {
                            wire.text("HTTP/1.1 200 OK\r\nContent-Length: 900000\r\n\r\nhel");
                            limited.await();
                            wire.bytes(new byte[100_000]);
                            wire.timeout();
                            gone.countDown();
                        });
        AtomicBoolean over = new AtomicBoolean();
        Transfer transfer = bench.start(item);
        untilReading(List.of(transfer), 1);
        bench.ticker.start(() -> holdTime(over));
        bench.downloads().setSpeedLimit(1);
        limited.countDown();
        Bench.until(transfer, s -> s instanceof TransferState.Running r && r.done() > 3);
        bench.downloads().pauseAll();
        await().atMost(Duration.ofSeconds(90))
                .until(() -> transfer.state() instanceof TransferState.Paused);
        over.set(true);
        assertThat(hungUp).isNotEmpty().doesNotContain(false);
    }

    /** What is deleted next need not be safe. */
    @Test
    @Requirement(35)
    void whatIsCancelledDoesNotWaitForTheDisk() throws Exception {
        AtomicInteger forced = new AtomicInteger();
        bench.sync = (_, _) -> forced.incrementAndGet();
        for (boolean removed : new boolean[] {false, true}) {
            CountDownLatch gone = new CountDownLatch(1);
            Transfer transfer = bench.start(halfAnswered(gone));
            untilReading(List.of(transfer), 1);
            if (removed) {
                bench.downloads().remove(List.of("t"));
            } else {
                bench.downloads().cancel(List.of("t"));
            }
            Bench.until(transfer, TransferState.Idle.class::isInstance);
            assertThat(gone.await(90, TimeUnit.SECONDS)).isTrue();
            bench.assertNoPart();
        }
        assertThat(forced).hasValue(0);
    }

    private MediaItem halfAnswered(CountDownLatch gone) {
        return bench.scripted(
                "t",
                (_, wire) -> {
                    wire.text("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel");
                    wire.timeout();
                    gone.countDown();
                });
    }

    @Test
    void cancelAllLeavesNothingBehind() throws Exception {
        Semaphore gate = new Semaphore(0);
        List<Transfer> transfers = bench.downloads().start(gated(10, gate), folder);
        untilReading(transfers, 4);
        bench.downloads().pause(List.of("t1"));
        Bench.until(transfers.get(1), TransferState.Paused.class::isInstance);
        bench.downloads().cancelAll();
        transfers.forEach(t -> Bench.until(t, TransferState.Idle.class::isInstance));
        await().atMost(Duration.ofSeconds(90)).until(() -> bench.files().isEmpty());
        gate.release(100);
        List<Transfer> again =
                bench.downloads().start(transfers.stream().map(Transfer::item).toList(), folder);
        again.forEach(Bench::ended);
        assertThat(bench.files()).hasSize(10).doesNotContain("t0 (2).bin");
    }

    @Test
    void theOrderOfTheQueueCanBeChanged() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        List<MediaItem> items = new ArrayList<>();
        items.add(
                bench.scripted(
                        "t0",
                        (_, wire) -> {
                            first.await();
                            wire.answer("200 OK", "", CONTENT);
                        }));
        for (int i = 1; i < 6; i++) {
            items.add(bench.scripted("t" + i, Resource.of(CONTENT, null)));
        }
        bench.downloads().setAtOnce(1);
        List<Transfer> transfers = bench.downloads().start(items, folder);
        Bench.until(transfers.getFirst(), TransferState.Running.class::isInstance);
        bench.downloads().move(List.of("t5", "t4"), Move.FIRST);
        bench.downloads().move(List.of("t1"), Move.LAST);
        bench.downloads().move(List.of("t3"), Move.EARLIER);
        bench.downloads().move(List.of("t4"), Move.LATER);
        assertThat(bench.downloads().transfers())
                .extracting(Transfer::itemId)
                .containsExactly("t5", "t4", "t0", "t3", "t2", "t1");
        first.countDown();
        transfers.forEach(Bench::ended);
        assertThat(bench.server.requests())
                .extracting(FaultServer.Request::path)
                .containsExactly("/t0", "/t5", "/t4", "/t3", "/t2", "/t1");
    }

    @Test
    void aSpeedLimitHoldsForAllTogetherAndCanBeLifted() throws Exception {
        VirtualTicker ticker = new VirtualTicker();
        SpeedLimit limit = new SpeedLimit(ticker);
        limit.set(1_000_000);
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            threads.add(
                    ticker.start(() -> {
                        try {
                            for (int bytes = 0; bytes < 2_500_000; ) {
                                int read = limit.readSize(128 * 1024);
                                limit.pay(read);
                                bytes += read;
                            }
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        // ten seconds' worth, with what may be saved up and read ahead
        assertThat(ticker.elapsed()).isBetween(Duration.ofMillis(9_500), Duration.ofMillis(10_500));
        limit.set(0);
        limit.pay(1_000_000_000);
        assertThat(ticker.elapsed()).isLessThan(Duration.ofMillis(10_500));
    }

    @Test
    void aLimitIsObeyedUntilItIsLifted() throws Exception {
        byte[] content = Bench.bytes(2_000_000, 1);
        bench.downloads().setSpeedLimit(100_000);
        Transfer transfer = bench.run(bench.scripted("t", Resource.of(content, null)));
        bench.assertSaved(transfer, content);
        assertThat(bench.ticker.elapsed())
                .isBetween(Duration.ofSeconds(18), Duration.ofSeconds(21));
        bench.downloads().setSpeedLimit(0);
        bench.run(bench.scripted("u", Resource.of(content, null)));
        assertThat(bench.ticker.elapsed()).isLessThan(Duration.ofSeconds(22));
    }

    /** One body; the limit changes when half of it is there. */
    @ParameterizedTest
    @CsvSource({
        "0, 100000, 0, 10", // bytes a second before and after, seconds before and after
        "50000, 200000, 20, 5",
        "200000, 50000, 5, 20",
        "100000, 0, 10, 0"
    })
    void aLimitThatChangesWhileATransferRunsIsObeyed(
            long first, long then, long secondsBefore, long secondsAfter) throws Exception {
        byte[] content = Bench.bytes(2_000_000, 1);
        int half = content.length / 2;
        List<Duration> halfAt = new CopyOnWriteArrayList<>();
        AtomicInteger opened = new AtomicInteger();
        AtomicReference<Downloads> engine = new AtomicReference<>();
        ByteSource bytes =
                request -> {
                    opened.incrementAndGet();
                    AtomicInteger came = new AtomicInteger();
                    return new MemoryAnswer(
                            request.uri(),
                            200,
                            Map.of(),
                            content,
                            wanted -> {
                                int missing = half - came.get();
                                if (missing == 0) {
                                    halfAt.add(bench.ticker.elapsed());
                                    engine.get().setSpeedLimit(then);
                                }
                                int read = missing > 0 ? Math.min(wanted, missing) : wanted;
                                came.addAndGet(read);
                                return read;
                            });
                };
        bench.links.put("t", URI.create("https://links.example/t"));
        try (Downloads downloads = bench.fromMemory(bytes, bench.links, Ledger.forgetful())) {
            engine.set(downloads);
            downloads.setSpeedLimit(first);
            Transfer transfer =
                    downloads.start(List.of(Bench.item("t", "t.bin", null)), folder).getFirst();
            bench.assertSaved(Bench.ended(transfer), content);
        }
        assertThat(opened).as("the same connection all along").hasValue(1);
        assertThat(halfAt).hasSize(1);
        assertAbout(halfAt.getFirst(), secondsBefore);
        assertAbout(bench.ticker.elapsed().minus(halfAt.getFirst()), secondsAfter);
    }

    /** A little may be saved up, and read ahead. */
    private static void assertAbout(Duration actual, long seconds) {
        Duration most = Duration.ofSeconds(seconds).plusMillis(seconds == 0 ? 10 : 500);
        assertThat(actual).isBetween(Duration.ofSeconds(seconds).minusMillis(500), most);
    }

    @Test
    void smallFilesThatBeginLikePagesAreUnderTheLimitToo() throws Exception {
        byte[] content = ("{" + " ".repeat(3999)).getBytes(StandardCharsets.UTF_8);
        bench.downloads().setSpeedLimit(10_000);
        List<MediaItem> items = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            items.add(bench.scripted("t" + i, Resource.of(content, null)));
        }
        bench.downloads().start(items, folder).forEach(Bench::ended);
        assertThat(bench.ticker.elapsed())
                .isBetween(Duration.ofSeconds(18), Duration.ofSeconds(22));
    }

    @Test
    void retryTriesFailedOnesAgain() throws Exception {
        AtomicBoolean mended = new AtomicBoolean();
        MediaItem item =
                bench.scripted(
                        "t",
                        (_, wire) ->
                                wire.answer(
                                        mended.get() ? "200 OK" : "404 Not Found", "", CONTENT));
        Transfer transfer = bench.run(item);
        assertThat(transfer.state()).isInstanceOf(TransferState.Failed.class);
        mended.set(true);
        bench.downloads().retryFailed();
        Bench.until(transfer, TransferState.Saved.class::isInstance);
        bench.assertSaved(transfer, CONTENT);
    }

    @Test
    void retryDoesNotWaitForTheNextTry() throws Exception {
        AtomicBoolean mended = new AtomicBoolean();
        AtomicBoolean over = new AtomicBoolean();
        bench.ticker.start(() -> holdTime(over));
        MediaItem item =
                bench.scripted(
                        "t",
                        (_, wire) -> {
                            if (mended.get()) {
                                wire.answer("200 OK", "", CONTENT);
                            } else {
                                wire.answer("503 x", "Retry-After: 3000\r\n", new byte[0]);
                            }
                        });
        Transfer transfer = bench.start(item);
        Bench.until(transfer, TransferState.Waiting.class::isInstance);
        mended.set(true);
        bench.downloads().retry(List.of("t"));
        bench.assertSaved(Bench.ended(transfer), CONTENT);
        assertThat(bench.ticker.elapsed()).isZero();
        over.set(true);
    }

    /** A thread that is busy keeps virtual time from passing. */
    private static void holdTime(AtomicBoolean until) {
        while (!until.get()) {
            Thread.onSpinWait();
        }
    }

    /** As a dead network drive does: no interrupt ends it. */
    @Test
    void closingDoesNotWaitForEverForAWorkerThatHangs() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch alive = new CountDownLatch(1);
        MemoryLedger ledger = new MemoryLedger();
        bench.ledger = ledger;
        bench.links.put(
                "t",
                _ -> {
                    hanging.countDown();
                    boolean interrupted = false;
                    while (alive.getCount() > 0) {
                        try {
                            alive.await();
                        } catch (InterruptedException deaf) {
                            interrupted = true;
                        }
                    }
                    if (interrupted) {
                        Thread.currentThread().interrupt(); // felt when the drive is back
                    }
                    return bench.server.on("/t", Resource.of(CONTENT, null));
                });
        Transfer transfer = bench.start(Bench.item("t", "t.bin", null));
        hanging.await();
        Downloads engine = bench.downloads();
        FutureTask<Boolean> closing =
                new FutureTask<>(() -> engine.close(Duration.ofMillis(50)), true);
        Thread.ofPlatform().start(closing);
        try {
            assertThat(closing.get(90, TimeUnit.SECONDS)).isTrue();
            // as after a crash: it was under way, and is paused when the list is opened again
            assertThat(transfer.state().isUnderWay()).isTrue();
            assertThat(ledger.entries).containsKey(transfer.itemId());
        } finally {
            alive.countDown();
        }
        Transfer again = bench.reopen().transfer(transfer.itemId()).orElseThrow();
        assertThat(again.state()).isInstanceOf(TransferState.Paused.class);
        bench.downloads().resumeInterrupted();
        bench.assertSaved(Bench.ended(again), CONTENT);
    }

    @Test
    void whatIsClosedWhileACommandHoldsItUpBeginsNothingMore() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        MediaItem item = bench.scripted("t", Resource.of(CONTENT, null));
        List<MediaItem> slow =
                new AbstractList<>() {
                    @Override
                    public MediaItem get(int index) {
                        busy.countDown();
                        try {
                            goOn.await();
                        } catch (InterruptedException hurried) {
                            throw new AssertionError(hurried);
                        }
                        return item;
                    }

                    @Override
                    public int size() {
                        return 1;
                    }
                };
        AtomicInteger threads = new AtomicInteger();
        Downloads engine =
                new Downloads(
                        new Downloads.Ports(
                                bench.reads,
                                bench.links,
                                bench.ledger,
                                bench.question,
                                bench.ticker),
                        work -> {
                            threads.incrementAndGet();
                            return bench.ticker.newThread(work);
                        },
                        new SplittableRandom(1));
        FutureTask<List<Transfer>> command = new FutureTask<>(() -> engine.start(slow, folder));
        FutureTask<Boolean> closing =
                new FutureTask<>(() -> engine.close(Duration.ofMillis(1)), true);
        Thread.ofPlatform().start(command);
        busy.await();
        int before = threads.get();
        Thread.ofPlatform().start(closing);
        assertThat(closing.get(90, TimeUnit.SECONDS)).isTrue();
        goOn.countDown();
        assertThat(command.get(90, TimeUnit.SECONDS)).hasSize(1);
        assertThat(threads).as("threads of the engine").hasValue(before);
    }
}
