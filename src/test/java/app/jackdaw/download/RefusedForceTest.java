package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.LedgerEntry.PartRecord;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.TransferState;
import java.io.IOException;
import java.io.SyncFailedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that took the bytes of a small file and does not bring them home, or not in time. */
class RefusedForceTest {

    private static final byte[] CONTENT = Bench.bytes(10 << 10, 3);
    private static final Duration QUITTING = Duration.ofMillis(50);

    @TempDir Path folder;
    private Bench bench;
    private final MemoryLedger ledger = new MemoryLedger();
    private final AtomicBoolean broken = new AtomicBoolean(true);
    private final CountDownLatch end = new CountDownLatch(1);

    @BeforeEach
    void open() {
        bench = new Bench(folder);
        bench.ledger = ledger;
    }

    @AfterEach
    void close() throws Exception {
        end.countDown();
        bench.close();
    }

    private LedgerEntry remembered(String id) {
        return Objects.requireNonNull(ledger.entries.get(id), id);
    }

    private PartFile.Sync failing(IOException failure) {
        return (_, _) -> {
            if (broken.get()) {
                throw failure;
            }
        };
    }

    @Test
    @Requirement({1, 2, 41})
    void theFileGetsNoNameAndIsFetchedAnewWhenTriedAgain() throws Exception {
        bench.sync = failing(new SyncFailedException("sync failed"));
        MediaItem item = bench.scripted("t", Resource.of(CONTENT, "\"v\""));
        Transfer transfer = bench.run(item);
        bench.assertFailed(transfer, Cause.DISK_FAILED);
        assertThat(bench.files()).noneMatch("t.bin"::equals);
        PartRecord part = remembered("t").part();
        assertThat(part == null ? 0 : part.bytes()).as("said to be on the disk").isZero();
        broken.set(false);
        bench.downloads().retry(List.of("t"));
        bench.assertSaved(Bench.ended(transfer), CONTENT);
        assertThat(transfer.received()).isEqualTo(2L * CONTENT.length);
    }

    @Test
    @Requirement(40)
    void aFullDiskIsWaitedFor() throws Exception {
        bench.sync = failing(new IOException("Disk quota exceeded"));
        Transfer transfer = bench.start(bench.scripted("t", Resource.of(CONTENT, "\"v\"")));
        Bench.until(
                transfer,
                state ->
                        state instanceof TransferState.Waiting waiting
                                && waiting.why().cause() == Cause.DISK_FULL);
        assertThat(bench.files()).noneMatch("t.bin"::equals);
        broken.set(false);
        bench.assertSaved(Bench.ended(transfer), CONTENT);
    }

    /** It lacks something else than room: waiting for room would never end. */
    @Test
    @Requirement({40, 41})
    void aDiskThatIsFullByItsWordsAloneIsNotWaitedForForEver() throws Exception {
        bench.sync = failing(new IOException("No space left on device"));
        bench.downloads().setAtOnce(1);
        List<MediaItem> items =
                Stream.of("t", "u", "v")
                        .map(token -> bench.scripted(token, Resource.of(CONTENT, "\"v\"")))
                        .toList();
        List<Transfer> transfers = bench.downloads().start(items, folder);
        for (Transfer transfer : transfers) {
            Problem problem = bench.assertFailed(Bench.ended(transfer), Cause.DISK_FAILED);
            assertThat(problem.arguments()).containsExactly(folder + " (No space left on device)");
        }
        assertThat(bench.ticker.elapsed())
                .as("it had the time to become right")
                .isGreaterThan(Duration.ofMinutes(1));
        assertThat(bench.server.requests()).hasSizeLessThan(10);
        assertThat(bench.files()).noneMatch(name -> name.endsWith(".bin"));
        broken.set(false);
        bench.downloads().retry(List.of("t", "u", "v"));
        for (Transfer transfer : transfers) {
            Bench.until(transfer, TransferState.Saved.class::isInstance);
        }
    }

    /** A quota shows to nobody who looks: its words are all there is. */
    @Test
    @Requirement(40)
    void aQuotaIsWaitedForHoweverLongItTakes() throws Exception {
        AtomicInteger left = new AtomicInteger(20);
        bench.sync =
                (_, _) -> {
                    if (left.getAndDecrement() > 0) {
                        throw new IOException("Disk quota exceeded");
                    }
                };
        Transfer transfer = bench.run(bench.scripted("t", Resource.of(CONTENT, "\"v\"")));
        bench.assertSaved(transfer, CONTENT);
    }

    @Test
    @Requirement({35, 41})
    void aDriveThatDoesNotAnswerHoldsUpItsOwnFileAlone() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        bench.sync =
                (path, _) -> {
                    if (path.getFileName().toString().startsWith("dead")) {
                        held.countDown();
                        awaitAsADiskDoes();
                    }
                };
        Transfer dead = bench.start(bench.scripted("dead", Resource.of(CONTENT, "\"v\"")));
        await().atMost(Duration.ofSeconds(90)).until(() -> held.getCount() == 0);
        for (String name : List.of("a", "b", "c")) {
            Transfer live = bench.run(bench.scripted(name, Resource.of(CONTENT, "\"v\"")));
            assertThat(live.state()).isInstanceOf(TransferState.Saved.class);
        }
        bench.downloads().pause(List.of("dead"));
        assertThat(bench.files()).noneMatch("dead.bin"::equals);
        bench.downloads().close(QUITTING); // comes back
        assertThat(remembered("dead").state()).isInstanceOf(TransferState.Queued.class);
        end.countDown();
        Bench.until(dead, state -> !state.isUnderWay());
    }

    /** An interrupt is noticed only afterwards. */
    private void awaitAsADiskDoes() {
        boolean interrupted = false;
        while (end.getCount() > 0) {
            try {
                end.await();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    @Requirement(40)
    void aRefusalWithoutWordsOnAFullDiskMeansThat() throws Exception {
        try (Volume small = Volume.mount(folder.resolve("small"), "size=2m")) {
            Path file = small.path().resolve("a");
            IOException refused = new SyncFailedException("sync failed");
            assertThat(cause(refused, file, small)).isEqualTo(Cause.DISK_FAILED);
            Files.write(file, new byte[2 << 20]);
            assertThat(cause(refused, file, small)).isEqualTo(Cause.DISK_FULL);
        }
    }

    private static Cause cause(IOException refused, Path file, Volume volume) {
        return DiskFault.of(refused, file, volume.path(), 5).cause();
    }
}
