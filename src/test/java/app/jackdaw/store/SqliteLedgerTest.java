package app.jackdaw.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import app.jackdaw.download.Fault;
import app.jackdaw.download.Requirement;
import app.jackdaw.download.Volume;
import app.jackdaw.model.ItemSource;
import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.LedgerEntry.PartRecord;
import app.jackdaw.model.LedgerEntry.Plan;
import app.jackdaw.model.LedgerEntry.Replaced;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.ServerWord;
import app.jackdaw.model.TransferState;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteErrorCode;

class SqliteLedgerTest {

    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-11-23T08:00:00Z"));

    /** Of the end. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** At most: these rows are short. */
    private static final int ROWS_OF_A_PAGE = 32;

    @TempDir Path folder;

    private Path file() {
        return folder.resolve("data/ledger.db");
    }

    private SqliteLedger open() {
        return SqliteLedger.open(file(), CLOCK);
    }

    private static LedgerEntry entry(int number) {
        MediaItem item =
                MediaItem.ofToken("token" + number, new ItemSource.PastedToken(number))
                        .withNames("名 " + number, null);
        return new LedgerEntry(item, number, new TransferState.Idle(), null, null, null);
    }

    static Stream<TransferState> states() {
        Problem problem =
                Problem.of(Cause.DISK_FULL, "1", "2", "/x", "0")
                        .withPlatformCode(1061045)
                        .withHttpStatus(403)
                        .withLogId("log")
                        .at(Instant.parse("2026-11-23T08:00:00.5Z"));
        Problem quoting =
                problem.withSaid(
                        List.of(
                                new ServerWord(ServerWord.Speaker.LINK, 403, ""),
                                new ServerWord(ServerWord.Speaker.NEW_LINK, 404, "没有 \"了\"")));
        return Stream.of(
                new TransferState.Failed(quoting, 0),
                new TransferState.Idle(),
                new TransferState.Queued(),
                new TransferState.Paused(5, 10),
                new TransferState.Paused(0, TransferState.UNKNOWN),
                new TransferState.Saved(Path.of("/x/图.png"), 1L << 40),
                new TransferState.Skipped(Path.of("/x/a")),
                new TransferState.Skipped(
                        Path.of("/x/a"), TransferState.Skipped.Found.ANOTHER_FILE),
                new TransferState.Failed(problem, 7));
    }

    @ParameterizedTest
    @MethodSource("states")
    void everyStateComesBackAsItWas(TransferState state) throws Exception {
        LedgerEntry full =
                new LedgerEntry(
                        new MediaItem(
                                "id",
                                "token",
                                new ItemSource.CopiedJson(3),
                                "own\n\"名\"",
                                "known",
                                "a/b",
                                1L << 33,
                                "image/png",
                                "{\"bitablePerm\":{}}"),
                        12,
                        state,
                        new Plan(
                                Path.of("/x"),
                                Path.of("/x/图.png"),
                                10,
                                new Replaced(1L << 33, "2026-11-23T07:00:00.123456789Z", "12"),
                                true,
                                true,
                                "42 /x",
                                Path.of("/x/有.png")),
                        new PartRecord(5, "ab", PartRecord.Stage.WHOLE, "\"v\"", "date"),
                        "cd",
                        new LedgerEntry.Told(7, true),
                        Problem.of(Cause.NOT_SHARED).withHttpStatus(403));
        LedgerEntry bare = entry(13);
        try (SqliteLedger ledger = open()) {
            ledger.record(bare);
            ledger.recordNow(full);
        }
        try (SqliteLedger ledger = open()) {
            assertThat(ledger.problem()).isEmpty();
            assertThat(ledger.entries()).containsExactly(full, bare);
        }
    }

    @Test
    void everySourceComesBackAsItWas() throws Exception {
        for (Class<?> type : ItemSource.class.getPermittedSubclasses()) {
            List<Class<?>> types = new ArrayList<>();
            List<Object> values = new ArrayList<>();
            for (RecordComponent part : type.getRecordComponents()) {
                types.add(part.getType());
                values.add(
                        part.getType() == int.class
                                ? (Object) 7
                                : part.getType() == long.class
                                        ? (Object) 8L
                                        : part.getType().isEnum()
                                                ? part.getType().getEnumConstants()[0]
                                                : "text");
            }
            ItemSource source =
                    (ItemSource)
                            type.getDeclaredConstructor(types.toArray(new Class<?>[0]))
                                    .newInstance(values.toArray());
            LedgerEntry entry =
                    new LedgerEntry(
                            MediaItem.ofToken("t", source),
                            1,
                            new TransferState.Idle(),
                            null,
                            null,
                            null);
            assertThat(LedgerText.read(LedgerText.write(entry))).isEqualTo(entry);
        }
    }

    @Test
    @Requirement(26)
    void holdsNoLink() throws Exception {
        String url =
                "https://internal-api-drive-stream.feishu.cn/x/authcode/?code=SECRETSECRETSECRET";
        MediaItem item = MediaItem.ofPastedLink(url, new ItemSource.PastedLink(1));
        try (SqliteLedger ledger = open()) {
            ledger.recordNow(
                    new LedgerEntry(item, 1, new TransferState.Queued(), null, null, null));
            assertThat(list()).hasSizeGreaterThan(1); // the log, while it is open
            assertNoneHolds("SECRET", "authcode");
        }
        assertNoneHolds("SECRET", "authcode");
    }

    private void assertNoneHolds(String... words) throws Exception {
        for (Path path : list()) {
            assertThat(Files.readString(path, StandardCharsets.ISO_8859_1)).doesNotContain(words);
        }
    }

    private List<Path> list() throws Exception {
        try (Stream<Path> files = Files.list(file().getParent())) {
            return files.toList();
        }
    }

    @Test
    void forgetsWhatIsTakenOffTheList() throws Exception {
        try (SqliteLedger ledger = open()) {
            ledger.record(entry(1));
            ledger.record(entry(2));
            ledger.forget(List.of("token1"));
        }
        try (SqliteLedger ledger = open()) {
            assertThat(ledger.entries()).containsExactly(entry(2));
        }
    }

    @Test
    @Requirement({42, 44})
    void isOpenedByOneAtATime() throws Exception {
        try (SqliteLedger first = open()) {
            first.recordNow(entry(1));
            try (SqliteLedger second =
                    SqliteLedger.open(file(), CLOCK, () -> 0, Duration.ZERO, _ -> {})) {
                assertThat(second.problem()).map(Problem::cause).contains(Cause.LEDGER_LOCKED);
                second.recordNow(entry(2));
            }
            first.recordNow(entry(3));
        }
        try (SqliteLedger ledger = open()) {
            assertThat(ledger.entries()).containsExactly(entry(1), entry(3));
        }
    }

    @Test
    @Fault(77)
    void leavesANewerOneAlone() throws Exception {
        try (SqliteLedger ledger = open()) {
            ledger.recordNow(entry(1));
        }
        sql("PRAGMA user_version = " + (SqliteLedgerFile.VERSION + 1));
        byte[] before = Files.readAllBytes(file());
        try (SqliteLedger ledger = open()) {
            assertThat(ledger.problem()).map(Problem::cause).contains(Cause.LEDGER_NEWER);
            ledger.recordNow(entry(2));
        }
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    private void sql(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    @Requirement(42)
    void setsADamagedOneAsideAndSaysSo() throws Exception {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "this is no database, but it is long enough to be looked at");
        try (SqliteLedger ledger = open()) {
            Problem problem = ledger.problem().orElseThrow();
            assertThat(problem.cause()).isEqualTo(Cause.LEDGER_DAMAGED);
            assertThat(Path.of(problem.arguments().getFirst()))
                    .exists()
                    .hasFileName("ledger.db.damaged-20261123-080000");
            ledger.recordNow(entry(1));
        }
        try (SqliteLedger ledger = open()) {
            assertThat(ledger.problem()).isEmpty();
            assertThat(ledger.entries()).containsExactly(entry(1));
        }
    }

    @Test
    @Fault(76)
    @Requirement(42)
    void carriesOverWhatCanBeReadFromADamagedOne() throws Exception {
        List<LedgerEntry> rows = entries(2000);
        try (SqliteLedger ledger = open()) {
            rows.forEach(ledger::record);
        }
        byte[] healthy = Files.readAllBytes(file());
        long seed = Long.getLong("jackdaw.seed", 42);
        Random random = new Random(seed);
        for (int round = 0; round < 10; round++) {
            clean();
            List<LedgerEntry> kept = new ArrayList<>();
            byte[] damaged = healthy.clone();
            // the first one tells the database where its rows are, the second where most others are
            int page = round < 4 ? round / 2 : random.nextInt(damaged.length / 4096);
            if (round % 2 == 0) {
                random.nextBytes(damaged);
                System.arraycopy(healthy, 0, damaged, 0, page * 4096);
            } else {
                byte[] noise = new byte[4096];
                random.nextBytes(noise);
                System.arraycopy(noise, 0, damaged, page * 4096, 4096);
            }
            Files.write(file(), damaged);
            try (SqliteLedger ledger = open()) {
                ledger.recordNow(entry(9999));
                String what = "seed " + seed + ", round " + round;
                assertThat(ledger.problem().map(Problem::cause))
                        .as(what)
                        .contains(Cause.LEDGER_DAMAGED);
                // nothing leads to a row that is needed to find it: all but those under the noise
                List<LedgerEntry> found = ledger.entries();
                assertThat(rows).as(what).containsAll(found);
                int pagesLost = round % 2 == 1 ? 1 : damaged.length / 4096 - page;
                assertThat(found.size())
                        .as(what)
                        .isGreaterThanOrEqualTo(rows.size() - pagesLost * ROWS_OF_A_PAGE);
                kept.addAll(found);
                kept.add(entry(9999));
            }
            try (SqliteLedger ledger = open()) {
                assertThat(ledger.problem()).isEmpty();
                assertThat(ledger.entries()).containsExactlyElementsOf(kept);
            }
        }
    }

    private static List<LedgerEntry> entries(int count) {
        return IntStream.range(0, count).mapToObj(SqliteLedgerTest::entry).toList();
    }

    private void clean() throws Exception {
        for (Path path : list()) {
            Files.delete(path);
        }
    }

    @Test
    @Fault(76)
    void opensWithATornLog() throws Exception {
        SqliteLedger ledger = open();
        Path wal = file().resolveSibling("ledger.db-wal");
        List<Long> lengths = new ArrayList<>(); // of the log, by how many rows were committed
        lengths.add(0L);
        for (int i = 0; i < 50; i++) {
            ledger.recordNow(entry(i));
            lengths.add(Files.size(wal));
        }
        // as after a crash: the log is there, the file is not closed
        byte[] database = Files.readAllBytes(file());
        byte[] log = Files.readAllBytes(wal);
        ledger.close();
        for (int cut = log.length; cut > 0; cut -= 7777) {
            clean();
            Files.write(file(), database);
            Files.write(wal, Arrays.copyOf(log, cut));
            long length = cut;
            int rows = (int) lengths.stream().filter(whole -> whole <= length).count() - 1;
            try (SqliteLedger again = open()) {
                assertThat(again.problem()).as("cut at %d", cut).isEmpty();
                assertThat(again.entries())
                        .as("cut at %d: what was committed before", cut)
                        .isEqualTo(entries(rows));
            }
        }
    }

    /**
     * @param id before or behind the other row's
     */
    @ParameterizedTest
    @ValueSource(strings = {"odd", "zzz"})
    void aRowThatCannotBeReadStaysInTheFile(String id) throws Exception {
        try (SqliteLedger ledger = open()) {
            ledger.recordNow(entry(1));
        }
        String future = "{\"of\":\"the future\"}";
        sql(
                "INSERT INTO entry VALUES ('%s', 5, '%s', %d)"
                        .formatted(id, future, RowSum.of(id, 5, future)));
        try (SqliteLedger ledger = open()) {
            assertThat(ledger.entries()).containsExactly(entry(1));
            assertThat(ledger.problem()).map(Problem::cause).contains(Cause.LEDGER_FAILED);
            ledger.recordNow(entry(2));
        }
        assertThat(Files.readString(file(), StandardCharsets.ISO_8859_1)).contains("the future");
    }

    /** Of the first version, whose rows had no checksums. */
    private void makeOld(List<LedgerEntry> rows) throws Exception {
        Files.createDirectories(file().getParent());
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute(
                    "CREATE TABLE entry (id TEXT PRIMARY KEY, rank INTEGER NOT NULL,"
                            + " text TEXT NOT NULL) WITHOUT ROWID");
            statement.execute("PRAGMA application_id = " + 0x6A61636B);
            statement.execute("PRAGMA user_version = 1");
            try (PreparedStatement put =
                    connection.prepareStatement("INSERT INTO entry VALUES (?, ?, ?)")) {
                for (LedgerEntry row : rows) {
                    put.setString(1, row.item().id());
                    put.setLong(2, row.rank());
                    put.setString(3, LedgerText.write(row));
                    put.executeUpdate();
                }
            }
        }
    }

    @Test
    @Fault({76, 77})
    @Requirement(42)
    void rowsOfTheFirstVersionAreTakenOverAndVouchedForFromThenOn() throws Exception {
        makeOld(entries(100));
        try (SqliteLedger ledger = open()) {
            assertThat(ledger.problem()).isEmpty();
            assertThat(ledger.entries()).isEqualTo(entries(100));
            ledger.recordNow(entry(100));
        }
        try (SqliteLedger ledger = open()) {
            assertThat(ledger.problem()).isEmpty();
            assertThat(ledger.entries()).isEqualTo(entries(101));
        }
        sql("UPDATE entry SET text = replace(text, '名 7\"', '名 8\"') WHERE id = 'token7'");
        try (SqliteLedger ledger = open()) {
            assertThat(ledger.problem()).map(Problem::cause).contains(Cause.LEDGER_DAMAGED);
            List<LedgerEntry> others = new ArrayList<>(entries(101));
            others.remove(7);
            assertThat(ledger.entries()).isEqualTo(others);
        }
    }

    @Test
    @Fault(76)
    @Requirement(42)
    void ofADamagedOneOfTheFirstVersionIsCarriedOverWhatIsBeforeAndBehindTheDamage()
            throws Exception {
        makeOld(entries(500));
        byte[] damaged = Files.readAllBytes(file());
        Arrays.fill(damaged, 10 * 4096, 11 * 4096, (byte) 0x55);
        Files.write(file(), damaged);
        try (SqliteLedger ledger = open()) {
            assertThat(ledger.problem()).map(Problem::cause).contains(Cause.LEDGER_DAMAGED);
            assertThat(ledger.entries().size()).isGreaterThanOrEqualTo(500 - ROWS_OF_A_PAGE);
            assertThat(entries(500)).containsAll(ledger.entries());
        }
    }

    @Test
    void whatIsTakenOffTheListLeavesTheFile() throws Exception {
        try (SqliteLedger ledger = open()) {
            entries(200).forEach(ledger::record);
        }
        try (SqliteLedger ledger = open()) {
            ledger.forget(entries(200).stream().map(entry -> entry.item().id()).toList());
        }
        assertNoneHolds("\"token\"");
    }

    /** For root a closed folder is open, so it is the volume that is closed, where one may be. */
    @Test
    @Requirement(42)
    void aFileThatCannotBeWrittenIsReadAllTheSame() throws Exception {
        if (System.getProperty("user.name").equals("root")) {
            try (Volume volume = Volume.mount(folder.resolve("data"), "size=8m")) {
                try (SqliteLedger ledger = open()) {
                    ledger.recordNow(entry(1));
                }
                volume.refuseWrites();
                assertIsReadAllTheSame();
            }
            return;
        }
        try (SqliteLedger ledger = open()) {
            ledger.recordNow(entry(1));
        }
        assertThat(file().toFile().setWritable(false)).isTrue();
        assertThat(folder.resolve("data").toFile().setWritable(false)).isTrue();
        try {
            assertIsReadAllTheSame();
        } finally {
            assertThat(folder.resolve("data").toFile().setWritable(true)).isTrue();
        }
    }

    private void assertIsReadAllTheSame() throws Exception {
        byte[] before = Files.readAllBytes(file());
        try (SqliteLedger ledger = open()) {
            assertThat(ledger.problem()).map(Problem::cause).contains(Cause.LEDGER_READ_ONLY);
            assertThat(ledger.entries()).containsExactly(entry(1));
            ledger.recordNow(entry(2));
        }
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    /** A crash left a log behind, which the database can only read by writing. */
    @Test
    @Fault(76)
    @Requirement(42)
    void alsoWithTheLogOfACrash() throws Exception {
        try (Volume volume = Volume.mount(folder.resolve("data"), "size=8m")) {
            byte[] database;
            byte[] log;
            try (SqliteLedger ledger = open()) {
                ledger.recordNow(entry(1));
                database = Files.readAllBytes(file());
                log = Files.readAllBytes(file().resolveSibling("ledger.db-wal"));
            }
            Files.write(file(), database);
            Files.write(file().resolveSibling("ledger.db-wal"), log);
            volume.refuseWrites();
            assertIsReadAllTheSame();
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsToldAndTheListLivesInMemory() throws Exception {
        Files.writeString(folder.resolve("data"), "a file in the way");
        try (SqliteLedger ledger = open()) {
            assertThat(ledger.problem()).map(Problem::cause).contains(Cause.LEDGER_READ_ONLY);
            assertThat(ledger.notKept(PATIENCE)).as("there is nothing to lose").isEmpty();
            ledger.recordNow(entry(1));
            ledger.record(entry(2));
            assertThat(ledger.notKept(PATIENCE)).isEqualTo(ledger.problem());
            ledger.forget(List.of(entry(1).item().id(), entry(2).item().id()));
            assertThat(ledger.notKept(PATIENCE)).as("nobody wants them any more").isEmpty();
        }
    }

    @Test
    @Fault(68)
    @Requirement(42)
    void aFullDiskLosesNothing() throws Exception {
        try (SqliteLedger ledger = open()) {
            ledger.recordNow(entry(1));
        }
        try (FullLedger full = new FullLedger(file())) {
            int refused = 0;
            for (int i = 2; i < 200; i++) {
                try {
                    full.put(entry(i));
                } catch (ProblemException e) {
                    refused++;
                }
            }
            assertThat(refused).isPositive();
            full.makeRoom();
            full.put(entry(1000));
        }
        try (SqliteLedger ledger = open()) {
            assertThat(ledger.problem()).isEmpty();
            assertThat(ledger.entries()).hasSize(200);
        }
    }

    /** The writer on a connection that may use a few pages only, as if the disk were full. */
    private static final class FullLedger implements AutoCloseable {
        private final Connection connection;
        private final SqliteWriter writer;
        private final List<SQLException> told = new CopyOnWriteArrayList<>();

        FullLedger(Path file) throws Exception {
            this(file, Duration.ofMillis(5));
        }

        FullLedger(Path file, Duration betweenTries) throws Exception {
            connection = DriverManager.getConnection("jdbc:sqlite:" + file);
            SqliteLedgerFile.execute(connection, "PRAGMA max_page_count = 8");
            writer = new SqliteWriter(connection, betweenTries, () -> 0, told::add);
        }

        void put(LedgerEntry entry) throws Exception {
            var committed = new CompletableFuture<Void>();
            writer.put(entry, committed);
            try {
                committed.get();
            } catch (ExecutionException full) {
                assertThat(full.getCause())
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e ->
                                        assertThat(SqliteLedgerFile.kind(e))
                                                .isEqualTo(SQLiteErrorCode.SQLITE_FULL));
                throw new ProblemException(Problem.of(Cause.DISK_FULL));
            }
        }

        int rows() throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet count = statement.executeQuery("SELECT count(*) FROM entry")) {
                return count.getInt(1);
            }
        }

        void makeRoom() throws Exception {
            SqliteLedgerFile.execute(connection, "PRAGMA max_page_count = 100000");
        }

        @Override
        public void close() {
            writer.close();
        }
    }

    @Test
    @Fault(68)
    @Requirement(42)
    void whatCouldNotBeWrittenIsWrittenByItselfWhenThereIsRoom() throws Exception {
        try (SqliteLedger ledger = open()) {
            ledger.recordNow(entry(1));
        }
        try (FullLedger full = new FullLedger(file())) {
            for (int i = 2; i < 200; i++) {
                full.writer.put(entry(i), null);
            }
            await().atMost(Duration.ofSeconds(90)).until(() -> !full.told.isEmpty());
            full.makeRoom();
            await().atMost(Duration.ofSeconds(90)).until(() -> full.rows() == 199);
            assertThat(full.told).hasSize(1);
        }
    }

    /** With rows that wait for room, more than fit. */
    private FullLedger refused(Duration betweenTries) throws Exception {
        try (SqliteLedger ledger = open()) {
            ledger.recordNow(entry(1));
        }
        FullLedger full = new FullLedger(file(), betweenTries);
        for (int i = 2; i < 200; i++) {
            full.writer.put(entry(i), null);
        }
        await().atMost(Duration.ofSeconds(90)).until(() -> !full.told.isEmpty());
        return full;
    }

    @Test
    @Fault(68)
    @Requirement(42)
    void closingTriesOnceMoreToWriteWhatWaitsForRoom() throws Exception {
        FullLedger full = refused(Duration.ofDays(1));
        full.makeRoom();
        full.close();
        try (SqliteLedger ledger = open()) {
            assertThat(ledger.entries()).hasSize(199);
        }
    }

    @Test
    @Fault(68)
    @Requirement(42)
    void whoWaitsIsAnsweredBeforeTheNextTryIsDue() throws Exception {
        try (FullLedger full = refused(Duration.ofDays(1))) {
            full.makeRoom();
            CompletableFuture<Void> committed = new CompletableFuture<>();
            full.writer.put(entry(1000), committed);
            assertThat(committed).succeedsWithin(Duration.ofSeconds(90));
            assertThat(full.rows()).isEqualTo(200);
        }
    }

    @Test
    @Fault(68)
    @Requirement(42)
    void newRowsDoNotPutTheNextTryOff() throws Exception {
        try (FullLedger full = refused(Duration.ofMillis(200))) {
            full.makeRoom();
            // far more often than the tries
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .atMost(Duration.ofSeconds(90))
                    .until(
                            () -> {
                                full.writer.put(entry(1000), null);
                                return full.rows();
                            },
                            rows -> rows == 200);
        }
    }

    @Test
    @Requirement(42)
    void aDiskThatDoesNotAnswerDoesNotKeepTheEndWaiting() throws Exception {
        try (SqliteLedger ledger = open()) {
            ledger.recordNow(entry(1));
        }
        MediaItem odd = MediaItem.ofToken("odd", new ItemSource.PastedToken(1));
        CountDownLatch answer = new CountDownLatch(1);
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        var writer = new SqliteWriter(connection, Duration.ofSeconds(5), () -> 0, _ -> {});
        writer.put(new LedgerEntry(odd, 9, unspeakable(answer), null, null, null), null);
        CompletableFuture<Void> closed =
                CompletableFuture.runAsync(() -> writer.close(Duration.ofMillis(1)));
        assertThat(closed).succeedsWithin(Duration.ofSeconds(90));
        assertThat(connection.isClosed()).as("under a write").isFalse();
        answer.countDown();
        writer.close();
        assertThat(connection.isClosed()).isTrue();
    }

    @Test
    @Requirement(42)
    void aRowThatCannotBeWrittenFailsAloneAndKeepsNoOtherFromBeingWritten() throws Exception {
        try (SqliteLedger ledger = open()) {
            ledger.recordNow(entry(1));
        }
        sql(
                "CREATE TRIGGER odd BEFORE INSERT ON entry WHEN NEW.id = 'token3'"
                        + " BEGIN SELECT RAISE(ABORT, 'never'); END");
        MediaItem odd = MediaItem.ofToken("odd", new ItemSource.PastedToken(1));
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file())) {
            CountDownLatch open = new CountDownLatch(1);
            var writer = new SqliteWriter(connection, Duration.ofSeconds(5), () -> 0, _ -> {});
            List<CompletableFuture<Void>> told = new ArrayList<>();
            for (LedgerEntry entry :
                    List.of(
                            entry(2),
                            new LedgerEntry(odd, 9, unspeakable(open), null, null, null),
                            entry(3),
                            entry(4))) {
                told.add(new CompletableFuture<>());
                writer.put(entry, told.getLast());
            }
            open.countDown();
            writer.close();
            assertThat(told.get(0)).isCompleted();
            assertThat(told.get(1)).isCompletedExceptionally();
            assertThat(told.get(2)).isCompletedExceptionally();
            assertThat(told.get(3)).isCompleted();
        }
        try (SqliteLedger ledger = open()) {
            assertThat(ledger.entries()).containsExactly(entry(1), entry(2), entry(4));
        }
    }

    @Test
    void whoWaitsForAGoodRowIsNotToldOfABadOneInItsBatch() throws Exception {
        MediaItem odd = MediaItem.ofToken("odd", new ItemSource.PastedToken(1));
        CountDownLatch open = new CountDownLatch(1);
        try (SqliteLedger ledger = open()) {
            // the first one holds the writer up, so that all the others are in one batch
            ledger.record(new LedgerEntry(odd, 0, unspeakable(open), null, null, null));
            for (int i = 1; i < 50; i++) {
                ledger.record(entry(i));
            }
            ledger.record(new LedgerEntry(odd, 0, unspeakable(open), null, null, null));
            open.countDown();
            ledger.recordNow(entry(50));
        }
        try (SqliteLedger ledger = open()) {
            assertThat(ledger.entries()).hasSize(50);
        }
    }

    /** A path that cannot be put into words, as soon as that is tried and the gate is open. */
    private static TransferState unspeakable(CountDownLatch gate) {
        Object path =
                Proxy.newProxyInstance(
                        Path.class.getClassLoader(),
                        new Class<?>[] {Path.class},
                        (_, method, _) -> {
                            gate.await();
                            throw new IllegalStateException(method.getName());
                        });
        return new TransferState.Skipped((Path) path);
    }

    @Test
    @Fault(76)
    @Requirement(42)
    void aCrashBetweenAnyTwoStepsOfReplacingADamagedOneLosesNothing() throws Exception {
        Map<String, byte[]> damaged = damagedWithALog();
        List<LedgerEntry> whole = List.of();
        boolean killed = true;
        for (int kill = 0; killed; kill++) {
            clean();
            for (Map.Entry<String, byte[]> part : damaged.entrySet()) {
                Files.write(file().resolveSibling(part.getKey()), part.getValue());
            }
            killed = replaceUntilKilledBefore(kill);
            try (SqliteLedger ledger = open()) {
                if (kill == 0) {
                    whole = ledger.entries();
                    assertThat(whole).contains(entry(1500)); // it was in the log alone
                }
                assertThat(ledger.entries()).as("killed before step %d", kill).isEqualTo(whole);
                if (killed) { // else it was told before this start
                    Problem problem = ledger.problem().orElseThrow();
                    assertThat(problem.cause()).isEqualTo(Cause.LEDGER_DAMAGED);
                    assertThat(Path.of(problem.arguments().getFirst())).exists();
                } else {
                    assertThat(ledger.problem()).isEmpty();
                    assertThat(kill).as("steps").isBetween(4, 5); // with or without -shm
                }
            }
            if (kill == 0) {
                continue; // the start began anew, and looking wrote the log into the file
            }
            // nothing of the damaged one is lost, and its parts are together
            for (Map.Entry<String, byte[]> part : damaged.entrySet()) {
                String name = part.getKey().replace(".db", ".db.damaged-20261123-080000");
                assertThat(file().resolveSibling(name)).hasBinaryContent(part.getValue());
            }
        }
    }

    /** As after a crash: the last rows are in the log alone, and a page of the file is noise. */
    private Map<String, byte[]> damagedWithALog() throws Exception {
        try (SqliteLedger ledger = open()) {
            for (int i = 0; i < 1000; i++) {
                ledger.record(entry(i));
            }
        }
        SqliteLedger ledger = open();
        ledger.recordNow(entry(1500));
        byte[] database = Files.readAllBytes(file());
        byte[] log = Files.readAllBytes(file().resolveSibling("ledger.db-wal"));
        ledger.close();
        int page = database.length / 4096 / 2;
        Arrays.fill(database, page * 4096, page * 4096 + 4096, (byte) 0xAA);
        return Map.of("ledger.db", database, "ledger.db-wal", log);
    }

    /** The database begins with an empty file, which looks as if it had lost its rows. */
    @Test
    @Requirement(42)
    void killedInItsVeryFirstStartItIsANewOneAtTheNext() throws Exception {
        Files.createDirectories(file().getParent());
        SqliteSalvage killed =
                new SqliteSalvage(
                        file(),
                        CLOCK,
                        (_, _) -> {
                            throw new IOException("killed");
                        });
        assertThatThrownBy(killed::makeIfMissing).hasMessage("killed");
        assertThat(file()).as("is not there before it is whole").doesNotExist();
        Files.write(file().resolveSibling("ledger.db.new"), new byte[0]); // or a bit earlier
        try (SqliteLedger ledger = open()) {
            assertThat(ledger.problem()).isEmpty();
            ledger.recordNow(entry(1));
        }
        try (SqliteLedger ledger = open()) {
            assertThat(ledger.problem()).isEmpty();
            assertThat(ledger.entries()).containsExactly(entry(1));
        }
        try (Stream<Path> files = Files.list(file().getParent())) {
            assertThat(files).containsExactly(file());
        }
    }

    /** Whether a kill came between. */
    private boolean replaceUntilKilledBefore(int step) throws Exception {
        AtomicInteger steps = new AtomicInteger();
        SqliteSalvage salvage =
                new SqliteSalvage(
                        file(),
                        CLOCK,
                        (from, to) -> {
                            if (steps.getAndIncrement() == step) {
                                throw new IOException("killed");
                            }
                            Files.move(from, to);
                        });
        try {
            // on a copy, because looking alone writes the log into the file
            salvage.replace(salvage.copiedRows());
            return false;
        } catch (IOException killed) {
            return true;
        }
    }

    @Test
    @Fault(68)
    void aFullDiskAtTheStartShowsTheListAllTheSame() throws Exception {
        Path closed = folder.resolve("closed.db");
        try (SqliteLedger ledger = SqliteLedger.open(closed, CLOCK)) {
            ledger.recordNow(entry(1));
        }
        try (Volume small = Volume.mount(folder.resolve("data"), "size=256k")) {
            Files.copy(closed, file());
            fill(small);
            try (SqliteLedger ledger = open()) {
                assertThat(ledger.entries()).containsExactly(entry(1));
                assertThat(ledger.notKept(PATIENCE)).isEmpty();
                assertThatThrownBy(() -> ledger.recordNow(entry(2)))
                        .isInstanceOfSatisfying(
                                ProblemException.class,
                                e ->
                                        assertThat(e.problem().cause())
                                                .isEqualTo(Cause.LEDGER_NO_ROOM));
                assertThat(ledger.notKept(PATIENCE))
                        .map(Problem::cause)
                        .contains(Cause.LEDGER_NO_ROOM);
                Files.delete(small.path().resolve("ballast"));
                ledger.recordNow(entry(3));
                assertThat(ledger.notKept(PATIENCE)).as("all of it is written").isEmpty();
            }
            try (SqliteLedger ledger = open()) {
                assertThat(ledger.problem()).isEmpty();
                assertThat(ledger.entries()).containsExactly(entry(1), entry(2), entry(3));
            }
        }
    }

    /** It must be rewritten, for which there is no room. */
    @Test
    @Fault(68)
    @Requirement(42)
    void aFullDiskOnlyPutsOffWhatAListOfTheFirstVersionNeeds() throws Exception {
        try (Volume small = Volume.mount(folder.resolve("data"), "size=4m")) {
            makeOld(entries(100));
            fill(small);
            try (SqliteLedger ledger = open()) {
                assertThat(ledger.entries()).isEqualTo(entries(100));
                assertThat(ledger.problem())
                        .contains(
                                Problem.of(
                                        Cause.LEDGER_NO_ROOM, folder.resolve("data").toString()));
                assertThatThrownBy(() -> ledger.recordNow(entry(100)))
                        .isInstanceOfSatisfying(
                                ProblemException.class,
                                e ->
                                        assertThat(e.problem().cause())
                                                .isEqualTo(Cause.LEDGER_NO_ROOM));
                Files.delete(small.path().resolve("ballast"));
                ledger.recordNow(entry(101));
                ledger.recordNow(entry(102));
            }
            try (SqliteLedger ledger = open()) {
                assertThat(ledger.problem()).isEmpty();
                assertThat(ledger.entries()).isEqualTo(entries(103));
            }
        }
    }

    @Test
    @Fault(68)
    void aFullDiskAfterACrashShowsWhatIsInTheLogToo() throws Exception {
        Path crashed = folder.resolve("crashed.db");
        byte[] database;
        byte[] log;
        try (SqliteLedger ledger = SqliteLedger.open(crashed, CLOCK)) {
            for (int i = 1; i < 20; i++) {
                ledger.recordNow(entry(i));
            }
            database = Files.readAllBytes(crashed);
            log = Files.readAllBytes(folder.resolve("crashed.db-wal"));
        }
        List<LedgerEntry> all = IntStream.range(1, 20).mapToObj(SqliteLedgerTest::entry).toList();
        try (Volume small = Volume.mount(folder.resolve("data"), "size=512k")) {
            Files.write(file(), database);
            Files.write(file().resolveSibling("ledger.db-wal"), log);
            fill(small);
            try (SqliteLedger ledger = open()) {
                assertThat(ledger.entries()).containsExactlyElementsOf(all);
            }
            Files.delete(small.path().resolve("ballast"));
            try (SqliteLedger ledger = open()) {
                assertThat(ledger.entries()).containsExactlyElementsOf(all);
            }
        }
    }

    @Test
    @Fault(68)
    void aFullDiskWithoutAListIsToldAndTheListLivesInMemory() throws Exception {
        try (Volume small = Volume.mount(folder.resolve("data"), "size=256k")) {
            fill(small);
            try (SqliteLedger ledger = open()) {
                assertThat(ledger.problem()).map(Problem::cause).contains(Cause.LEDGER_READ_ONLY);
                ledger.recordNow(entry(1));
            }
        }
    }

    /** To the last byte. */
    private static void fill(Volume volume) throws IOException {
        byte[] page = new byte[4096];
        try (OutputStream ballast = Files.newOutputStream(volume.path().resolve("ballast"))) {
            while (true) {
                ballast.write(page);
            }
        } catch (IOException full) {
            assertThat(Files.getFileStore(volume.path()).getUsableSpace()).isZero();
        }
    }

    @Test
    void aLogThatMayNotBeWrittenIsReadAllTheSame() throws Exception {
        SqliteLedger ledger = open();
        for (int i = 1; i < 20; i++) {
            ledger.recordNow(entry(i));
        }
        byte[] database = Files.readAllBytes(file());
        byte[] log = Files.readAllBytes(file().resolveSibling("ledger.db-wal"));
        ledger.close();
        clean();
        Files.write(file(), database);
        Files.write(file().resolveSibling("ledger.db-wal"), log);
        List<String> rows = new SqliteSalvage(file(), CLOCK).copiedRows();
        assertThat(rows.stream().map(LedgerText::read).toList())
                .containsExactlyElementsOf(
                        IntStream.range(1, 20).mapToObj(SqliteLedgerTest::entry).toList());
    }

    @Test
    @Fault(78)
    void fiftyThousandEntriesAreThereAgain() throws Exception {
        try (SqliteLedger ledger = open()) {
            for (int i = 0; i < 49_999; i++) {
                ledger.record(entry(i));
            }
            // written when it returns, and all before it: closing has no patience without end
            ledger.recordNow(entry(49_999));
        }
        try (SqliteLedger ledger = open()) {
            assertThat(ledger.entries()).hasSize(50_000);
            assertThat(ledger.entries().get(49_999)).isEqualTo(entry(49_999));
        }
    }

    @Test
    void whoComesTooLateIsToldSo() {
        SqliteLedger ledger = open();
        ledger.close();
        assertThatThrownBy(() -> ledger.recordNow(entry(1))).isInstanceOf(ProblemException.class);
    }
}
