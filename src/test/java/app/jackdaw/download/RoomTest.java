package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.jackdaw.model.LackOfRoom;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.ByteRequest;
import app.jackdaw.net.ByteSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Looking ahead for room on the disk: what it costs, what it counts, and whom it keeps waiting. */
class RoomTest {

    private static final byte[] CONTENT = Bench.bytes(5_000, 1);

    /** Of the volume; a twentieth is kept free. */
    private static final long SMALL = 100_000;

    private static final long KEPT = 5_000;

    @TempDir Path folder;
    private Bench bench;

    private final AtomicLong usable = new AtomicLong();
    private final AtomicInteger looks = new AtomicInteger();
    private final List<ByteRequest> asked = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open() {
        bench = new Bench(folder);
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private void volumeOf(long total) {
        bench.space =
                new DiskRoom.Space() {
                    @Override
                    public long total(Path of) {
                        return total;
                    }

                    @Override
                    public long usable(Path of) {
                        looks.incrementAndGet();
                        return usable.get();
                    }
                };
    }

    private Downloads downloads(ByteSource source) {
        ByteSource watched =
                request -> {
                    asked.add(request);
                    return source.open(request);
                };
        return bench.fromMemory(watched, bench.links, Ledger.forgetful());
    }

    private List<MediaItem> items(String kind, int count, @Nullable Long size) {
        List<MediaItem> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            bench.links.put(kind + i, URI.create("https://links.example/" + kind + "/" + i));
            items.add(Bench.item(kind + i, kind + i, size));
        }
        return items;
    }

    /** The disk stays as it is for so long; then something is done. */
    private void after(Duration time, Runnable action) throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        bench.ticker.start(() -> {
            try {
                bench.ticker.sleep(time);
                action.run();
                done.complete(null);
            } catch (InterruptedException | RuntimeException | Error failure) {
                done.completeExceptionally(failure);
            }
        });
        done.get(90, TimeUnit.SECONDS);
    }

    private static boolean waitsForRoom(TransferState state) {
        return state instanceof TransferState.Waiting waiting
                && waiting.why().cause() == Cause.DISK_FULL;
    }

    private static void assertAllSaved(List<Transfer> transfers) {
        for (Transfer transfer : transfers) {
            assertThat(Bench.ended(transfer).state()).isInstanceOf(TransferState.Saved.class);
        }
    }

    @Test
    @Requirement({40, 41})
    void whatCannotFitCostsNeitherARequestNorALink() throws Exception {
        volumeOf(SMALL);
        usable.set(KEPT + CONTENT.length - 1);
        try (Downloads downloads = downloads(request -> MemoryAnswer.of(request.uri(), CONTENT))) {
            List<MediaItem> items = items("t", 100, (long) CONTENT.length);
            List<Transfer> transfers = downloads.start(items, folder);
            after(
                    Duration.ofMinutes(10),
                    () -> {
                        assertThat(transfers).noneMatch(t -> t.state().isFinished());
                        assertThat(asked).isEmpty();
                        assertThat(bench.links.asked()).isEmpty();
                        usable.set(KEPT + CONTENT.length);
                    });
            assertAllSaved(transfers);
            assertThat(asked).hasSize(100);
            assertThat(transfers)
                    .allSatisfy(transfer -> assertThat(transfer.facts().attempts()).isEqualTo(1));
        }
    }

    /** Nor does a crowd that waits look at the disk each for itself. */
    @Test
    @Requirement({40, 41})
    void aLengthThatWasToldIsNotAskedForAgain() throws Exception {
        volumeOf(SMALL);
        usable.set(KEPT + CONTENT.length - 1);
        try (Downloads downloads = downloads(request -> MemoryAnswer.of(request.uri(), CONTENT))) {
            List<Transfer> transfers = downloads.start(items("t", 100, null), folder);
            after(
                    Duration.ofMinutes(10),
                    () -> {
                        assertThat(transfers).noneMatch(t -> t.state().isFinished());
                        assertThat(asked).hasSize(100);
                        // 120 rounds, each with a look by one, or by as many as run at once
                        assertThat(looks.get()).isBetween(200 + 60, 200 + 120 * 4);
                        usable.set(SMALL);
                    });
            assertAllSaved(transfers);
            assertThat(asked).hasSize(200);
        }
    }

    /** What comes to replace the part: 10,000 bytes for 9,000 that are there. */
    @Test
    @Requirement(40)
    void thePartThatIsWrittenAnewCountsAsRoom() throws Exception {
        volumeOf(SMALL);
        usable.set(SMALL);
        byte[] changed = Bench.bytes(10_000, 2);
        try (Downloads downloads = downloads(changingTo(changed, 2_000))) {
            Transfer transfer = downloads.start(items("t", 1, null), folder).getFirst();
            bench.assertSaved(Bench.ended(transfer), changed);
            assertThat(transfer.facts().version()).isEqualTo(Transfer.Version.CHANGED);
            assertThat(bench.ticker.elapsed()).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    @Requirement({40, 41})
    void whatIsTooLargeInPlaceOfThePartIsNotAskedForAgainEither() throws Exception {
        volumeOf(SMALL);
        usable.set(SMALL);
        byte[] changed = Bench.bytes(20_000, 2);
        try (Downloads downloads = downloads(changingTo(changed, 2_000))) {
            Transfer transfer = downloads.start(items("t", 1, null), folder).getFirst();
            Bench.until(transfer, RoomTest::waitsForRoom);
            after(
                    Duration.ofMinutes(10),
                    () -> {
                        assertThat(transfer.state().isFinished()).isFalse();
                        assertThat(asked).hasSize(2);
                        usable.set(SMALL);
                    });
            bench.assertSaved(Bench.ended(transfer), changed);
        }
    }

    /**
     * First 9,000 of 10,000 bytes come, then another version.
     *
     * @param left beyond what is kept free, from then on
     */
    private ByteSource changingTo(byte[] changed, long left) {
        byte[] first = Bench.bytes(10_000, 1);
        AtomicInteger requests = new AtomicInteger();
        return request -> {
            if (requests.getAndIncrement() > 0) {
                return new MemoryAnswer(
                        request.uri(), 200, Map.of("ETag", "\"2\""), changed, wanted -> wanted);
            }
            AtomicInteger came = new AtomicInteger();
            return new MemoryAnswer(
                    request.uri(),
                    200,
                    Map.of("ETag", "\"1\""),
                    first,
                    wanted -> {
                        int read = Math.min(wanted, 9_000 - came.get());
                        if (read == 0) {
                            usable.set(KEPT + left);
                            throw new ProblemException(Problem.of(Cause.CONNECTION_CUT));
                        }
                        came.addAndGet(read);
                        return read;
                    });
        };
    }

    /**
     * @param known whether the large ones are known to be large before they are asked for
     */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Requirement(40)
    void largeFilesThatWaitForRoomKeepNoSmallOneWaiting(boolean known) throws Exception {
        volumeOf(SMALL);
        usable.set(KEPT + CONTENT.length);
        byte[] large = Bench.bytes(50_000, 2);
        List<MediaItem> items = items("large", 200, known ? (long) large.length : null);
        items.addAll(items("small", 20, (long) CONTENT.length));
        try (Downloads downloads =
                downloads(request ->
                        MemoryAnswer.of(
                                request.uri(),
                                request.uri().getPath().startsWith("/large") ? large : CONTENT))) {
            List<Transfer> transfers = downloads.start(items, folder);
            List<Transfer> small = transfers.subList(200, 220);
            assertAllSaved(small);
            assertThat(transfers.subList(0, 200)).noneMatch(t -> t.state().isFinished());
            assertThat(asked).hasSize(known ? 20 : 220);
        }
    }

    /** Bytes of all files in the folder. */
    private long used() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /**
     * Each of them fits, both together do not: the second begins when there is room for it.
     *
     * @param known whether their length is known before they are asked for
     */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Requirement(40)
    void whatRunningFilesStillNeedIsNotPromisedTwice(boolean known) throws Exception {
        AtomicLong room = new AtomicLong(15_000);
        AtomicLong mostUsed = new AtomicLong();
        bench.space =
                new DiskRoom.Space() {
                    @Override
                    public long total(Path of) {
                        return SMALL;
                    }

                    @Override
                    public long usable(Path of) {
                        return KEPT + room.get() - used();
                    }
                };
        byte[] large = Bench.bytes(10_000, 2);
        ByteSource slow =
                request ->
                        new MemoryAnswer(
                                request.uri(),
                                200,
                                Map.of("ETag", "\"1\""),
                                large,
                                wanted -> {
                                    bench.ticker.sleep(Duration.ofSeconds(1));
                                    mostUsed.accumulateAndGet(used(), Math::max);
                                    return Math.min(wanted, 1_000);
                                });
        try (Downloads downloads = downloads(slow)) {
            List<MediaItem> items = items("t", 2, known ? (long) large.length : null);
            List<Transfer> transfers = downloads.start(items, folder);
            await().atMost(Duration.ofSeconds(90))
                    .until(() ->
                            transfers.stream().anyMatch(t -> t.state().isFinished())
                                    && transfers.stream().anyMatch(t -> waitsForRoom(t.state())));
            assertThat(mostUsed.get()).isLessThanOrEqualTo(room.get());
            room.addAndGet(5_000); // somebody tidies up
            assertAllSaved(transfers);
            assertThat(mostUsed.get()).isLessThanOrEqualTo(room.get());
        }
    }

    /** A twentieth of a large volume would be too much to keep free. */
    @Test
    @Requirement(40)
    void aQuarterOfAGigabyteIsKeptFree() throws Exception {
        volumeOf(1L << 40);
        long reserve = 256L << 20;
        usable.set(reserve + CONTENT.length - 1);
        try (Downloads downloads = downloads(request -> MemoryAnswer.of(request.uri(), CONTENT))) {
            Transfer transfer =
                    downloads.start(items("t", 1, (long) CONTENT.length), folder).getFirst();
            List<Problem> why = new CopyOnWriteArrayList<>();
            Bench.until(
                    transfer,
                    state -> {
                        if (state instanceof TransferState.Waiting waiting) {
                            why.add(waiting.why());
                        }
                        return waitsForRoom(state);
                    });
            LackOfRoom lack = LackOfRoom.in(why.getFirst());
            assertThat(lack)
                    .isEqualTo(
                            new LackOfRoom(
                                    CONTENT.length,
                                    reserve + CONTENT.length - 1,
                                    folder.toString(),
                                    reserve));
            assertThat(lack.told())
                    .as("never more free than needed")
                    .isEqualTo(CONTENT.length + reserve);
            usable.incrementAndGet();
            bench.assertSaved(Bench.ended(transfer), CONTENT);
            assertThat(asked).hasSize(1);
        }
    }
}
