package app.jackdaw.store;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.download.Fault;
import app.jackdaw.download.Requirement;
import app.jackdaw.model.ItemSource;
import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TransferState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What kills leave in the log: a torn end is no damage, and what was committed is there. */
class SqliteLogTest {

    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-11-23T08:00:00Z"));

    private static final int HEADER = 32;
    private static final int FRAME = 24 + 4096;

    @TempDir Path folder;

    private Path file() {
        return folder.resolve("ledger.db");
    }

    private Path log() {
        return folder.resolve("ledger.db-wal");
    }

    private static LedgerEntry entry(int number) {
        MediaItem item =
                MediaItem.ofToken("token" + number, new ItemSource.PastedToken(number))
                        .withNames("x".repeat(2000), null);
        return new LedgerEntry(item, number, new TransferState.Idle(), null, null, null);
    }

    /** What a kill would leave. */
    private record Left(byte[] database, byte[] log) {}

    private Left left() throws Exception {
        return new Left(Files.readAllBytes(file()), Files.readAllBytes(log()));
    }

    private void put(Left left) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path path : files.toList()) {
                Files.delete(path);
            }
        }
        Files.write(file(), left.database());
        Files.write(log(), left.log());
    }

    private Left killedAfter(LedgerEntry... entries) throws Exception {
        try (SqliteLedger ledger = SqliteLedger.open(file(), CLOCK)) {
            for (LedgerEntry entry : entries) {
                ledger.recordNow(entry);
            }
            return left();
        }
    }

    /** In a transaction that is too long to be held in memory until its end. */
    private Left killedInMidCommit() throws Exception {
        try (Connection connection = SqliteLedgerFile.connect(file(), false)) {
            SqliteLedgerFile.execute(connection, "PRAGMA cache_size = 5");
            SqliteLedgerFile.execute(connection, "BEGIN");
            try (PreparedStatement put = connection.prepareStatement(SqliteLedgerFile.PUT)) {
                for (int i = 100; i < 160; i++) {
                    String text = LedgerText.write(entry(i));
                    SqliteLedgerFile.fill(put, "token" + i, i, text);
                    put.executeUpdate();
                }
            }
            Left left = left();
            SqliteLedgerFile.execute(connection, "ROLLBACK");
            return left;
        }
    }

    @Test
    @Fault(76)
    @Requirement(42)
    void whatOneKillLeftBehindWhatTheNextOneLeftIsNoDamage() throws Exception {
        put(killedAfter(entry(1), entry(2)));
        int committed = (int) Files.size(log());
        Left inMidCommit = killedInMidCommit();
        assertThat(inMidCommit.log().length)
                .as("frames of no transaction")
                .isGreaterThan(committed + 20 * FRAME);
        put(inMidCommit);
        Left twice = killedAfter(entry(3));
        assertThat(twice.log())
                .as("written over the first of them, and not over the last")
                .hasSameSizeAs(inMidCommit.log())
                .isNotEqualTo(inMidCommit.log())
                .endsWith(
                        Arrays.copyOfRange(
                                inMidCommit.log(),
                                inMidCommit.log().length - FRAME,
                                inMidCommit.log().length));
        put(twice);
        assertThat(SqliteLogReader.glance(log()).damaged()).isFalse();
        assertThat(SqliteLogReader.read(log()).isDamaged()).isFalse();
        try (SqliteLedger ledger = SqliteLedger.open(file(), CLOCK)) {
            assertThat(ledger.problem()).isEmpty();
            assertThat(ledger.entries()).containsExactly(entry(1), entry(2), entry(3));
        }
    }

    /** Of the frame before the last, so that nothing links the last one to the rest. */
    @Test
    @Fault(76)
    @Requirement(42)
    void aDamagedSumBeforeTheLastTransactionIsDamage() throws Exception {
        Left left = killedAfter(entry(1), entry(2), entry(3));
        byte[] log = left.log();
        int last = HEADER + ((log.length - HEADER) / FRAME - 1) * FRAME;
        for (int frame = last - FRAME; frame > HEADER; frame -= FRAME) {
            byte[] damaged = log.clone();
            damaged[frame + 20] ^= 1;
            put(new Left(left.database(), damaged));
            assertThat(SqliteLogReader.glance(log()).damaged()).as("frame at %d", frame).isTrue();
        }
    }
}
