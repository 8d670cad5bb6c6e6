package app.jackdaw.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.jackdaw.model.ItemSource;
import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.TransferState;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.core.NativeDB;

/** Somebody else has the list's file when it is opened: for a moment, or for good. */
class LockedLedgerTest {

    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-11-23T08:00:00Z"));

    private static final LedgerEntry ENTRY =
            new LedgerEntry(
                    MediaItem.ofToken("token", new ItemSource.PastedToken(1)),
                    1,
                    new TransferState.Idle(),
                    null,
                    null,
                    null);

    private static final String WRITES = "BEGIN EXCLUSIVE";
    private static final String IS_ABOUT_TO_WRITE = "BEGIN IMMEDIATE";
    private static final String READS = "BEGIN; SELECT count(*) FROM entry";
    private static final String IS_ANOTHER_INSTANCE =
            "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT";
    private static final String OLD_JOURNAL = "PRAGMA journal_mode = DELETE; ";

    @TempDir Path folder;

    private Path file() {
        return folder.resolve("ledger.db");
    }

    private SqliteLedger open(Duration patience) {
        return SqliteLedger.open(file(), CLOCK, () -> 0, patience, _ -> {});
    }

    private Connection lock(String how) throws SQLException {
        Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
        for (String sql : List.of(how.split("; "))) {
            SqliteLedgerFile.execute(other, sql);
        }
        return other;
    }

    @BeforeEach
    void remember() throws Exception {
        try (SqliteLedger ledger = open(Duration.ZERO)) {
            ledger.recordNow(ENTRY);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                WRITES,
                IS_ABOUT_TO_WRITE,
                READS,
                IS_ANOTHER_INSTANCE,
                OLD_JOURNAL + WRITES,
                OLD_JOURNAL + READS
            })
    void whoHasItForAMomentIsWaitedFor(String how) throws Exception {
        FutureTask<SqliteLedger> opening = new FutureTask<>(() -> open(Duration.ofSeconds(90)));
        Thread thread = Thread.ofPlatform().unstarted(opening);
        try (Connection _ = lock(how)) {
            thread.start();
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> opening.isDone() || isHeldUp(thread));
        }
        try (SqliteLedger ledger = opening.get(90, TimeUnit.SECONDS)) {
            assertThat(ledger.problem()).isEmpty();
            assertThat(ledger.entries()).containsExactly(ENTRY);
        }
    }

    /** Whatever does not wait for a lock is hardly ever met there. */
    private static boolean isHeldUp(Thread opening) {
        Set<String> classes =
                Stream.of(opening.getStackTrace())
                        .map(StackTraceElement::getClassName)
                        .collect(Collectors.toSet());
        return classes.containsAll(
                Set.of(NativeDB.class.getName(), SqliteLedgerFile.class.getName()));
    }

    @ParameterizedTest
    @ValueSource(strings = {WRITES, READS, IS_ANOTHER_INSTANCE, OLD_JOURNAL + WRITES})
    void whoKeepsItIsNotWaitedForWithoutEnd(String how) throws Exception {
        try (Connection _ = lock(how);
                SqliteLedger ledger = open(Duration.ofMillis(1))) {
            assertThat(ledger.problem()).map(Problem::cause).contains(Cause.LEDGER_LOCKED);
            assertThat(ledger.entries()).isEmpty();
        }
    }
}
