package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.LedgerEntry.Plan;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TransferState;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A drive that does not answer keeps its own files waiting and nobody else's. */
class DeadDriveTest {

    private static final byte[] CONTENT = Bench.bytes(1000, 1);

    @TempDir Path folder;
    private Bench bench;
    private final CountDownLatch looked = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
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
    @ValueSource(booleans = {true, false})
    void othersAreStartedAndGetTheirNames(boolean sized) throws Exception {
        for (String token : List.of("dead", "live")) {
            bench.links.put(token, URI.create("https://links.example/" + token));
        }
        MediaItem dead = Bench.item("dead", "a.txt", 1000L);
        MediaItem live = Bench.item("live", "b.txt", sized ? 1000L : null);
        MemoryLedger ledger = new MemoryLedger();
        ledger.record(
                new LedgerEntry(
                        dead,
                        1,
                        new TransferState.Queued(),
                        new Plan(drive, null, TransferState.UNKNOWN),
                        null,
                        null));
        Downloads.Ports ports =
                new Downloads.Ports(
                        request -> MemoryAnswer.of(request.uri(), CONTENT),
                        bench.links,
                        ledger,
                        bench.question,
                        bench.ticker);
        try (Downloads downloads = new Downloads(ports, bench.ticker, new Random(1))) {
            downloads.resumeInterrupted();
            looked.await();
            Transfer transfer = downloads.start(List.of(live), folder).getFirst();
            bench.assertSaved(Bench.ended(transfer), CONTENT);
            assertThat(downloads.transfer("dead").orElseThrow().state().isUnderWay()).isTrue();
            end.countDown();
        }
        assertThat(bench.ticker.elapsed()).isLessThan(Duration.ofMinutes(1));
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
