package app.jackdaw.store;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.ItemSource;
import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.LedgerEntry.PartRecord;
import app.jackdaw.model.LedgerEntry.PartRecord.Stage;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TransferState;
import app.jackdaw.model.UnwantedPart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts that are still to be deleted are remembered like rows. */
class UnwantedPartsLedgerTest {

    private static final Path ROOT = Path.of("root").toAbsolutePath();
    private static final UnwantedPart BARE =
            new UnwantedPart("t", "0123abcd", ROOT, ROOT.resolve("a/b.pdf"), false, null, null);
    private static final UnwantedPart WHOLE =
            new UnwantedPart(
                    "t",
                    "0123abcd",
                    ROOT,
                    ROOT.resolve("张三 \"x\".pdf"),
                    true,
                    new PartRecord(9, "00ff", Stage.WHOLE, "\"v\"", null),
                    "7 /mnt/usb");

    @TempDir Path folder;

    private SqliteLedger open() {
        return SqliteLedger.open(folder.resolve("jackdaw.db"), InstantSource.system());
    }

    private static Stream<UnwantedPart> parts() {
        Path top = ROOT.getRoot(); // a stick is often used without a folder
        UnwantedPart onTop =
                new UnwantedPart("t", "0", top, top.resolve("t.bin"), false, null, null);
        return Stream.of(BARE, WHOLE, onTop);
    }

    @ParameterizedTest
    @MethodSource("parts")
    void whatIsWrittenIsRead(UnwantedPart part) {
        assertThat(UnwantedText.read(UnwantedText.write(part))).isEqualTo(part);
    }

    @Test
    void theyAreThereUntilTheyAreGone() {
        try (SqliteLedger ledger = open()) {
            assertThat(ledger.unwanted()).isEmpty();
            ledger.addUnwanted(BARE);
            ledger.addUnwanted(WHOLE);
        }
        try (SqliteLedger ledger = open()) {
            assertThat(ledger.unwanted()).containsExactlyInAnyOrder(BARE, WHOLE);
            assertThat(ledger.entries()).isEmpty();
            ledger.removeUnwanted(WHOLE);
            ledger.removeUnwanted(BARE);
            ledger.addUnwanted(BARE);
        }
        try (SqliteLedger ledger = open()) {
            assertThat(ledger.unwanted()).containsExactly(BARE);
            assertThat(ledger.problem()).isEmpty();
        }
    }

    /** Killed at any moment, somebody knows of it: the row, or this. */
    @Test
    void itIsWrittenNoLaterThanWhatIsToldAfterIt() throws Exception {
        MediaItem item = MediaItem.ofToken("t", new ItemSource.PastedToken(1));
        try (SqliteLedger ledger = open()) {
            ledger.addUnwanted(BARE);
            ledger.recordNow(new LedgerEntry(item, 1, new TransferState.Idle(), null, null, null));
            try (Connection reader = copy();
                    var rows =
                            reader.createStatement()
                                    .executeQuery("SELECT count(*) FROM unwanted")) {
                assertThat(rows.getInt(1)).isEqualTo(1);
            }
        }
    }

    /** As a kill at this moment would leave it. */
    private Connection copy() throws Exception {
        Path copy = folder.resolve("copy");
        Files.createDirectory(copy);
        for (String name : List.of("jackdaw.db", "jackdaw.db-wal")) {
            Files.copy(folder.resolve(name), copy.resolve(name));
        }
        return SqliteLedgerFile.connect(copy.resolve("jackdaw.db"), false);
    }

    /** Of another locale or system, or of a later version: it stays in the file. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"of\":\"tomorrow\"}",
                "{\"id\":\"t\",\"digest\":\"0\",\"root\":\"no\",\"target\":\"where\"}",
                "{\"id\":\"t\",\"digest\":\"0\",\"root\":\"/\",\"target\":\"/\"}"
            })
    void whatCannotBeReadHoldsNothingUp(String text) throws Exception {
        try (SqliteLedger ledger = open()) {
            ledger.addUnwanted(BARE);
        }
        try (Connection other = SqliteLedgerFile.connect(folder.resolve("jackdaw.db"), false);
                var statement = other.prepareStatement("INSERT INTO unwanted VALUES ('x', ?)")) {
            statement.setString(1, text);
            statement.execute();
        }
        try (SqliteLedger ledger = open()) {
            assertThat(ledger.unwanted()).containsExactly(BARE);
            assertThat(ledger.problem()).isEmpty();
        }
    }
}
