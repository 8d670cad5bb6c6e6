package app.jackdaw.store;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.ItemSource;
import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TransferState;
import app.jackdaw.model.UnwantedPart;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many unwanted parts beside few rows, on a disk that takes 200 ms for each answer. */
class SqliteBatchesTest {

    private static final Duration ANSWER = Duration.ofMillis(200);
    private static final int PARTS = 200;

    @TempDir Path folder;
    private Connection writing;
    private Connection reading;
    private SqliteBatches batches;
    private final AtomicLong nanos = new AtomicLong();
    private final WritePace pace = new WritePace(nanos::get);

    /** What the rest would take, and how many parts were in the file, before each answer. */
    private final List<Duration> rests = new ArrayList<>();

    private final List<Integer> inTheFile = new ArrayList<>();

    @BeforeEach
    void open() throws Exception {
        Path file = folder.resolve("list.db");
        SqliteLedger.open(file, InstantSource.system()).close();
        writing = SqliteLedgerFile.connect(file, false);
        reading = SqliteLedgerFile.connect(file, false);
        batches = new SqliteBatches(writing, () -> {}, nanos::get, pace);
        LedgerChanges first = new LedgerChanges();
        UnwantedPart part = part(PARTS);
        first.unwanted().put(part.key(), Optional.of(part)); // there is a table from now on
        batches.write(first);
        batches = new SqliteBatches(writing, this::answer, nanos::get, pace);
    }

    @AfterEach
    void close() throws Exception {
        writing.close();
        reading.close();
    }

    private void answer() {
        nanos.addAndGet(ANSWER.toNanos());
        rests.add(pace.rest(0));
        try (var statement = reading.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM unwanted")) {
            inTheFile.add(rows.getInt(1));
        } catch (SQLException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static UnwantedPart part(int number) {
        Path root = Path.of("root").toAbsolutePath();
        return new UnwantedPart(
                "t", "0123abcd", root, root.resolve(number + ".pdf"), false, null, null);
    }

    private static LedgerChanges changes(int rows, boolean forget) {
        LedgerChanges changes = new LedgerChanges();
        for (int number = 0; number < rows; number++) {
            MediaItem item = MediaItem.ofToken("t" + number, new ItemSource.PastedToken(number));
            LedgerEntry entry =
                    new LedgerEntry(item, number, new TransferState.Idle(), null, null, null);
            changes.entries().put(item.id(), Optional.of(entry));
        }
        for (int number = 0; number < PARTS; number++) {
            UnwantedPart part = part(number);
            changes.unwanted().put(part.key(), forget ? Optional.empty() : Optional.of(part));
        }
        return changes;
    }

    /** Parts come before the rows or behind them; a part that is not forgotten yet is no loss. */
    @Test
    void partsAreNoPaceOfRows() throws Exception {
        batches.write(changes(2, false));
        batches.write(changes(2, true));
        assertThat(rests).allMatch(rest -> rest.compareTo(Duration.ofSeconds(2)) < 0);
        assertThat(pace.rest(0)).as("after the last row").isZero();
    }

    /** The disk is known to answer, and what it took is there if it stops. */
    @Test
    void manyPartsAreWrittenInSeveralTransactions() throws Exception {
        assertThatSomeAreInTheFileSoon(changes(0, false));
        assertThatSomeAreInTheFileSoon(changes(0, true));
    }

    private void assertThatSomeAreInTheFileSoon(LedgerChanges changes) throws SQLException {
        inTheFile.clear();
        batches.write(changes);
        assertThat(inTheFile)
                .hasSizeGreaterThan(PARTS)
                .anyMatch(count -> count > PARTS / 4 && count < 3 * PARTS / 4);
    }
}
