package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.LedgerEntry.PartRecord;
import app.jackdaw.model.LedgerEntry.PartRecord.Stage;
import app.jackdaw.model.LedgerEntry.Plan;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.TransferState;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that came to nothing, or were let down by their disk, begin anew. */
class BegunAnewTest {

    private static final byte[] CONTENT = Bench.bytes(1000, 1);
    private static final Duration LONG = Duration.ofHours(1);

    @TempDir Path folder;
    private Bench bench;
    private final MemoryLedger ledger = new MemoryLedger();
    private final List<MediaItem> items = new ArrayList<>();

    @BeforeEach
    void open() {
        bench = new Bench(folder);
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private MediaItem item(String token, String name, long size) {
        bench.links.put(token, URI.create("https://links.example/" + token));
        MediaItem item = Bench.item(token, name, size);
        items.add(item);
        return item;
    }

    private void row(String token, String name, TransferState state, Path target, long bytes) {
        Path parent = Objects.requireNonNull(target.getParent());
        MediaItem item = item(token, name, CONTENT.length);
        PartRecord part =
                bytes == 0 ? null : new PartRecord(bytes, "0a", Stage.GROWING, "\"v\"", null);
        Plan plan = new Plan(parent, target, TransferState.UNKNOWN);
        ledger.record(new LedgerEntry(item, items.size(), state, plan, part, null));
    }

    private static TransferState failed(Cause cause, long bytes) {
        return new TransferState.Failed(Problem.of(cause, "/nas"), bytes);
    }

    private static Path saved(Transfer transfer) {
        TransferState state = Bench.ended(transfer).state();
        assertThat(state).isInstanceOf(TransferState.Saved.class);
        return ((TransferState.Saved) state).path();
    }

    /** They take their turns, and their names, in the order of the list like all others. */
    @Test
    @Requirement(43)
    void theyKeepTheirPlaces() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        List<String> asked = new CopyOnWriteArrayList<>();
        List<String> tokens = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= 8; i++) {
            tokens.add("t" + i);
            names.add(i == 1 ? "a.pdf" : "a (" + i + ").pdf");
            if (i <= 4) {
                Path target = folder.resolve(names.getLast());
                row("t" + i, "a.pdf", failed(Cause.LINK_REFUSED, 0), target, 0);
                Files.createFile(PartFile.beside(target, items.getLast().shortDigest()));
            } else {
                item("t" + i, "a.pdf", CONTENT.length);
            }
        }
        try (Downloads downloads =
                bench.fromMemory(
                        request -> {
                            asked.add(request.uri().getPath().substring(1));
                            begun.countDown();
                            return MemoryAnswer.of(request.uri(), CONTENT);
                        },
                        bench.links,
                        slowToTidy(begun))) {
            downloads.setAtOnce(1);
            List<String> taken =
                    downloads.start(items, folder).stream()
                            .map(transfer -> saved(transfer).getFileName().toString())
                            .toList();
            assertThat(asked).isEqualTo(tokens);
            assertThat(taken).isEqualTo(names);
        }
        assertThat(bench.files()).containsExactlyInAnyOrderElementsOf(names);
    }

    /** Whoever cleans up before is not done before somebody else has begun. */
    private MemoryLedger slowToTidy(CountDownLatch begun) {
        MemoryLedger slow =
                new MemoryLedger() {
                    @Override
                    public void record(LedgerEntry entry) {
                        super.record(entry);
                        boolean tidies =
                                Stream.of(Thread.currentThread().getStackTrace())
                                        .map(StackTraceElement::getClassName)
                                        .anyMatch(Settler.class.getName()::equals);
                        if (tidies && entry.state() instanceof TransferState.Queued) {
                            awaitDeaf(begun);
                        }
                    }
                };
        slow.entries.putAll(ledger.entries);
        return slow;
    }

    /** A thousand rows that nobody was let in for are no thousand threads. */
    @Test
    @Requirement({37, 43})
    void theirNumberCostsNoThreads() throws Exception {
        for (int i = 0; i < 1000; i++) {
            Path target = folder.resolve("f" + i + ".bin");
            row("t" + i, "f" + i + ".bin", failed(Cause.LINK_REFUSED, 0), target, 0);
            Files.createFile(PartFile.beside(target, items.getLast().shortDigest()));
        }
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger threads = new AtomicInteger();
        Downloads.Ports ports =
                new Downloads.Ports(
                        request -> MemoryAnswer.of(request.uri(), CONTENT),
                        (item, old) -> {
                            asked.countDown();
                            never.await();
                            return bench.links.link(item, old);
                        },
                        ledger,
                        bench.question,
                        bench.ticker);
        try (Downloads downloads =
                new Downloads(
                        ports,
                        task -> {
                            threads.incrementAndGet();
                            return bench.ticker.newThread(task);
                        },
                        new Random(1))) {
            downloads.setAtOnce(1);
            downloads.start(items, folder);
            asked.await();
            await().atMost(Duration.ofSeconds(90)).until(() -> bench.files().isEmpty());
            assertThat(threads).as("not one for each of a thousand").hasValueLessThan(200);
        }
    }

    /**
     * @param cause whether the drive itself is why it failed
     */
    @ParameterizedTest
    @CsvSource({"LINK_REFUSED, 0", "FOLDER_GONE, 0", "FOLDER_GONE, 500"})
    @Requirement({35, 41, 43})
    void aFormerDriveThatDoesNotAnswerHoldsNothing(Cause cause, long bytes) throws Exception {
        CountDownLatch looked = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Path drive = HungDrive.path("/nas", looked, end);
        row("a", "a.pdf", failed(cause, bytes), drive.resolve("a.pdf"), bytes);
        MediaItem next = item("b", "a.pdf", CONTENT.length);
        Downloads downloads =
                bench.fromMemory(
                        request -> MemoryAnswer.of(request.uri(), CONTENT), bench.links, ledger);
        try {
            List<Transfer> transfers = downloads.start(List.of(items.getFirst(), next), folder);
            assertThat(saved(transfers.getFirst())).isEqualTo(folder.resolve("a.pdf"));
            assertThat(saved(transfers.getLast())).isEqualTo(folder.resolve("a (2).pdf"));
            CompletableFuture.runAsync(() -> downloads.close(LONG)).get(90, TimeUnit.SECONDS);
            looked.await(); // it was not simply forgotten
        } finally {
            end.countDown();
            downloads.close();
        }
    }

    /** The new folder is there just when the row looks for room in the old one. */
    @Test
    @Requirement({35, 40})
    void theFolderThatWasChosenMeanwhileCounts() throws Exception {
        Path full = folder.resolve("full");
        Path roomy = folder.resolve("roomy");
        AtomicReference<Runnable> look = new AtomicReference<>(() -> {});
        bench.space =
                new DiskRoom.Space() {
                    @Override
                    public long total(Path of) {
                        return 1L << 40;
                    }

                    @Override
                    public long usable(Path of) {
                        if (of.equals(roomy)) {
                            return 1L << 40;
                        }
                        look.getAndSet(() -> {}).run();
                        return 0;
                    }
                };
        AtomicReference<CountDownLatch> held = new AtomicReference<>(new CountDownLatch(0));
        Downloads.Ports ports =
                new Downloads.Ports(
                        request -> MemoryAnswer.of(request.uri(), CONTENT),
                        bench.links,
                        ledger,
                        bench.question,
                        bench.ticker);
        ThreadFactory threads =
                task -> {
                    CountDownLatch go = held.getAndSet(new CountDownLatch(0));
                    return bench.ticker.newThread(() -> {
                        awaitDeaf(go);
                        task.run();
                    });
                };
        Machine machine =
                Machine.of(threads, new Random(1))
                        .with(bench.space)
                        .with(new Machine.Patience(LONG, Machine.Patience.FOR_DISK, null));
        try (Downloads downloads = new Downloads(ports, machine)) {
            MediaItem item = item("t", "t.bin", CONTENT.length);
            Transfer transfer = downloads.start(List.of(item), full).getFirst();
            Bench.until(transfer, TransferState.Waiting.class::isInstance);

            CountDownLatch asleep = new CountDownLatch(1);
            CountDownLatch looks = new CountDownLatch(1);
            CountDownLatch seen = new CountDownLatch(1);
            CompletableFuture<Optional<Problem>> told = new CompletableFuture<>();
            between(() -> {
                held.set(asleep);
                downloads.start(List.of(item), roomy, told::complete);
                look.set(() -> {
                    looks.countDown();
                    awaitDeaf(seen);
                });
            });
            looks.await();
            asleep.countDown();
            assertThat(told.get(90, TimeUnit.SECONDS)).isEmpty();
            seen.countDown();
            assertThat(saved(transfer)).isEqualTo(roomy.resolve("t.bin"));
        }
    }

    /** Between two looks: nothing else moves while it is done. */
    private void between(Runnable action) throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        bench.ticker.start(() -> {
            try {
                bench.ticker.sleep(Duration.ofMillis(1300));
                action.run();
                done.complete(null);
            } catch (InterruptedException | RuntimeException | Error failure) {
                done.completeExceptionally(failure);
            }
        });
        done.get(90, TimeUnit.SECONDS);
    }

    private static void awaitDeaf(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
