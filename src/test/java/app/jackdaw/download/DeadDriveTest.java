package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.LedgerEntry.PartRecord;
import app.jackdaw.model.LedgerEntry.Plan;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TransferState;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A drive that does not answer keeps its own files waiting and nobody else's. */
class DeadDriveTest {

    private static final byte[] CONTENT = Bench.bytes(1000, 1);

    @TempDir Path folder;
    private Bench bench;
    private static final int MANY = 1000;
    private final CountDownLatch looked = new CountDownLatch(MANY);
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger requests = new AtomicInteger();
    private volatile CountDownLatch answers = new CountDownLatch(0);
    private Duration patience = Duration.ofMillis(20);
    private final Path drive = HungDrive.path("/dead", looked, end);

    @BeforeEach
    void open() {
        bench = new Bench(folder);
    }

    @AfterEach
    void close() throws Exception {
        end.countDown();
        bench.close();
    }

    /**
     * @param sized whether the other file's name is chosen before its server is asked
     */
    @ParameterizedTest
    @CsvSource({"true, KEEP_BOTH", "false, KEEP_BOTH", "true, ASK", "false, ASK"})
    void othersAreStartedAndGetTheirNames(boolean sized, Conflicts setting) throws Exception {
        try (Downloads downloads = withDeadFiles(1)) {
            downloads.setConflicts(setting);
            downloads.resumeInterrupted();
            await().atMost(Duration.ofSeconds(90)).until(() -> looks() == 1);
            Transfer transfer =
                    downloads.start(List.of(live(0, sized ? 1000L : null)), folder).getFirst();
            bench.assertSaved(Bench.ended(transfer), CONTENT);
            assertThat(downloads.transfer("dead0").orElseThrow().state().isUnderWay()).isTrue();
            end.countDown();
        }
        assertThat(bench.ticker.elapsed()).isLessThan(Duration.ofMinutes(1));
    }

    /** They wait in the places of four; the others run beside them, and no fifth one joins them. */
    @Test
    @Requirement({36, 41})
    void asManyAsThereArePlacesKeepNobodyElse() throws Exception {
        try (Downloads downloads = withDeadFiles(30)) {
            downloads.resumeInterrupted();
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> looks() == Downloads.DEFAULT_AT_ONCE);
            List<MediaItem> live = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                live.add(live(i, 1000L));
            }
            for (Transfer transfer : downloads.start(live, folder)) {
                Bench.until(transfer, TransferState.Saved.class::isInstance);
            }
            assertThat(looks()).isEqualTo(Downloads.DEFAULT_AT_ONCE);
            end.countDown();
        }
    }

    /** Commands that come again and again change nothing about how long a disk was waited for. */
    @Test
    @Requirement({36, 41})
    void theyAreFoundWhateverElseGoesOn() throws Exception {
        patience = Duration.ofMillis(200);
        try (Downloads downloads = withDeadFiles(1)) {
            downloads.setAtOnce(1);
            downloads.resumeInterrupted();
            await().atMost(Duration.ofSeconds(90)).until(() -> looks() == 1);
            List<MediaItem> live = List.of(live(0, 1000L));
            Transfer transfer = downloads.start(live, folder).getFirst();
            await().atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> {
                        downloads.start(live, folder); // looks for somebody who may start
                        return transfer.state() instanceof TransferState.Saved;
                    });
            end.countDown();
        }
    }

    /** Another setting was changed, and this one is told along with it. */
    @Test
    @Requirement(36)
    void theNumberThatWasSetAllAlongInterruptsNobodyBesideThem() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        answers = answer;
        try (Downloads downloads = withDeadFiles(Downloads.DEFAULT_AT_ONCE)) {
            downloads.resumeInterrupted();
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> looks() == Downloads.DEFAULT_AT_ONCE);
            Transfer transfer = downloads.start(List.of(live(0, 1000L)), folder).getFirst();
            await().atMost(Duration.ofSeconds(90)).until(() -> requests.get() == 1);
            downloads.setAtOnce(Downloads.DEFAULT_AT_ONCE);
            answer.countDown();
            Bench.until(transfer, TransferState.Saved.class::isInstance);
            assertThat(requests).hasValue(1);
            end.countDown();
        }
    }

    /** Whatever there is of it over there is deleted when that is possible, if ever. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Requirement({35, 41})
    void aRowThatIsGivenUpThereIsWantedElsewhere(boolean takenOff) throws Exception {
        MediaItem item = live(0, 1000L);
        MemoryLedger ledger = begunThere(item);
        try (Downloads downloads = with(ledger)) {
            if (takenOff) {
                downloads.remove(List.of(item.id()));
            } else {
                downloads.cancel(List.of(item.id()));
            }
            await().atMost(Duration.ofSeconds(90)).until(() -> looks() > 0);
            Transfer transfer = downloads.start(List.of(item), folder).getFirst();
            bench.assertSaved(Bench.ended(transfer), CONTENT);
            end.countDown();
        }
        assertThat(ledger.entries.values())
                .extracting(LedgerEntry::state)
                .containsExactly(new TransferState.Saved(folder.resolve("live0.txt"), 1000));
    }

    private MemoryLedger begunThere(MediaItem item) {
        MemoryLedger ledger = new MemoryLedger();
        ledger.record(
                new LedgerEntry(
                        item,
                        1,
                        new TransferState.Paused(500, 1000),
                        new Plan(drive, drive.resolve("live0.txt"), 1000),
                        new PartRecord(500, "ab", PartRecord.Stage.GROWING, "\"v\"", null),
                        null));
        return ledger;
    }

    /** Less than what is deleted there may take by itself. */
    @Test
    @Requirement(41)
    void whoeverClosesWaitsNoLongerThanHeSays() throws Exception {
        MediaItem item = live(0, 1000L);
        Downloads downloads = with(begunThere(item));
        downloads.cancel(List.of(item.id()));
        await().atMost(Duration.ofSeconds(90)).until(() -> looks() > 0);
        FutureTask<Boolean> closing =
                new FutureTask<>(() -> downloads.close(Duration.ofMillis(10)), true);
        Thread.ofPlatform().start(closing);
        assertThat(closing.get(2, TimeUnit.SECONDS)).isTrue();
    }

    private Downloads withDeadFiles(int count) {
        MemoryLedger ledger = new MemoryLedger();
        for (int i = 0; i < count; i++) {
            bench.links.put("dead" + i, URI.create("https://links.example/dead" + i));
            ledger.record(
                    new LedgerEntry(
                            Bench.item("dead" + i, "dead" + i + ".txt", 1000L),
                            i + 1,
                            new TransferState.Queued(),
                            new Plan(drive, null, TransferState.UNKNOWN),
                            null,
                            null));
        }
        return with(ledger);
    }

    private Downloads with(Ledger ledger) {
        Downloads.Ports ports =
                new Downloads.Ports(
                        request -> {
                            requests.incrementAndGet();
                            answers.await();
                            return MemoryAnswer.of(request.uri(), CONTENT);
                        },
                        bench.links,
                        ledger,
                        bench.question,
                        bench.ticker);
        return new Downloads(
                ports,
                Machine.of(bench.ticker, new Random(1))
                        .with(
                                new Machine.Patience(
                                        patience,
                                        Machine.Patience.FOR_DISK,
                                        Turns.PATIENCE_FOR_ANSWER)));
    }

    private MediaItem live(int number, @Nullable Long size) {
        bench.links.put("live" + number, URI.create("https://links.example/live" + number));
        return Bench.item("live" + number, "live" + number + ".txt", size);
    }

    /** How many look at the drive. */
    private long looks() {
        return MANY - looked.getCount();
    }

    @Test
    void aFolderOnItIsSaidToBeGone() {
        assertThatThrownBy(() -> Destination.make(drive, bench.ticker, Duration.ofMillis(20)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        failure ->
                                assertThat(failure.problem().cause()).isEqualTo(Cause.FOLDER_GONE));
    }
}
