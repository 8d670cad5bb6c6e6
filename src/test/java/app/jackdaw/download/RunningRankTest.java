package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.LedgerEntry.PartRecord;
import app.jackdaw.model.LedgerEntry.PartRecord.Stage;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Move;
import app.jackdaw.model.TransferState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The user sorts his list while files come: what their workers have recorded stays the last word.
 */
class RunningRankTest {

    private static final byte[] CONTENT = Bench.bytes(1000, 1);

    @TempDir Path folder;
    private Bench bench;
    private final CountDownLatch sorted = new CountDownLatch(1);
    private final CountDownLatch looked = new CountDownLatch(1);

    /** The worker gets on only after its row has been looked at. */
    private final MemoryLedger ledger =
            new MemoryLedger() {
                @Override
                public Commit commit(LedgerEntry entry) {
                    super.record(entry);
                    return () -> {
                        try {
                            looked.await();
                        } catch (InterruptedException end) {
                            Thread.currentThread().interrupt();
                        }
                    };
                }
            };

    @BeforeEach
    void open() {
        bench = new Bench(folder);
        bench.ledger = ledger;
    }

    @AfterEach
    void close() throws Exception {
        sorted.countDown();
        looked.countDown();
        bench.close();
    }

    private LedgerEntry entry(String token) {
        return Objects.requireNonNull(ledger.entries.get(token));
    }

    private boolean isWhole() {
        PartRecord part = entry("t").part();
        return part != null && part.stage() == Stage.WHOLE;
    }

    private void untilWhole() {
        await().pollInterval(Duration.ofMillis(2))
                .atMost(Duration.ofSeconds(90))
                .until(this::isWhole);
    }

    @Test
    @Requirement({15, 16})
    void whatIsAboutToGetItsNameStaysRecordedAsWhole() throws Exception {
        MediaItem item =
                bench.scripted(
                        "t",
                        (_, wire) -> {
                            wire.text("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
                            wire.bytes(CONTENT, 0, 500);
                            sorted.await();
                            wire.bytes(CONTENT, 500, 500);
                        });
        bench.downloads().setAtOnce(1);
        MediaItem next = bench.scripted("u", Resource.of(CONTENT, null));
        List<Transfer> transfers = bench.downloads().start(List.of(item, next), folder);
        Bench.until(
                transfers.getFirst(), s -> s instanceof TransferState.Running r && r.done() == 500);
        long before = entry("t").rank();
        bench.downloads().move(List.of("u"), Move.FIRST);
        assertThat(entry("t").rank()).as("of one that runs").isGreaterThan(before);
        assertThat(entry("u").rank()).as("of one that waits").isEqualTo(before);
        sorted.countDown();
        untilWhole();
        bench.downloads().move(List.of("u"), Move.LAST);
        assertThat(isWhole()).as("whatever was recorded meanwhile").isTrue();
        assertThat(entry("t").rank()).isEqualTo(before);
        bench.downloads().move(List.of("u"), Move.FIRST);
        assertThat(isWhole()).as("whatever was recorded meanwhile").isTrue();
        looked.countDown();
        transfers.forEach(Bench::ended);
        await().atMost(Duration.ofSeconds(90))
                .until(() ->
                        entry("t").state() instanceof TransferState.Saved
                                && entry("t").rank() > before);
        assertThat(bench.reopen().transfers())
                .extracting(Transfer::itemId)
                .containsExactly("u", "t");
    }

    /** A crash came before the rank of a moved file was recorded. */
    @Test
    void placesThatAreTheSameAreToldApartByTheNextMove() {
        for (String token : List.of("t", "u", "v")) {
            ledger.entries.put(
                    token,
                    new LedgerEntry(
                            Bench.item(token, null, null),
                            token.equals("v") ? 2 : 1,
                            new TransferState.Idle(),
                            null,
                            null,
                            null));
        }
        bench.downloads().move(List.of("u"), Move.FIRST);
        bench.downloads().move(List.of("t"), Move.FIRST);
        assertThat(ledger.entries()).extracting(LedgerEntry::rank).doesNotHaveDuplicates();
        assertThat(bench.reopen().transfers())
                .extracting(Transfer::itemId)
                .containsExactly("t", "u", "v");
    }
}
