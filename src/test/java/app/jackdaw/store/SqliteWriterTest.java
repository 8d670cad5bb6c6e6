package app.jackdaw.store;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.ItemSource;
import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TransferState;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** How often the thread that writes tries, and how it ends. */
class SqliteWriterTest {

    private static final Duration FOR_EVER = Duration.ofDays(1);

    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger statements = new AtomicInteger();
    private final AtomicReference<Thread> thread = new AtomicReference<>();

    /** Refuses every statement; does not close before the end. */
    private Connection broken() {
        return (Connection)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (_, method, _) -> {
                            if (method.getName().equals("close")) {
                                end.await();
                                return null;
                            }
                            thread.set(Thread.currentThread());
                            statements.incrementAndGet();
                            throw new SQLException("no disk");
                        });
    }

    private static LedgerEntry entry(int number) {
        MediaItem item = MediaItem.ofToken("token" + number, new ItemSource.PastedToken(number));
        return new LedgerEntry(item, number, new TransferState.Queued(), null, null, null);
    }

    @Test
    void aDatabaseThatDoesNotCloseDoesNotKeepTheEndWaiting() {
        try {
            SqliteWriter writer = new SqliteWriter(broken(), FOR_EVER, _ -> {});
            CompletableFuture<Void> closed =
                    CompletableFuture.runAsync(() -> writer.close(Duration.ofMillis(200)));
            assertThat(closed).succeedsWithin(Duration.ofSeconds(60));
        } finally {
            end.countDown();
        }
    }

    /** Each try costs a disk that is full, or gone, some of its time. */
    @Test
    void aDiskThatRefusedIsLeftAloneUntilTheNextTryIsDueOrSomebodyWaits() {
        List<SQLException> told = new CopyOnWriteArrayList<>();
        SqliteWriter writer = new SqliteWriter(broken(), FOR_EVER, told::add);
        try {
            writer.put(entry(0), null);
            Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> !told.isEmpty());
            int ofOneTry = statements.get();
            for (int i = 1; i <= 20; i++) {
                writer.put(entry(i), null);
                // it had the time to try
                Awaitility.await()
                        .pollInterval(Duration.ofMillis(5))
                        .atMost(Duration.ofSeconds(90))
                        .until(() -> thread.get().getState() == Thread.State.TIMED_WAITING);
            }
            CompletableFuture<Void> committed = new CompletableFuture<>();
            writer.put(entry(0), committed);
            assertThat(committed).failsWithin(Duration.ofSeconds(90));
            assertThat(statements).hasValue(2 * ofOneTry);
        } finally {
            end.countDown();
            writer.close();
        }
    }
}
