package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.ByteAnswer;
import app.jackdaw.net.ByteRequest;
import app.jackdaw.net.ByteSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The user has a quota, which shows to nobody who looks, and tells another folder for a file that
 * met it: those that would meet it next go along. Each file takes a second to come.
 */
class FullFolderTest {

    private static final byte[] CONTENT = Bench.bytes(5_000, 3);
    private static final String TAG = "\"v\"";
    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir Path folder;
    private Path home;
    private Path other;
    private Bench bench;
    private Downloads downloads;
    private final MemoryLedger ledger = new MemoryLedger();
    private volatile boolean quota = true;
    private volatile long roomAtHome = 1L << 39;

    /** By the name in its link, what a server says before it sends the file. */
    private final Map<String, ByteSource> busy = new ConcurrentHashMap<>();

    @BeforeEach
    void open() throws Exception {
        home = Files.createDirectory(folder.resolve("home"));
        other = Files.createDirectory(folder.resolve("other"));
        bench = new Bench(folder);
        bench.sync =
                (path, _) -> {
                    if (quota && path.startsWith(home)) {
                        throw new IOException("Disk quota exceeded");
                    }
                };
        bench.space =
                new DiskRoom.Space() {
                    @Override
                    public long total(Path path) {
                        return 1L << 40;
                    }

                    @Override
                    public long usable(Path path) {
                        return DiskRoom.RESERVE + (path.startsWith(home) ? roomAtHome : 1L << 39);
                    }
                };
        downloads = bench.fromMemory(this::answer, bench.links, ledger);
    }

    @AfterEach
    void close() throws Exception {
        downloads.close();
        bench.close();
    }

    private ByteAnswer answer(ByteRequest request) throws ProblemException, InterruptedException {
        ByteSource once = busy.remove(request.uri().getPath());
        if (once != null) {
            return once.open(request);
        }
        bench.ticker.sleep(SECOND);
        return part(request, wanted -> wanted);
    }

    private static ByteAnswer part(ByteRequest request, MemoryAnswer.Reading reading) {
        boolean whole = request.from() == 0 && request.count() == ByteRequest.TO_THE_END;
        int from = (int) request.from();
        int end = request.count() < 0 ? CONTENT.length : from + (int) request.count();
        String range = "bytes %d-%d/%d".formatted(from, end - 1, CONTENT.length);
        return new MemoryAnswer(
                request.uri(),
                whole ? 200 : 206,
                whole ? Map.of("ETag", TAG) : Map.of("ETag", TAG, "Content-Range", range),
                Arrays.copyOfRange(CONTENT, from, end),
                reading);
    }

    private List<MediaItem> items(int count) {
        List<MediaItem> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(item("t" + i, CONTENT.length));
        }
        return items;
    }

    private MediaItem item(String name, long size) {
        bench.links.put(name, URI.create("https://links.example/" + name));
        return Bench.item(name, name + ".bin", size);
    }

    private interface Action {
        void run() throws ProblemException;
    }

    /** What happens at that time of the test; everything else stands still meanwhile. */
    private record Step(Duration time, Action action) {}

    private static Step at(Duration time, Action action) {
        return new Step(time, action);
    }

    /** On one thread, which time waits for: between two it passes as they say. */
    private void play(Step... steps) throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        bench.ticker.start(() -> {
            try {
                for (Step step : steps) {
                    bench.ticker.sleep(step.time().minus(bench.ticker.elapsed()));
                    step.action().run();
                }
                done.complete(null);
            } catch (ProblemException | InterruptedException | RuntimeException | Error failure) {
                done.completeExceptionally(failure);
            }
        });
        done.get(90, TimeUnit.SECONDS);
    }

    private static void assertWaitsForRoom(Transfer transfer) {
        assertThat(transfer.state())
                .isInstanceOfSatisfying(
                        TransferState.Waiting.class,
                        waiting -> assertThat(waiting.why().cause()).isEqualTo(Cause.DISK_FULL));
    }

    /** By now. */
    private static void assertSavedIn(Path wanted, List<Transfer> transfers) {
        assertThat(transfers)
                .allSatisfy(transfer ->
                        assertThat(transfer.state())
                                .isInstanceOfSatisfying(
                                        TransferState.Saved.class,
                                        saved -> assertThat(saved.path()).hasParent(wanted)));
    }

    private static void assertEndsIn(Path wanted, List<Transfer> transfers) {
        transfers.forEach(Bench::ended);
        assertSavedIn(wanted, transfers);
    }

    @Test
    @Requirement({40, 43})
    void allThatHaveNotBegunGoAlong() throws Exception {
        downloads.setAtOnce(2);
        List<MediaItem> items = items(10);
        List<Transfer> transfers = new ArrayList<>();
        play(
                at(Duration.ZERO, () -> transfers.addAll(downloads.start(items, home))),
                at(
                        Duration.ofSeconds(3),
                        () -> {
                            assertWaitsForRoom(transfers.getFirst());
                            assertThat(transfers.getLast().state())
                                    .isInstanceOf(TransferState.Queued.class);
                            downloads.start(items.subList(0, 1), other);
                        }),
                at(Duration.ofSeconds(20), () -> assertSavedIn(other, transfers)));
        downloads.close();
        assertThat(home).isEmptyDirectory();
        assertThat(ledger.entries())
                .hasSize(10)
                .extracting(LedgerEntry::state)
                .allMatch(TransferState.Saved.class::isInstance);
    }

    /** To choose a folder takes longer than a disk is left alone. */
    @Test
    @Requirement({40, 43})
    void soDoTheyWithOneThatIsTriedOnceMoreWhileItsFolderIsTold() throws Exception {
        downloads.setAtOnce(1);
        List<MediaItem> items = items(3);
        List<Transfer> transfers = new ArrayList<>();
        play(
                at(
                        Duration.ZERO,
                        () -> transfers.addAll(downloads.start(items.subList(0, 1), home))),
                at(
                        Duration.ofMillis(6500),
                        () -> {
                            assertThat(transfers.getFirst().state())
                                    .isInstanceOf(TransferState.Running.class);
                            transfers.addAll(downloads.start(items.subList(1, 3), home));
                            downloads.start(items.subList(0, 1), other);
                        }),
                at(Duration.ofSeconds(20), () -> assertSavedIn(other, transfers)));
    }

    /** Whoever wants a file where it goes has the last word. */
    @Test
    @Requirement({40, 43})
    void oneThatIsWantedThereOnceMoreStays() throws Exception {
        downloads.setAtOnce(1);
        List<MediaItem> items = items(3);
        List<Transfer> transfers = new ArrayList<>();
        play(
                at(
                        Duration.ZERO,
                        () -> transfers.addAll(downloads.start(items.subList(0, 1), home))),
                at(
                        Duration.ofMillis(6500),
                        () -> {
                            transfers.addAll(downloads.start(items.subList(1, 3), home));
                            downloads.start(items.subList(0, 1), other);
                            downloads.start(items.subList(0, 1), home);
                        }),
                at(
                        Duration.ofSeconds(40),
                        () -> {
                            assertSavedIn(other, transfers.subList(1, 3));
                            assertThat(transfers.getFirst().state().isFinished()).isFalse();
                            quota = false;
                        }));
        assertEndsIn(home, transfers.subList(0, 1));
    }

    /** It goes on from there as soon as there is room, and nothing is fetched twice. */
    @Test
    @Requirement({12, 40})
    void whatIsThereOfAFileStaysWhereItIs() throws Exception {
        downloads.setAtOnce(1);
        quota = false;
        AtomicInteger reads = new AtomicInteger();
        busy.put(
                "/begun",
                request ->
                        part(
                                request,
                                wanted -> {
                                    if (reads.getAndIncrement() > 0) {
                                        bench.ticker.sleep(Duration.ofMinutes(1));
                                    }
                                    return Math.min(wanted, CONTENT.length / 2);
                                }));
        MediaItem begun = item("begun", CONTENT.length);
        List<MediaItem> items = items(3);
        List<Transfer> transfers = new ArrayList<>();
        List<Transfer> stays = new ArrayList<>();
        play(
                at(Duration.ZERO, () -> stays.addAll(downloads.start(List.of(begun), home))),
                at(SECOND, () -> downloads.pause(List.of("begun"))),
                at(
                        SECOND.multipliedBy(2),
                        () -> {
                            assertThat(stays.getFirst().state())
                                    .isEqualTo(
                                            new TransferState.Paused(
                                                    CONTENT.length / 2, CONTENT.length));
                            quota = true;
                            transfers.addAll(downloads.start(items, home));
                        }),
                at(
                        SECOND.multipliedBy(4),
                        () -> {
                            assertWaitsForRoom(transfers.getFirst());
                            downloads.resume(List.of("begun"));
                            downloads.start(items.subList(0, 1), other);
                        }),
                at(
                        SECOND.multipliedBy(40),
                        () -> {
                            assertSavedIn(other, transfers);
                            assertThat(stays.getFirst().state().isFinished()).isFalse();
                            quota = false;
                        }));
        assertEndsIn(home, stays);
        assertThat(home.resolve("begun.bin")).hasBinaryContent(CONTENT);
    }

    /** What shows to all who look is told to each of them: smaller files may fit. */
    @Test
    @Requirement(40)
    void oneThatIsTooLargeForTheRoomThereIsTakesNobodyAlong() throws Exception {
        quota = false;
        roomAtHome = 100_000;
        downloads.setAtOnce(1);
        MediaItem large = item("large", 1 << 20);
        List<MediaItem> all = new ArrayList<>(List.of(large));
        all.addAll(items(3));
        List<Transfer> transfers = new ArrayList<>();
        play(
                at(Duration.ZERO, () -> transfers.addAll(downloads.start(all, home))),
                at(
                        Duration.ofMillis(500),
                        () -> {
                            assertWaitsForRoom(transfers.getFirst());
                            downloads.start(List.of(large), other);
                        }));
        assertEndsIn(home, transfers.subList(1, 4));
    }

    /** Who waits for a server is not hurried by a folder. */
    @Test
    @Requirement({31, 40})
    void whoWaitsForSomethingElseGoesThereAfterwards() throws Exception {
        downloads.setAtOnce(1);
        busy.put(
                "/busy",
                request ->
                        new MemoryAnswer(
                                request.uri(),
                                503,
                                Map.of("Retry-After", "3000"),
                                new byte[0],
                                wanted -> wanted));
        List<MediaItem> items = items(2);
        List<MediaItem> waiting = List.of(item("busy", CONTENT.length));
        List<Transfer> transfers = new ArrayList<>();
        play(
                at(
                        Duration.ZERO,
                        () -> {
                            transfers.addAll(downloads.start(waiting, home));
                            transfers.addAll(downloads.start(items, home));
                        }),
                at(
                        Duration.ofSeconds(3),
                        () -> {
                            assertWaitsForRoom(transfers.get(1));
                            downloads.start(items.subList(0, 1), other);
                        }),
                at(
                        Duration.ofSeconds(2999),
                        () ->
                                assertThat(transfers.getFirst().state())
                                        .isInstanceOf(TransferState.Waiting.class)));
        assertEndsIn(other, transfers);
    }
}
