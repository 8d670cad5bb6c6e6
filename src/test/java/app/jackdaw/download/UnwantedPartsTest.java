package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.LedgerEntry.PartRecord;
import app.jackdaw.model.LedgerEntry.PartRecord.Stage;
import app.jackdaw.model.LedgerEntry.Plan;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.TransferState;
import app.jackdaw.model.UnwantedPart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was still to be deleted when the process was killed is deleted by the next start. */
class UnwantedPartsTest {

    private static final byte[] CONTENT = Bench.bytes(1000, 1);
    private static final MediaItem ITEM = Bench.item("t", "t.bin", null);

    @TempDir Path folder;
    private Path root;
    private Bench bench;
    private final MemoryLedger ledger = new MemoryLedger();

    @BeforeEach
    void open() throws Exception {
        root = Files.createDirectory(folder.resolve("root"));
        bench = new Bench(folder);
        bench.ledger = ledger;
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private Path target() {
        return root.resolve("t.bin");
    }

    private Path part() {
        return PartFile.beside(target(), ITEM.shortDigest());
    }

    private UnwantedPart unwanted(boolean reserves, @Nullable PartRecord part) {
        return new UnwantedPart(
                ITEM.id(), ITEM.shortDigest(), root, target(), reserves, part, null);
    }

    private void remember(UnwantedPart part) {
        ledger.unwantedParts().add(part);
    }

    private void untilNothingIsUnwanted() {
        await().atMost(Duration.ofSeconds(90)).until(ledger.unwanted::isEmpty);
    }

    private static PartRecord growing(long bytes) {
        return new PartRecord(bytes, "00", Stage.GROWING, null, null);
    }

    /** Its row is off the list, or says that nothing is wanted of it. */
    @Test
    @Requirement({12, 16, 43})
    void theNextStartDeletesIt() throws Exception {
        Files.write(part(), CONTENT);
        remember(unwanted(false, growing(500)));
        bench.downloads();
        untilNothingIsUnwanted();
        assertThat(part()).doesNotExist();
        assertThat(root).isEmptyDirectory();
    }

    /** The file has a part of the same name again, which is its own. */
    @Test
    @Requirement({12, 16})
    void whatWasBegunAnewInItsPlaceStays() throws Exception {
        Files.write(part(), CONTENT);
        ledger.record(
                new LedgerEntry(
                        ITEM,
                        1,
                        new TransferState.Paused(500, 1000),
                        new Plan(root, target(), 1000),
                        growing(500),
                        null));
        remember(unwanted(false, growing(300)));
        bench.downloads();
        untilNothingIsUnwanted();
        bench.downloads().close();
        assertThat(part()).hasBinaryContent(CONTENT);
    }

    /** Without hard links an empty file keeps a name: by now it may be somebody's file. */
    @Test
    @Requirement({12, 16})
    void anEmptyFileThatIsFinishedStays() throws Exception {
        MediaItem other = Bench.item("other", "t.bin", null);
        Files.createFile(target());
        ledger.record(
                new LedgerEntry(
                        other,
                        1,
                        new TransferState.Saved(target(), 0),
                        new Plan(root, target(), 0),
                        null,
                        "00"));
        remember(unwanted(true, null));
        bench.downloads();
        untilNothingIsUnwanted();
        assertThat(target()).isEmptyFile();
    }

    @Test
    @Requirement({12, 16})
    void anEmptyFileThatOnlyKeptItsNameGoes() throws Exception {
        Files.createFile(target());
        remember(unwanted(true, null));
        bench.downloads();
        untilNothingIsUnwanted();
        assertThat(root).isEmptyDirectory();
    }

    /** Nobody knows what is on a drive that was pulled out. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Requirement({12, 16})
    void whatIsOnADriveThatIsAwayIsDeletedWhenItIsBack(boolean reserves) throws Exception {
        Files.write(part(), CONTENT);
        Path elsewhere = folder.resolve("unplugged");
        Files.move(root, elsewhere);
        remember(unwanted(reserves, growing(500)));
        bench.downloads();
        bench.downloads().close(); // waits for what is being deleted
        assertThat(ledger.unwanted).hasSize(1);
        Files.move(elsewhere, root);
        try (Bench next = new Bench(folder)) {
            next.ledger = ledger;
            next.downloads();
            untilNothingIsUnwanted();
        }
        assertThat(part()).doesNotExist();
    }

    /** The folder on which it was mounted is there, and empty. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Requirement({12, 16})
    void whatIsOnADriveThatIsNotMountedIsNotForgotten(boolean reserves) {
        UnwantedPart elsewhere =
                new UnwantedPart(
                        ITEM.id(),
                        ITEM.shortDigest(),
                        root,
                        target(),
                        reserves,
                        growing(500),
                        "1234567 " + root);
        remember(elsewhere);
        bench.downloads();
        bench.downloads().close();
        assertThat(ledger.unwanted.values()).containsExactly(elsewhere);
    }

    /** A whole one keeps its name when its file has to take another. */
    @Test
    @Requirement({12, 16})
    void theWholePartOfARowStaysUnderItsFormerName() throws Exception {
        Files.write(part(), CONTENT);
        ledger.record(
                new LedgerEntry(
                        ITEM,
                        1,
                        new TransferState.Paused(1000, 1000),
                        new Plan(root, root.resolve("t (2).bin"), 1000),
                        new PartRecord(1000, "00", Stage.WHOLE, null, null),
                        null));
        remember(unwanted(false, growing(300)));
        bench.downloads();
        untilNothingIsUnwanted();
        bench.downloads().close();
        assertThat(part()).hasBinaryContent(CONTENT);
    }

    /** A row that failed before its first byte is started again in a folder on another drive. */
    @Test
    @Requirement({12, 16})
    void whatWasPlannedOnAnotherVolumeIsNotRememberedForEver() throws Exception {
        // as it was numbered then
        String volume = "1 " + Objects.requireNonNull(Mount.of(root)).point();
        ledger.record(
                new LedgerEntry(
                        ITEM,
                        1,
                        new TransferState.Failed(Problem.of(Cause.FORBIDDEN), 0, -1),
                        new Plan(root, target(), -1, null, false, false, volume, null),
                        null,
                        null));
        Path other = Files.createDirectory(folder.resolve("other"));
        List<UnwantedPart> left = new ArrayList<>();
        MemoryLedger watching =
                new MemoryLedger() {
                    @Override
                    public UnwantedParts unwantedParts() {
                        UnwantedParts all = super.unwantedParts();
                        return new UnwantedParts() {
                            @Override
                            public List<UnwantedPart> all() {
                                return all.all();
                            }

                            @Override
                            public void add(UnwantedPart part) {
                                left.add(part);
                                all.add(part);
                            }

                            @Override
                            public void remove(UnwantedPart part) {
                                all.remove(part);
                            }
                        };
                    }
                };
        watching.entries.putAll(ledger.entries);
        bench.ledger = watching;
        bench.scripted("t", Resource.of(CONTENT, "\"v\""));
        Transfer transfer = bench.downloads().start(List.of(ITEM), other).getFirst();
        Bench.until(transfer, TransferState.Saved.class::isInstance);
        bench.downloads().close();
        assertThat(left).extracting(UnwantedPart::volume).containsOnly(volume);
        assertThat(watching.unwanted).isEmpty();
    }

    private enum End {
        CANCELLED,
        REMOVED
    }

    /** The worker cannot delete it: somebody has it, or the drive was pulled out. */
    @ParameterizedTest
    @CsvSource({"CANCELLED, true", "CANCELLED, false", "REMOVED, true", "REMOVED, false"})
    @Requirement({12, 16})
    void whatARunningOneLeavesIsDeletedByTheNextStart(End end, boolean pulledOut) throws Exception {
        MediaItem item =
                bench.scripted(
                        "t",
                        (_, wire) -> {
                            wire.text("HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n");
                            wire.bytes(CONTENT, 0, 1000);
                            wire.timeout();
                        });
        Transfer transfer = bench.downloads().start(List.of(item), root).getFirst();
        Bench.until(transfer, s -> s instanceof TransferState.Running r && r.done() == 1000);
        Path part = PartFile.beside(target(), item.shortDigest());
        Path away = folder.resolve("away");
        Path held = part.resolve("held");
        if (pulledOut) {
            Files.move(root, away);
        } else {
            Files.delete(part);
            Files.createFile(Files.createDirectory(part).resolve("held"));
        }
        switch (end) {
            case CANCELLED -> bench.downloads().cancel(List.of("t"));
            case REMOVED -> bench.downloads().remove(List.of("t"));
        }
        bench.downloads().close();
        assertThat(ledger.unwanted).hasSize(1);
        if (pulledOut) {
            Files.move(away, root);
        } else {
            Files.delete(held);
        }
        try (Bench next = new Bench(folder)) {
            next.ledger = ledger;
            next.downloads();
            untilNothingIsUnwanted();
        }
        assertThat(part).doesNotExist();
    }

    /** As where a virus scanner has it. */
    @Test
    @Requirement({12, 16})
    void whatCannotBeDeletedIsTriedAgainByTheNextStart() throws Exception {
        Path held = Files.createFile(Files.createDirectory(part()).resolve("held"));
        remember(unwanted(false, growing(500)));
        bench.downloads();
        bench.downloads().close();
        assertThat(ledger.unwanted).hasSize(1);
        Files.delete(held);
        try (Bench next = new Bench(folder)) {
            next.ledger = ledger;
            next.downloads();
            untilNothingIsUnwanted();
        }
        assertThat(part()).doesNotExist();
    }

    /** Whoever kills the process between the two leaves it to the next start. */
    @Test
    @Requirement({12, 16})
    void itIsRememberedUntilItIsGone() throws Exception {
        List<Thread> late = new ArrayList<>();
        Debris debris =
                new Debris(
                        task -> {
                            late.add(Thread.ofVirtual().unstarted(task));
                            return new Thread(() -> {});
                        },
                        ledger.unwantedParts());
        Job job = new Job(ITEM, 1);
        job.destination = root;
        job.target(target());
        job.part = growing(500);
        Files.write(part(), CONTENT);
        debris.leave(job, root);
        assertThat(ledger.unwanted.values()).containsExactly(unwanted(false, growing(500)));
        for (Thread thread : late) {
            thread.start();
            thread.join();
        }
        assertThat(part()).doesNotExist();
        assertThat(ledger.unwanted).isEmpty();
    }
}
