package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.LedgerEntry.PartRecord;
import app.jackdaw.model.LedgerEntry.PartRecord.Stage;
import app.jackdaw.model.LedgerEntry.Plan;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.FaultServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Between the link and the deleting of the part the power went: the file has its name, its part is
 * still there, and the row knows neither. What has a name is never written into.
 */
class NamedPartTest {

    private static final byte[] CONTENT = Bench.bytes(200_000, 5);
    private static final byte[] OTHER = Bench.bytes(200_000, 6);
    private static final int KNOWN = 100_000;

    @TempDir Path folder;
    private Bench bench;
    private final MemoryLedger ledger = new MemoryLedger();

    @BeforeEach
    void open() {
        bench = new Bench(folder);
        bench.ledger = ledger;
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private Path target() {
        return folder.resolve("t.bin");
    }

    /** The row is one of those that were written before the last. */
    private void tornOff(int known, Path name, FaultServer.Script script) throws Exception {
        MediaItem item = bench.scripted("t", script);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        String sha256 = HexFormat.of().formatHex(digest.digest(Arrays.copyOf(CONTENT, known)));
        ledger.record(
                new LedgerEntry(
                        item,
                        1,
                        new TransferState.Queued(),
                        new Plan(folder, target(), CONTENT.length),
                        new PartRecord(known, sha256, Stage.GROWING, "\"v\"", null),
                        null));
        Path part = PartFile.beside(target(), item.shortDigest());
        Files.write(part, CONTENT);
        Files.createLink(name, part);
    }

    private Transfer goOn() {
        bench.downloads().resumeInterrupted();
        return Bench.ended(bench.downloads().transfer("t").orElseThrow());
    }

    private void assertSavedAs(Transfer transfer, Path path, byte[] content) throws IOException {
        assertThat(bench.assertSaved(transfer, content)).isEqualTo(path);
    }

    @Test
    @Fault({49, 50})
    @Requirement({1, 2, 16})
    void itStaysAndIsNotKeptTwice() throws Exception {
        tornOff(KNOWN, target(), Resource.of(CONTENT, "\"v\""));
        assertSavedAs(goOn(), target(), CONTENT);
        assertThat(bench.files()).containsExactly("t.bin");
    }

    @Test
    @Fault({49, 50})
    @Requirement({1, 2})
    void itStaysWhileNothingComesFromTheServer() throws Exception {
        tornOff(KNOWN, target(), (_, wire) -> wire.answer("404 Not Found", "", new byte[0]));
        assertThat(goOn().state()).isInstanceOf(TransferState.Failed.class);
        assertThat(target()).hasBinaryContent(CONTENT);
        bench.server.on("/t", Resource.of(CONTENT, "\"v\""));
        bench.downloads().retryFailed();
        Transfer transfer = bench.downloads().transfer("t").orElseThrow();
        Bench.until(transfer, TransferState.Saved.class::isInstance);
        assertSavedAs(transfer, target(), CONTENT);
        assertThat(bench.files()).containsExactly("t.bin");
    }

    @Test
    @Fault({13, 49, 50})
    @Requirement({1, 2, 12})
    void itStaysBesideANewerVersion() throws Exception {
        tornOff(KNOWN, target(), Resource.of(OTHER, "\"w\""));
        assertSavedAs(goOn(), folder.resolve("t (2).bin"), OTHER);
        assertThat(target()).hasBinaryContent(CONTENT);
        assertThat(bench.files()).containsExactly("t (2).bin", "t.bin");
    }

    /**
     * @param known what the row tells; of a file that is whole it may lack that alone
     * @param named where the file is, which may have been moved
     */
    @ParameterizedTest
    @CsvSource({"100000, t.bin", "200000, t.bin", "100000, mine.bin"})
    @Fault({49, 50})
    @Requirement({1, 2})
    void whatTheUserWroteIntoItStays(int known, String named) throws Exception {
        Path name = folder.resolve(named);
        boolean countsNames = folder.getFileSystem().supportedFileAttributeViews().contains("unix");
        assumeTrue(name.equals(target()) || countsNames, "nobody counts the names of a file here");
        tornOff(known, name, Resource.of(CONTENT, "\"v\""));
        Files.write(name, new byte[] {1, 2, 3}, StandardOpenOption.APPEND);
        byte[] edited = Files.readAllBytes(name);
        boolean isInTheWay = name.equals(target());
        assertSavedAs(goOn(), isInTheWay ? folder.resolve("t (2).bin") : target(), CONTENT);
        assertThat(name).hasBinaryContent(edited);
        assertThat(bench.files()).hasSize(2);
    }

    @Test
    @Fault({49, 50})
    @Requirement(16)
    void whatOnlyLacksThatItIsWholeIsNotFetchedAgain() throws Exception {
        tornOff(CONTENT.length, target(), Resource.of(CONTENT, "\"v\""));
        assertSavedAs(goOn(), target(), CONTENT);
        assertThat(bench.files()).containsExactly("t.bin");
        assertThat(bench.server.requests()).isEmpty();
    }
}
