package app.jackdaw.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.jackdaw.download.Fault;
import app.jackdaw.download.Requirement;
import app.jackdaw.download.Volume;
import app.jackdaw.model.ItemSource;
import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.LedgerEntry.Plan;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.TransferState;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists that cannot be used as they are, here and now, and of which nothing may be lost. */
class LedgerLeftAloneTest {

    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-11-23T08:00:00Z"));

    @TempDir Path root;

    private Path folder() throws IOException {
        return Files.createDirectories(root.resolve("data"));
    }

    private Path file() throws IOException {
        return folder().resolve("ledger.db");
    }

    private Path log() throws IOException {
        return folder().resolve("ledger.db-wal");
    }

    private SqliteLedger open() throws IOException {
        return SqliteLedger.open(file(), CLOCK);
    }

    private static LedgerEntry entry(int number) {
        return new LedgerEntry(
                MediaItem.ofToken("token" + number, new ItemSource.PastedToken(number)),
                number,
                new TransferState.Idle(),
                null,
                null,
                null);
    }

    private static List<LedgerEntry> entries(int count) {
        return IntStream.range(0, count).mapToObj(LedgerLeftAloneTest::entry).toList();
    }

    /** Every file of the folder, by its name. */
    private TreeMap<String, String> everything() throws IOException {
        TreeMap<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder())) {
            for (Path each : files.toList()) {
                all.put(
                        each.getFileName().toString(),
                        Base64.getEncoder().encodeToString(Files.readAllBytes(each)));
            }
        }
        return all;
    }

    private void clear() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            for (Path each : files.toList()) {
                Files.delete(each);
            }
        }
    }

    /** What is there while somebody who is killed has it open. */
    private void killed(byte[] database, byte[] log) throws IOException {
        clear();
        Files.write(file(), database);
        Files.write(log(), log);
    }

    /** A young list lives wholly in the log. */
    @Test
    @Requirement(16)
    void theLogOfADatabaseThatIsGoneIsReadAndToldOf() throws Exception {
        byte[] log;
        try (SqliteLedger ledger = open()) {
            for (LedgerEntry entry : entries(20)) {
                ledger.recordNow(entry);
            }
            log = Files.readAllBytes(log());
        }
        clear();
        Files.write(log(), log);
        try (SqliteLedger ledger = open()) {
            assertThat(ledger.entries()).isEqualTo(entries(20));
            assertThat(ledger.problem()).map(Problem::cause).contains(Cause.LEDGER_DAMAGED);
        }
        try (SqliteLedger ledger = open()) {
            assertThat(ledger.entries()).isEqualTo(entries(20));
            assertThat(ledger.problem()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"WAL", "DELETE"})
    @Fault(77)
    void nothingOfANewerOneIsTouched(String journal) throws Exception {
        try (SqliteLedger ledger = open()) {
            ledger.recordNow(entry(1));
        }
        try (Connection newer = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = newer.createStatement()) {
            statement.execute("PRAGMA journal_mode = " + journal);
            statement.execute("PRAGMA user_version = " + (SqliteLedgerFile.VERSION + 1));
        }
        isLeftAsItIs();
    }

    /** Its application was killed: that it is newer stands in the log alone. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Fault(77)
    void norAnythingOfItsLog(boolean damaged) throws Exception {
        try (SqliteLedger ledger = open()) {
            ledger.recordNow(entry(1));
        }
        try (Connection newer = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = newer.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            for (int i = 0; i < 3; i++) {
                statement.execute("UPDATE entry SET rank = rank + 1");
                statement.execute("PRAGMA user_version = " + (SqliteLedgerFile.VERSION + 1 + i));
            }
            byte[] log = Files.readAllBytes(log());
            if (damaged) {
                log[32 + 24 + 2000] ^= 1; // in the content of the first page that was written
            }
            killed(Files.readAllBytes(file()), log);
        }
        if (damaged) {
            assertThat(SqliteLogReader.glance(log()).damaged()).isTrue();
        }
        isLeftAsItIs();
    }

    private void isLeftAsItIs() throws Exception {
        TreeMap<String, String> before = everything();
        try (SqliteLedger ledger = open()) {
            assertThat(ledger.problem()).map(Problem::cause).contains(Cause.LEDGER_NEWER);
            assertThat(ledger.entries()).isEmpty();
            ledger.recordNow(entry(2));
        }
        assertThat(everything()).isEqualTo(before);
    }

    /**
     * As with the Chinese names of folders under a locale without Unicode.
     *
     * @param number of the row, of the three that there are
     */
    @ParameterizedTest
    @CsvSource({"destination, 1", "target, 1", "path, 1", "path, 2", "path, 3"})
    @Requirement(16)
    void whatIsKnownOfFilesWhosePathsCannotBeSpelledHereStays(String field, int number)
            throws Exception {
        Path saved = root.resolve("合同.pdf");
        LedgerEntry whole =
                new LedgerEntry(
                        entry(number).item().withNames("合同.pdf", null),
                        number,
                        new TransferState.Saved(saved, 7),
                        new Plan(root, saved, 7),
                        null,
                        "ab".repeat(32));
        try (SqliteLedger ledger = open()) {
            for (int row = 1; row <= 3; row++) {
                ledger.recordNow(row == number ? whole : entry(row));
            }
        }
        // no Unix has a path with this character, whatever its locale
        String text =
                LedgerText.write(whole)
                        .replace("\"" + field + "\":\"", "\"" + field + "\":\"\\u0000");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                var put = connection.prepareStatement(SqliteLedgerFile.PUT)) {
            SqliteLedgerFile.fill(put, whole.item().id(), number, text);
            put.executeUpdate();
        }
        byte[] before = Files.readAllBytes(file());
        try (SqliteLedger ledger = open()) {
            assertThat(ledger.problem())
                    .contains(Problem.of(Cause.LEDGER_NOT_SPELLED, file().toString()));
            assertThat(ledger.entries())
                    .extracting(LedgerEntry::item)
                    .hasSize(3)
                    .contains(whole.item());
            assertThat(ledger.entries().get(number - 1).state())
                    .isEqualTo(new TransferState.Idle());
            ledger.recordNow(entry(number));
            ledger.forget(List.of(whole.item().id()));
        }
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    /** The rows are tried again by themselves: nobody may be told to start anew. */
    @Test
    @Fault(68)
    @Requirement(42)
    void aDiskThatFillsUpMeanwhileIsToldAsFull() throws Exception {
        try (Volume small = Volume.mount(root.resolve("data"), "size=1m");
                SqliteLedger ledger = open()) {
            List<Problem> told = new CopyOnWriteArrayList<>();
            ledger.whenNotWritten(told::add);
            ledger.recordNow(entry(0));
            fill(small);
            List<LedgerEntry> more = new ArrayList<>(entries(5_000));
            more.forEach(ledger::record);
            await().atMost(Duration.ofSeconds(60)).until(() -> !told.isEmpty());
            assertThat(told.getFirst())
                    .isEqualTo(Problem.of(Cause.LEDGER_NO_ROOM, folder().toString()));
        }
    }

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
}
