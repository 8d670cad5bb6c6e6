package app.jackdaw.store;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.ItemSource;
import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TransferState;
import app.jackdaw.model.UnwantedPart;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often the thread that writes tries, and how it ends. */
class SqliteWriterTest {

    private static final Duration FOR_EVER = Duration.ofDays(1);

    @TempDir Path folder;

    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger statements = new AtomicInteger();
    private final AtomicReference<Thread> thread = new AtomicReference<>();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answer = new CountDownLatch(1);
    private final AtomicLong nanos = new AtomicLong(-1);

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
            SqliteWriter writer = new SqliteWriter(broken(), FOR_EVER, () -> 0, _ -> {});
            CompletableFuture<Void> closed =
                    CompletableFuture.runAsync(() -> writer.close(Duration.ofMillis(200)));
            assertThat(closed).succeedsWithin(Duration.ofSeconds(60));
        } finally {
            end.countDown();
        }
    }

    /** Whoever waits is told, and what comes later is tried: no memory now may be some later. */
    @Test
    void anErrorIsToldAndIsNotTheEndOfTheThread() {
        AtomicInteger errors = new AtomicInteger();
        Connection exhausted =
                (Connection)
                        Proxy.newProxyInstance(
                                getClass().getClassLoader(),
                                new Class<?>[] {Connection.class},
                                (_, method, _) -> {
                                    if (method.getName().equals("close")) {
                                        return null;
                                    }
                                    if (errors.getAndIncrement() == 0) {
                                        throw new OutOfMemoryError("tried");
                                    }
                                    throw new SQLException("no disk");
                                });
        List<SQLException> told = new CopyOnWriteArrayList<>();
        SqliteWriter writer = new SqliteWriter(exhausted, FOR_EVER, () -> 0, told::add);
        for (int number = 0; number < 2; number++) {
            CompletableFuture<Void> committed = new CompletableFuture<>();
            writer.put(entry(number), committed);
            assertThat(committed)
                    .as("number " + number)
                    .failsWithin(Duration.ofSeconds(90)) // or not at all
                    .withThrowableOfType(ExecutionException.class);
        }
        Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> told.size() == 1);
        writer.close();
    }

    /** Not even what sets it right works any more. */
    @Test
    void nobodyWaitsForAThreadThatDied() {
        Connection dead =
                (Connection)
                        Proxy.newProxyInstance(
                                getClass().getClassLoader(),
                                new Class<?>[] {Connection.class},
                                (_, method, _) -> {
                                    if (method.getName().equals("close")) {
                                        return null;
                                    }
                                    throw new OutOfMemoryError("tried");
                                });
        SqliteWriter writer = new SqliteWriter(dead, FOR_EVER, () -> 0, _ -> {});
        for (int number = 0; number < 3; number++) {
            CompletableFuture<Void> committed = new CompletableFuture<>();
            writer.put(entry(number), committed);
            assertThat(committed)
                    .as("number " + number)
                    .failsWithin(Duration.ofSeconds(90)) // or not at all
                    .withThrowableOfType(ExecutionException.class);
        }
        writer.close();
    }

    /** Each try costs a disk that is full, or gone, some of its time. */
    @Test
    void aDiskThatRefusedIsLeftAloneUntilTheNextTryIsDueOrSomebodyWaits() {
        List<SQLException> told = new CopyOnWriteArrayList<>();
        SqliteWriter writer = new SqliteWriter(broken(), FOR_EVER, () -> 0, told::add);
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

    /** Whoever closes then must know that it waits for nothing. */
    @Test
    void aDiskThatDoesNotAnswerIsKnownThoughItHasNotRefused() throws Exception {
        List<SQLException> told = new CopyOnWriteArrayList<>();
        SqliteWriter writer = new SqliteWriter(slowToCommit(), FOR_EVER, nanos::get, told::add);
        try {
            CompletableFuture<Void> committed = new CompletableFuture<>();
            writer.put(entry(1), committed);
            assertThat(asked.await(90, TimeUnit.SECONDS)).isTrue();
            assertThat(writer.failure()).as("it may come").isEmpty();
            nanos.addAndGet(Duration.ofSeconds(10).toNanos());
            assertThat(writer.failure()).as("it may never come").isPresent();
            answer.countDown();
            assertThat(committed).succeedsWithin(Duration.ofSeconds(90));
            assertThat(writer.failure()).as("it came").isEmpty();
            nanos.addAndGet(Duration.ofSeconds(10).toNanos());
            assertThat(writer.failure()).as("nothing is to be written").isEmpty();
            assertThat(told).isEmpty();
        } finally {
            answer.countDown();
            writer.close();
        }
    }

    @Test
    void whatWaitsForTheDiskIsDoneWhenItHasAllThatCameBefore() throws Exception {
        List<String> done = new CopyOnWriteArrayList<>();
        SqliteWriter writer = new SqliteWriter(slowToCommit(), FOR_EVER, nanos::get, _ -> {});
        try {
            writer.whenWritten(() -> done.add("nothing to wait for"));
            assertThat(done).containsExactly("nothing to wait for");
            writer.put(entry(1), null);
            assertThat(asked.await(90, TimeUnit.SECONDS)).isTrue();
            writer.whenWritten(() -> done.add("in work: " + rowsInTheFile()));
            writer.put(entry(2), null);
            writer.put(entry(3), null);
            writer.whenWritten(() -> done.add("in the next batch: " + rowsInTheFile()));
            assertThat(done).hasSize(1);
            answer.countDown();
            Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> done.size() == 3);
            assertThat(done).endsWith("in work: 1", "in the next batch: 3");
        } finally {
            answer.countDown();
            writer.close();
        }
    }

    @Test
    void whatWaitsForADiskThatTakesNothingIsDoneWhenItTakesAllOfIt() throws Exception {
        List<String> done = new CopyOnWriteArrayList<>();
        List<SQLException> told = new CopyOnWriteArrayList<>();
        AtomicBoolean full = new AtomicBoolean(true);
        answer.countDown();
        Connection real = slowToCommit();
        Connection disk =
                withStatements(
                        real,
                        Statement.class,
                        (statement, call, words) -> {
                            if (full.get()) {
                                throw new SQLException("full");
                            }
                            return call.invoke(statement, words);
                        });
        SqliteWriter writer = new SqliteWriter(disk, FOR_EVER, nanos::get, told::add);
        try {
            writer.put(entry(1), null);
            writer.whenWritten(() -> done.add("all"));
            Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> !told.isEmpty());
            writer.whenWritten(() -> done.add("later, too"));
            assertThat(done).isEmpty();
            full.set(false);
            CompletableFuture<Void> committed = new CompletableFuture<>();
            writer.put(entry(2), committed);
            assertThat(committed).succeedsWithin(Duration.ofSeconds(90));
            Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> done.size() == 2);
            assertThat(rowsInTheFile()).isEqualTo(2);
        } finally {
            writer.close();
        }
        writer.whenWritten(() -> done.add("nobody takes anything any more"));
        assertThat(done).containsExactly("all", "later, too");
    }

    @Test
    void whatWaitsForADiskThatTakesNothingIsNotDoneAtTheEnd() {
        List<String> done = new CopyOnWriteArrayList<>();
        end.countDown();
        SqliteWriter writer = new SqliteWriter(broken(), FOR_EVER, () -> 0, _ -> {});
        writer.put(entry(1), null);
        writer.whenWritten(() -> done.add("lost"));
        writer.close();
        assertThat(done).isEmpty();
    }

    /** Each of its rows took a moment; none of them is waited for in vain. */
    @Test
    void aDiskThatAnswersIsNotTakenForSilentBecauseThereIsMuchToWrite() throws Exception {
        AtomicReference<SqliteWriter> asking = new AtomicReference<>();
        List<Boolean> silent = new CopyOnWriteArrayList<>();
        Connection slow =
                slow(
                        slowToCommit(),
                        () -> {
                            nanos.addAndGet(Duration.ofSeconds(2).toNanos());
                            silent.add(asking.get().failure().isPresent());
                        });
        SqliteWriter writer = new SqliteWriter(slow, FOR_EVER, nanos::get, _ -> {});
        asking.set(writer);
        try {
            CompletableFuture<Void> last = putFive(writer);
            answer.countDown();
            assertThat(last).succeedsWithin(Duration.ofSeconds(90));
            assertThat(silent).hasSize(6).containsOnly(false);
        } finally {
            answer.countDown();
            writer.close();
        }
    }

    /** Each row takes two seconds, and the end has five. */
    @Test
    void whatTheEndHasNoTimeForIsKnownThoughTheDiskAnswers() throws Exception {
        AtomicReference<SqliteWriter> asking = new AtomicReference<>();
        List<Boolean> lost = new CopyOnWriteArrayList<>();
        Connection slow =
                slow(
                        slowToCommit(),
                        () -> {
                            nanos.addAndGet(Duration.ofSeconds(2).toNanos());
                            lost.add(asking.get().failure(Duration.ofSeconds(5)).isPresent());
                        });
        SqliteWriter writer = new SqliteWriter(slow, FOR_EVER, nanos::get, _ -> {});
        asking.set(writer);
        try {
            CompletableFuture<Void> last = putFive(writer);
            answer.countDown();
            assertThat(last).succeedsWithin(Duration.ofSeconds(90));
            assertThat(lost)
                    .as("one alone; how fast it is, nobody knows; much is left; little is left")
                    .containsExactly(false, false, true, true, true, false);
            assertThat(writer.failure(Duration.ZERO)).as("all of it is written").isEmpty();
        } finally {
            answer.countDown();
            writer.close();
        }
    }

    /** Whoever starts next finds out by itself that there is nothing to delete any more. */
    @Test
    void theEndNeedNotWaitForPartsThatAreToBeForgotten() throws Exception {
        AtomicReference<SqliteWriter> asking = new AtomicReference<>();
        List<Boolean> lost = new CopyOnWriteArrayList<>();
        Connection slow =
                slow(
                        slowToCommit(),
                        () -> {
                            nanos.addAndGet(Duration.ofSeconds(2).toNanos());
                            SqliteWriter writer = asking.get();
                            for (int number = 0; number < 100; number++) {
                                writer.removeUnwanted(part(number));
                            }
                            lost.add(writer.failure(Duration.ofSeconds(5)).isPresent());
                        });
        SqliteWriter writer = new SqliteWriter(slow, FOR_EVER, nanos::get, _ -> {});
        asking.set(writer);
        try {
            CompletableFuture<Void> last = putFive(writer);
            answer.countDown();
            assertThat(last).succeedsWithin(Duration.ofSeconds(90));
            assertThat(lost).containsExactly(false, false, true, true, true, false);
        } finally {
            answer.countDown();
            writer.close();
        }
    }

    private static UnwantedPart part(int number) {
        Path root = Path.of("root").toAbsolutePath();
        return new UnwantedPart(
                "t", "0123abcd", root, root.resolve("" + number), false, null, null);
    }

    /** The disk stops in the midst of a long batch, and the application ends. */
    @Test
    void whatWasWrittenOfALongBatchIsThereWhateverBecomesOfTheRest() throws Exception {
        AtomicInteger rows = new AtomicInteger();
        CountDownLatch stuck = new CountDownLatch(1);
        Connection slow =
                slow(
                        slowToCommit(),
                        () -> {
                            nanos.addAndGet(Duration.ofSeconds(2).toNanos());
                            if (rows.incrementAndGet() == 5) {
                                stuck.countDown();
                                end.await();
                            }
                        });
        SqliteWriter writer = new SqliteWriter(slow, FOR_EVER, nanos::get, _ -> {});
        try {
            putFive(writer);
            answer.countDown();
            assertThat(stuck.await(90, TimeUnit.SECONDS)).isTrue();
            writer.close(Duration.ofMillis(1));
            assertThat(rowsInTheFile()).isEqualTo(4);
        } finally {
            answer.countDown();
            end.countDown();
            writer.close();
        }
    }

    /**
     * All into one batch, after one that is to be committed.
     *
     * @return done with the last
     */
    private CompletableFuture<Void> putFive(SqliteWriter writer) throws InterruptedException {
        writer.put(entry(0), null);
        assertThat(asked.await(90, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Void> last = new CompletableFuture<>();
        for (int number = 1; number <= 5; number++) {
            writer.put(entry(number), number == 5 ? last : null);
        }
        return last;
    }

    private int rowsInTheFile() {
        try (Connection reading =
                        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("list.db"));
                Statement statement = reading.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM entry")) {
            return count.getInt(1);
        } catch (SQLException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private interface OnRow {
        void written() throws Exception;
    }

    /**
     * @param onRow after a row was written
     */
    private static Connection slow(Connection real, OnRow onRow) {
        return withStatements(
                real,
                PreparedStatement.class,
                (statement, call, words) -> {
                    Object answer = call.invoke(statement, words);
                    if (call.getName().equals("executeUpdate")) {
                        onRow.written();
                    }
                    return answer;
                });
    }

    /** To a ledger's file; it is asked to commit, and answers when it may. */
    private Connection slowToCommit() throws SQLException {
        Path file = folder.resolve("list.db");
        SqliteLedger.open(file, () -> Instant.EPOCH).close();
        return withStatements(
                DriverManager.getConnection("jdbc:sqlite:" + file),
                Statement.class,
                (statement, call, words) -> {
                    if (words != null && words[0].equals("COMMIT")) {
                        asked.countDown();
                        answer.await();
                    }
                    return call.invoke(statement, words);
                });
    }

    private interface Call {
        @Nullable Object on(Object target, Method method, Object @Nullable [] arguments)
                throws Exception;
    }

    /**
     * @param call what comes of calling one of its statements of this type
     */
    private static <S extends Statement> Connection withStatements(
            Connection real, Class<S> type, Call call) {
        return wrap(
                Connection.class,
                real,
                (connection, method, arguments) -> {
                    Object made = method.invoke(connection, arguments);
                    return method.getReturnType() == type ? wrap(type, made, call) : made;
                });
    }

    private static <T> T wrap(Class<T> type, Object target, Call call) {
        return type.cast(
                Proxy.newProxyInstance(
                        SqliteWriterTest.class.getClassLoader(),
                        new Class<?>[] {type},
                        (_, method, arguments) -> call.on(target, method, arguments)));
    }
}
