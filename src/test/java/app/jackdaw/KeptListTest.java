package app.jackdaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.jackdaw.download.Fault;
import app.jackdaw.model.ItemSource;
import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.Ticker;
import app.jackdaw.platform.AppFolders;
import app.jackdaw.store.SqliteLedger;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When the list of an earlier run is read: a long one not before the window lets it. */
@Timeout(60)
class KeptListTest {

    private static final Set<Thread.State> AT_REST =
            EnumSet.of(Thread.State.WAITING, Thread.State.TERMINATED);

    @TempDir Path home;

    /** Which reads the list. */
    private final AtomicReference<@Nullable Thread> reader = new AtomicReference<>();

    private KeptState open() {
        return KeptState.open(
                new AppFolders(home, noting(home), home.resolve("logs"), home), Ticker.system());
    }

    /** A folder that notes who looks for a file in it. */
    private Path noting(Path folder) {
        return (Path)
                Proxy.newProxyInstance(
                        KeptListTest.class.getClassLoader(),
                        new Class<?>[] {Path.class},
                        (_, method, arguments) -> {
                            assertThat(method.getName()).isEqualTo("resolve");
                            reader.set(Thread.currentThread());
                            return folder.resolve((String) arguments[0]);
                        });
    }

    private void remember(int rows) {
        try (SqliteLedger ledger = openDirectly()) {
            for (int rank = 1; rank <= rows; rank++) {
                MediaItem item = MediaItem.ofToken("t" + rank, new ItemSource.PastedToken(rank));
                ledger.record(
                        new LedgerEntry(item, rank, new TransferState.Idle(), null, null, null));
            }
        }
    }

    private SqliteLedger openDirectly() {
        return SqliteLedger.open(home.resolve("jackdaw.db"), () -> Instant.EPOCH);
    }

    /** Whether the thread waits for somebody else, as soon as it does or is through. */
    private static boolean waits(@Nullable Thread maybe) {
        Thread thread = Objects.requireNonNull(maybe);
        await().atMost(Duration.ofSeconds(30)).until(thread::getState, AT_REST::contains);
        return thread.isAlive();
    }

    /** Whoever waits for it on this thread could not be interrupted. */
    private static <T> T soon(Supplier<T> wanted) throws Exception {
        return CompletableFuture.supplyAsync(wanted).get(30, TimeUnit.SECONDS);
    }

    @Test
    @Fault(78)
    void aLongListIsNotReadBeforeTheWindowLetsIt() throws Exception {
        remember(SqliteLedger.FIRST);
        try (KeptState kept = open()) {
            assertThat(soon(kept::firstRows)).hasSize(SqliteLedger.FIRST);
            assertThat(waits(reader.get())).isTrue();

            assertThat(kept.notKept(Duration.ZERO)).as("nothing was written yet").isEmpty();
            assertThat(waits(reader.get())).as("nor is it read for that").isTrue();

            Thread engine = Thread.ofPlatform().start(kept::ledgerInTime);
            assertThat(waits(engine)).as("an engine is in no hurry").isTrue();
            assertThat(waits(reader.get())).isTrue();

            kept.readOn();
            engine.join();
            assertThat(kept.ledgerInTime().entries()).hasSize(SqliteLedger.FIRST);
        }
    }

    @Test
    void whoEndsBeforeALongListWasReadIsNotKeptWaiting() throws Exception {
        remember(SqliteLedger.FIRST + 1);
        KeptState kept = open();
        assertThat(soon(kept::firstRows)).hasSize(SqliteLedger.FIRST);
        kept.close();
        assertThat(waits(reader.get())).as("nothing is left behind").isFalse();
        try (SqliteLedger ledger = openDirectly()) {
            assertThat(ledger.problem()).as("it is free").isEmpty();
            assertThat(ledger.entries()).hasSize(SqliteLedger.FIRST + 1);
        }
    }

    /** Whoever needs all of it is not kept waiting until some window says so. */
    @Test
    void whoNeedsALongListAtOnceGetsIt() throws Exception {
        remember(SqliteLedger.FIRST);
        try (KeptState kept = open()) {
            assertThat(soon(kept::ledger).entries()).hasSize(SqliteLedger.FIRST);
        }
    }

    @Test
    void aShortListIsReadAtOnce() throws Exception {
        remember(SqliteLedger.FIRST - 1);
        try (KeptState kept = open()) {
            assertThat(soon(kept::ledgerInTime).entries()).hasSize(SqliteLedger.FIRST - 1);
        }
    }

    /** Nobody tells how it begins; the window must not wait for that. */
    @Test
    void aListThatAnotherHasInItsHandsHasNoRows() throws Exception {
        remember(SqliteLedger.FIRST);
        try (SqliteLedger _ = openDirectly();
                KeptState kept = open()) {
            assertThat(soon(kept::hasRows)).isFalse();
            assertThat(kept.problems()).extracting(Problem::cause).contains(Cause.LEDGER_LOCKED);
        }
    }
}
