package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TransferState;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** While the folder that files are wanted in is being made, or cannot be. */
class SlowFolderTest {

    private static final byte[] CONTENT = Bench.bytes(1000, 1);

    @TempDir Path folder;
    private Bench bench;
    private final MemoryLedger ledger = new MemoryLedger();
    private final CountDownLatch looked = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private final Path drive = HungDrive.path("/dead", looked, end);
    private final Semaphore bodies = new Semaphore(0);
    private final LinkedBlockingQueue<Optional<Problem>> told = new LinkedBlockingQueue<>();
    private Downloads downloads;

    @BeforeEach
    void open() {
        bench = new Bench(folder);
        downloads = engine();
    }

    @AfterEach
    void close() throws Exception {
        end.countDown();
        bodies.release(1000);
        downloads.close();
        bench.close();
    }

    /** Bodies end only when the test lets them. */
    private Downloads engine() {
        Downloads.Ports ports =
                new Downloads.Ports(
                        request ->
                                new MemoryAnswer(
                                        request.uri(),
                                        200,
                                        Map.of(),
                                        CONTENT,
                                        wanted -> {
                                            bodies.acquire();
                                            return wanted;
                                        }),
                        bench.links,
                        ledger,
                        bench.question,
                        bench.ticker);
        Duration ages = Duration.ofHours(1); // the machine may be slow, too
        return new Downloads(
                ports,
                Machine.of(bench.ticker, new Random(1))
                        .with((_, _) -> {})
                        .with(new Machine.Patience(ages, ages, Turns.PATIENCE_FOR_ANSWER)));
    }

    private MediaItem item(String token) {
        bench.links.put(token, URI.create("https://links.example/" + token));
        return Bench.item(token, token + ".bin", null);
    }

    private Optional<Problem> told() throws InterruptedException {
        Optional<Problem> end = told.poll(90, TimeUnit.SECONDS);
        assertThat(end).as("told how it came out").isNotNull();
        return end;
    }

    private TransferState state(String token) {
        return downloads.transfer(token).orElseThrow().state();
    }

    private void startOnDeadDrive(MediaItem... items) {
        downloads.start(List.of(items), drive, told::add);
        await().atMost(Duration.ofSeconds(90)).until(() -> looked.getCount() == 0);
    }

    @Test
    @Requirement({35, 41})
    void allOtherCommandsAreCarriedOutMeanwhile() throws Exception {
        Transfer live = downloads.start(List.of(item("live")), folder).getFirst();
        Bench.until(live, TransferState.Running.class::isInstance);
        MediaItem sent = item("sent");
        startOnDeadDrive(item("waits"), item("cancelled"), item("paused"), item("off"), sent);
        assertThat(state("waits")).isInstanceOf(TransferState.Queued.class);
        downloads.pause(List.of("live", "paused"));
        Bench.until(live, TransferState.Paused.class::isInstance);
        assertThat(state("paused")).isInstanceOf(TransferState.Paused.class);
        downloads.cancel(List.of("cancelled"));
        assertThat(state("cancelled")).isInstanceOf(TransferState.Idle.class);
        downloads.remove(List.of("off"));
        bodies.release(1000);
        Transfer elsewhere = downloads.start(List.of(sent), folder).getFirst();
        bench.assertSaved(Bench.ended(elsewhere), CONTENT);
        downloads.resume(List.of("live"));
        bench.assertSaved(Bench.ended(live), CONTENT);
        assertThat(told).isEmpty();
        assertThat(state("waits")).isInstanceOf(TransferState.Queued.class);

        end.countDown();
        assertThat(told()).isPresent();
        assertThat(state("waits")).isInstanceOf(TransferState.Idle.class);
        assertThat(state("paused")).isInstanceOf(TransferState.Idle.class);
        assertThat(state("cancelled")).isInstanceOf(TransferState.Idle.class);
        assertThat(state("sent")).isInstanceOf(TransferState.Saved.class);
        assertThat(downloads.transfer("off")).isEmpty();
    }

    /** Whoever gave up what waited for it does not care any more. */
    @Test
    void nothingIsSaidOfAFolderThatNobodyWaitsFor() throws Exception {
        startOnDeadDrive(item("a"), item("b"));
        downloads.cancel(List.of("a"));
        downloads.remove(List.of("b"));
        end.countDown();
        assertThat(told()).isEmpty();
    }

    @Test
    @Requirement(41)
    void whereItCannotBeMadeAllIsAsItWas() throws Exception {
        Path inTheWay = Files.writeString(folder.resolve("file"), "in the way");
        MediaItem paused = item("paused");
        MediaItem failed = item("failed");
        MediaItem fresh = item("fresh");
        bench.links.put("failed", URI.create("nonsense"));
        Transfer before = downloads.start(List.of(paused), folder).getFirst();
        Bench.until(before, TransferState.Running.class::isInstance);
        downloads.pause(List.of("paused"));
        Bench.until(before, TransferState.Paused.class::isInstance);
        Bench.ended(downloads.start(List.of(failed), folder).getFirst());
        List<MediaItem> all = List.of(paused, failed, fresh);
        downloads.list(all);
        Map<String, LedgerEntry> rows = Map.copyOf(ledger.entries);
        List<TransferState> states = downloads.transfers().stream().map(Transfer::state).toList();
        assertThatThrownBy(() -> downloads.start(all, inTheWay.resolve("sub")))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused ->
                                assertThat(refused.problem().cause()).isEqualTo(Cause.FOLDER_GONE));
        assertThat(downloads.transfers()).extracting(Transfer::state).isEqualTo(states);
        assertThat(ledger.entries).isEqualTo(rows);
    }

    @Test
    @Requirement({16, 41})
    void closedMeanwhileItIsRememberedAsWanted() throws Exception {
        startOnDeadDrive(item("a"), item("b"));
        downloads.pause(List.of("b"));
        downloads.close(); // does not wait for the drive
        for (LedgerEntry row : ledger.entries()) {
            assertThat(Objects.requireNonNull(row.plan()).destination()).isEqualTo(drive);
        }
        assertThat(ledger.entries())
                .extracting(LedgerEntry::state)
                .containsExactly(
                        new TransferState.Queued(),
                        new TransferState.Paused(0, TransferState.UNKNOWN));
        Map<String, LedgerEntry> rows = Map.copyOf(ledger.entries);
        end.countDown();
        assertThat(told()).as("nobody is there to be told").isEmpty();
        assertThat(ledger.entries).isEqualTo(rows);
        downloads = engine();
        assertThat(downloads.transfers())
                .extracting(Transfer::state)
                .allMatch(TransferState.Paused.class::isInstance);
    }

    /** A list may hold a file twice. */
    @Test
    @Requirement(35)
    void whatIsMentionedTwiceBeginsOnce() throws Exception {
        MediaItem twice = item("twice");
        bodies.release(1000);
        List<Transfer> transfers = downloads.start(List.of(twice, twice, item("behind")), folder);
        assertThat(transfers).hasSize(3);
        transfers.forEach(Bench::ended); // until then there are parts
        for (Transfer transfer : transfers) {
            bench.assertSaved(transfer, CONTENT);
        }
        assertThat(bench.files()).containsExactly("behind.bin", "twice.bin");
    }

    /** What its document says of its length is true whatever its folder does. */
    @Test
    @Requirement(35)
    void pausedMeanwhileItKeepsTheSizeThatItsDocumentStates() throws Exception {
        bench.links.put("t", URI.create("https://links.example/t"));
        MediaItem item = Bench.item("t", "t.bin", 1000L);
        startOnDeadDrive(item);
        downloads.pause(List.of("t"));
        assertThat(state("t")).isEqualTo(new TransferState.Paused(0, 1000));
    }

    /** Later words about the same row are about the start, too. */
    @Test
    @Requirement(35)
    void theLaterOfTwoStartsCounts() throws Exception {
        MediaItem item = item("t");
        startOnDeadDrive(item);
        downloads.pause(List.of("t"));
        Transfer transfer = downloads.start(List.of(item), folder).getFirst();
        bodies.release(1000);
        Path saved = bench.assertSaved(Bench.ended(transfer), CONTENT);
        end.countDown();
        assertThat(told()).isEmpty();
        assertThat(transfer.state()).isInstanceOf(TransferState.Saved.class);
        assertThat(saved).hasParent(folder);
    }
}
