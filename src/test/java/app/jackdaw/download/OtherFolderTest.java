package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.LedgerEntry.PartRecord;
import app.jackdaw.model.LedgerEntry.PartRecord.Stage;
import app.jackdaw.model.LedgerEntry.Plan;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TransferState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was saved, was moved away, and is wanted again. */
class OtherFolderTest {

    private static final byte[] CONTENT = Bench.bytes(10_000, 4);

    @TempDir Path folder;

    /**
     * @param other beside the first one, above it and below it
     */
    @ParameterizedTest
    @ValueSource(strings = {"new", ".", "old/below"})
    @Requirement(43)
    void itGoesToTheFolderThatIsWantedNow(String other) throws Exception {
        Path first = folder.resolve("old");
        Path second = folder.resolve(other).normalize();
        try (Bench bench = new Bench(folder)) {
            MediaItem item = bench.scripted("t", Resource.of(CONTENT, "\"v\""));
            Transfer transfer =
                    Bench.ended(bench.downloads().start(List.of(item), first).getFirst());
            Path saved = bench.assertSaved(transfer, CONTENT);
            Files.delete(saved);
            Bench.until(
                    bench.downloads().start(List.of(item), second).getFirst(),
                    s -> s instanceof TransferState.Saved now && !now.path().equals(saved));
            assertThat(second.resolve("t.bin")).hasBinaryContent(CONTENT);

            MediaItem next = bench.scripted("u", Resource.of(CONTENT, "\"v\""));
            Transfer heir =
                    bench.downloads()
                            .start(List.of(next.withNames("t.bin", null)), first)
                            .getFirst();
            assertThat(bench.assertSaved(Bench.ended(heir), CONTENT)).isEqualTo(saved);
        }
    }

    /**
     * No byte of the part is worth anything, but the part is there: killed before the first of them
     * were remembered, or changed by somebody since.
     *
     * @param remembered bytes; the part does not hold what was remembered
     */
    @ParameterizedTest
    @CsvSource({"0, new", "5000, new", "0, old"})
    @Requirement({12, 16})
    void whatLiesInTheFormerFolderIsDeleted(int remembered, String other) throws Exception {
        Path first = Files.createDirectory(folder.resolve("old"));
        try (Bench bench = new Bench(folder)) {
            MemoryLedger ledger = new MemoryLedger();
            bench.ledger = ledger;
            MediaItem item = bench.scripted("t", (_, wire) -> wire.answer("404 x", "", CONTENT));
            Path target = first.resolve("t.bin");
            Files.write(PartFile.beside(target, item.shortDigest()), new byte[7000]);
            ledger.record(
                    new LedgerEntry(
                            item,
                            1,
                            new TransferState.Queued(),
                            new Plan(first, target, CONTENT.length),
                            new PartRecord(remembered, "0a", Stage.GROWING, "\"v\"", null),
                            null));
            Transfer transfer = bench.downloads().transfer("t").orElseThrow();
            if (remembered > 0) {
                bench.downloads().resumeInterrupted();
                Bench.until(transfer, TransferState.Failed.class::isInstance);
                assertThat(bench.files()).hasSize(1);
            }
            bench.server.on("/t", Resource.of(CONTENT, "\"v\""));
            bench.downloads().start(List.of(item), folder.resolve(other));
            Bench.until(transfer, TransferState.Saved.class::isInstance);
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> bench.files().equals(List.of(other + "/t.bin")));
            bench.assertSaved(transfer, CONTENT);
            bench.downloads().close();
            assertThat(ledger.entries().getFirst().state()).isEqualTo(transfer.state());
        }
    }

    @Test
    @Requirement(43)
    void inTheSameFolderItGetsItsOldName() throws Exception {
        try (Bench bench = new Bench(folder)) {
            MediaItem item = bench.scripted("t", Resource.of(CONTENT, "\"v\""));
            Path saved = bench.assertSaved(bench.run(item), CONTENT);
            Files.delete(saved);
            bench.start(item);
            await().atMost(Duration.ofSeconds(90)).until(() -> bench.server.requests().size() == 2);
            Bench.until(bench.downloads().transfer("t").orElseThrow(), s -> s.isFinished());
            assertThat(saved).hasBinaryContent(CONTENT);
        }
    }
}
