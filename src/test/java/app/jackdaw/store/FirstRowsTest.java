package app.jackdaw.store;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.download.Fault;
import app.jackdaw.download.Volume;
import app.jackdaw.model.ItemSource;
import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.TransferState;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a list begins is told before all of it is read: a window shows it meanwhile. */
@Timeout(60)
class FirstRowsTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
    private static final int FIRST = SqliteLedgerFile.FIRST;

    /** Where the header of a database tells how many of its pages are free. */
    private static final int FREE_PAGES = 36;

    @TempDir Path folder;
    private final List<List<LedgerEntry>> told = new ArrayList<>();

    private Path file() {
        return folder.resolve("ledger.db");
    }

    private void remember(int rows) {
        List<Integer> ranks = new ArrayList<>(IntStream.rangeClosed(1, rows).boxed().toList());
        Collections.shuffle(ranks, new Random(78)); // which of them come first is up to the list
        try (SqliteLedger ledger = SqliteLedger.open(file(), CLOCK)) {
            for (int rank : ranks) {
                MediaItem item = MediaItem.ofToken("t" + rank, new ItemSource.PastedToken(rank));
                TransferState idle = new TransferState.Idle();
                ledger.record(new LedgerEntry(item, rank, idle, null, null, null));
            }
        }
    }

    private SqliteLedger open() {
        return SqliteLedger.open(file(), CLOCK, () -> 0, told::add);
    }

    private static void assertIsBeginning(List<LedgerEntry> first) {
        assertThat(first)
                .extracting(LedgerEntry::rank)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, FIRST).boxed().toList());
    }

    @Test
    @Fault(78)
    void howALongListBeginsIsToldBeforeAllOfItIsRead() throws Exception {
        remember(3 * FIRST);
        CompletableFuture<List<LedgerEntry>> first = new CompletableFuture<>();
        CountDownLatch readOn = new CountDownLatch(1);
        CompletableFuture<SqliteLedger> opening = new CompletableFuture<>();
        Thread.ofPlatform()
                .start(() -> {
                    opening.complete(
                            SqliteLedger.open(
                                    file(),
                                    CLOCK,
                                    () -> 0,
                                    rows -> {
                                        first.complete(rows);
                                        awaitUnchecked(readOn);
                                    }));
                    first.completeExceptionally(new AssertionError("nobody was told"));
                });
        try {
            assertIsBeginning(first.get());
            assertThat(opening).isNotDone();
        } finally {
            readOn.countDown();
        }
        try (SqliteLedger ledger = opening.get(30, TimeUnit.SECONDS)) {
            assertThat(ledger.entries()).hasSize(3 * FIRST);
        }
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException hurried) {
            throw new AssertionError(hurried);
        }
    }

    /** That takes its time, too: what shows that it is damaged may be far behind. */
    @Test
    @Fault(78)
    void howItBeginsIsToldBeforeItIsChecked() throws Exception {
        remember(3 * FIRST);
        try (RandomAccessFile database = new RandomAccessFile(file().toFile(), "rw")) {
            database.seek(FREE_PAGES);
            database.writeInt(5);
        }
        try (SqliteLedger ledger = open()) {
            assertThat(ledger.problem()).map(Problem::cause).contains(Cause.LEDGER_DAMAGED);
            assertThat(ledger.entries()).hasSize(3 * FIRST);
        }
        assertThat(told).as("of the damaged file, and of the one that replaces it").hasSize(2);
        told.forEach(FirstRowsTest::assertIsBeginning);
    }

    @Test
    void aListThatCanOnlyBeReadIsToldInTheSameWay() throws Exception {
        remember(3 * FIRST);
        try (Volume _ = Volume.readOnly(file());
                SqliteLedger ledger = open()) {
            assertThat(ledger.problem()).map(Problem::cause).contains(Cause.LEDGER_READ_ONLY);
            assertThat(ledger.entries()).hasSize(3 * FIRST);
            assertThat(told).hasSize(1);
            assertIsBeginning(told.getFirst());
        }
    }

    @Test
    void aShortListIsToldAsAWhole() {
        remember(FIRST - 1);
        try (SqliteLedger ledger = open()) {
            assertThat(told).containsExactly(ledger.entries());
            assertThat(told.getFirst()).hasSize(FIRST - 1);
        }
    }

    /**
     * Whoever was killed while he made it left no rows, and nothing that could be asked for them.
     */
    @Test
    void aDatabaseThatWasNeverFinishedHasNone() throws Exception {
        try (Connection unfinished = SqliteLedgerFile.connect(file(), false)) {
            SqliteLedgerFile.execute(unfinished, "CREATE TABLE other (id TEXT)");
        }
        try (SqliteLedger ledger = open()) {
            assertThat(ledger.problem()).isEmpty();
            assertThat(ledger.entries()).isEmpty();
        }
        assertThat(told).allSatisfy(first -> assertThat(first).isEmpty());
    }
}
