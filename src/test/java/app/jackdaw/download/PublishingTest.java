package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.LedgerEntry.PartRecord;
import app.jackdaw.model.LedgerEntry.PartRecord.Stage;
import app.jackdaw.model.LedgerEntry.Plan;
import app.jackdaw.model.LedgerEntry.Replaced;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TransferState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Between the last byte and the final name: whatever happens there, the file is found once. */
class PublishingTest {

    private static final byte[] CONTENT = Bench.bytes(300_000, 5);
    private static final byte[] STRANGER = Bench.bytes(300_000, 6);
    private static final byte[] OLD = Bench.bytes(1234, 7);

    @TempDir Path root;
    private Path folder;
    private Bench bench;

    @BeforeEach
    void open() throws Exception {
        folder = Files.createDirectory(root.resolve("to"));
        bench = new Bench(folder);
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    /** What a kill would leave: the files and the rows of that moment. */
    private record Moment(Map<String, byte[]> files, Map<String, LedgerEntry> rows) {}

    /** Looks before and after each row is written. */
    private final class Watching extends MemoryLedger {
        final List<Moment> moments = new ArrayList<>();

        private void look() {
            Map<String, byte[]> files = new TreeMap<>();
            try {
                for (String name : bench.files()) {
                    files.put(name, Files.readAllBytes(folder.resolve(name)));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            moments.add(new Moment(files, Map.copyOf(entries)));
        }

        @Override
        public synchronized void record(LedgerEntry entry) {
            look();
            super.record(entry);
            look();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Fault({47, 48, 49, 71})
    @Requirement({1, 16})
    void killedAtAnyRowTheNextStartFindsTheFileOnce(boolean nameIsTaken) throws Exception {
        Watching watching = new Watching();
        bench.ledger = watching;
        bench.downloads().setSpeedLimit(100_000); // so that it is remembered on the way
        MediaItem item = Bench.item("t", "t.bin", null);
        Resource file = Resource.of(CONTENT, "\"v\"");
        bench.links.put(
                "t",
                bench.server.on(
                        "/t",
                        (request, wire) -> {
                            if (nameIsTaken) {
                                Bench.until(
                                        bench.downloads().transfer("t").orElseThrow(),
                                        _ -> Files.exists(part(item)) || request.isRanged());
                                Files.write(folder.resolve("t.bin"), STRANGER);
                            }
                            file.answer(request, wire);
                        }));
        if (nameIsTaken) {
            // a part to begin with, else the name is taken before it is chosen
            watching.entries.put("t", entry(item, record(1000, Stage.GROWING)));
            Files.write(part(item), Arrays.copyOf(CONTENT, 1000));
            bench.reopen().resumeInterrupted();
            Bench.ended(bench.downloads().transfer("t").orElseThrow());
        } else {
            bench.run(item);
        }
        bench.downloads().close();
        assertThat(watching.moments.size()).isGreaterThan(6);
        for (Moment moment : List.copyOf(watching.moments)) {
            boolean stranger = Arrays.equals(moment.files().get("t.bin"), STRANGER);
            startAfter(moment, item, file, Conflicts.KEEP_BOTH, stranger ? STRANGER : null);
        }
    }

    /** What was to be replaced stays until it is, and nothing else is ever replaced. */
    @ParameterizedTest
    @EnumSource(
            value = Conflicts.class,
            names = {"KEEP_BOTH", "OVERWRITE"})
    @Fault({47, 48, 49, 71})
    @Requirement({1, 2, 16})
    void killedAtAnyRowWhileAFileIsReplacedTheNextStartFindsTheNewOneOnce(Conflicts settingNow)
            throws Exception {
        Watching watching = new Watching();
        bench.ledger = watching;
        // by a second name, so that it is the very same file whenever it is put back
        Path kept = Files.write(root.resolve("old"), OLD);
        Files.createLink(folder.resolve("t.bin"), kept);
        bench.downloads().setConflicts(Conflicts.OVERWRITE);
        bench.downloads().setSpeedLimit(100_000); // so that it is remembered on the way
        Resource file = Resource.of(CONTENT, "\"v\"");
        MediaItem item = bench.scripted("t", file);
        bench.run(item);
        bench.downloads().close();
        assertThat(watching.moments)
                .filteredOn(moment -> isWholeAndReplaces(moment.rows().get("t")))
                .extracting(moment -> Arrays.equals(moment.files().get("t.bin"), CONTENT))
                .as("before and after it was replaced")
                .contains(false, true);
        for (Moment moment : List.copyOf(watching.moments)) {
            boolean stranger = Arrays.equals(moment.files().get("t.bin"), OLD);
            LedgerEntry row = moment.rows().get("t");
            PartRecord part = row == null ? null : row.part();
            // what has not a byte yet begins anew, with what is wanted now
            boolean begun = replaces(row) && part != null && part.bytes() > 0;
            boolean wanted = settingNow == Conflicts.OVERWRITE || begun;
            startAfter(moment, item, file, settingNow, stranger && !wanted ? OLD : null);
        }
    }

    private static boolean replaces(@Nullable LedgerEntry row) {
        Plan plan = row == null ? null : row.plan();
        return plan != null && plan.replaces() != null;
    }

    private static boolean isWholeAndReplaces(@Nullable LedgerEntry row) {
        PartRecord part = row == null ? null : row.part();
        return replaces(row) && part != null && part.stage() == Stage.WHOLE;
    }

    /**
     * @param stays the file that is there and belongs to somebody else, if any
     */
    private void startAfter(
            Moment moment,
            MediaItem item,
            Resource file,
            Conflicts setting,
            byte @Nullable [] stays)
            throws Exception {
        for (String name : bench.files()) {
            Files.delete(folder.resolve(name));
        }
        for (Map.Entry<String, byte[]> left : moment.files().entrySet()) {
            if (Arrays.equals(left.getValue(), OLD)) {
                Files.createLink(folder.resolve(left.getKey()), root.resolve("old"));
            } else {
                Files.write(folder.resolve(left.getKey()), left.getValue());
            }
        }
        String name = stays != null ? "t (2).bin" : "t.bin";
        try (Bench next = new Bench(folder)) {
            MemoryLedger ledger = new MemoryLedger();
            ledger.entries.putAll(moment.rows());
            next.ledger = ledger;
            next.links.put("t", next.server.on("/t", file));
            next.downloads().setConflicts(setting);
            next.downloads().start(List.of(item), folder);
            Transfer transfer = next.downloads().transfer("t").orElseThrow();
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> transfer.state() instanceof TransferState.Saved);
            next.downloads().close();
            assertThat(next.files())
                    .as(moment.rows().toString())
                    .containsExactlyElementsOf(
                            stays != null ? List.of(name, "t.bin") : List.of(name));
            assertThat(folder.resolve(name)).hasBinaryContent(CONTENT);
            if (stays != null) {
                assertThat(folder.resolve("t.bin")).hasBinaryContent(stays);
            }
        }
    }

    /** Torn off when it had its name; then somebody went on working in the file. */
    @Test
    @Fault({49, 71})
    @Requirement({1, 2})
    void aFileThatReplacedAnotherIsItselfNotReplacedOnceTheUserChangedIt() throws Exception {
        MediaItem item = bench.scripted("t", Resource.of(CONTENT, "\"v\""));
        byte[] edited = Arrays.copyOf(CONTENT, 200_000);
        Files.write(folder.resolve("t.bin"), edited);
        PartRecord whole = record(CONTENT.length, Stage.WHOLE);
        Path target = folder.resolve("t.bin");
        Replaced file = new Replaced(OLD.length, "2026-11-23T07:00:00Z", "1");
        Plan plan = new Plan(folder, target, CONTENT.length, file, false, false, null, null);
        Transfer transfer =
                goOn(new LedgerEntry(item, 1, new TransferState.Queued(), plan, whole, null));
        assertThat(transfer.state())
                .isEqualTo(new TransferState.Saved(folder.resolve("t (2).bin"), CONTENT.length));
        assertThat(folder.resolve("t.bin")).hasBinaryContent(edited);
        assertThat(folder.resolve("t (2).bin")).hasBinaryContent(CONTENT);
        assertThat(bench.files()).containsExactly("t (2).bin", "t.bin");
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private Path part(MediaItem item) {
        return PartFile.beside(folder.resolve("t.bin"), item.shortDigest());
    }

    private static PartRecord record(int bytes, Stage stage) throws Exception {
        String digest = sha256(Arrays.copyOf(CONTENT, bytes));
        return new PartRecord(bytes, digest, stage, "\"v\"", null);
    }

    private LedgerEntry entry(MediaItem item, PartRecord part) {
        return entry(item, "t.bin", part);
    }

    private LedgerEntry entry(MediaItem item, String target, PartRecord part) {
        Plan plan = new Plan(folder, folder.resolve(target), CONTENT.length);
        return new LedgerEntry(item, 1, new TransferState.Queued(), plan, part, null);
    }

    private Transfer goOn(LedgerEntry entry) {
        MemoryLedger ledger = new MemoryLedger();
        ledger.record(entry);
        bench.ledger = ledger;
        bench.downloads().resumeInterrupted();
        return Bench.ended(bench.downloads().transfer("t").orElseThrow());
    }

    /** The name was taken; the new one is in the ledger, the part still has the name of the old. */
    @ParameterizedTest
    @ValueSource(strings = {"recorded", "linked", "deleted"})
    @Fault({49, 71})
    void tornOffWhileTheFileGetsAnotherName(String after) throws Exception {
        MediaItem item = bench.scripted("t", Resource.of(CONTENT, "\"v\""));
        Files.write(folder.resolve("t.bin"), STRANGER);
        Path part = Files.write(part(item), CONTENT);
        if (!after.equals("recorded")) {
            Files.createLink(folder.resolve("t (2).bin"), part);
        }
        if (after.equals("deleted")) {
            Files.delete(part);
        }
        Transfer transfer = goOn(entry(item, "t (2).bin", record(CONTENT.length, Stage.WHOLE)));
        assertThat(transfer.state())
                .isEqualTo(new TransferState.Saved(folder.resolve("t (2).bin"), CONTENT.length));
        assertThat(bench.files()).containsExactly("t (2).bin", "t.bin");
        assertThat(folder.resolve("t (2).bin")).hasBinaryContent(CONTENT);
        assertThat(folder.resolve("t.bin")).hasBinaryContent(STRANGER);
        assertThat(bench.server.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GROWING", "WHOLE"})
    @Fault(69)
    @Requirement({16, 41})
    void aPartOnADriveThatIsPluggedInAgainIsGoneOnWith(Stage stage) throws Exception {
        MediaItem item = bench.scripted("t", Resource.of(CONTENT, "\"v\""));
        int bytes = stage == Stage.WHOLE ? CONTENT.length : 100_000;
        Files.write(part(item), Arrays.copyOf(CONTENT, bytes));
        Files.move(folder, root.resolve("pulled out"));
        Transfer transfer = goOn(entry(item, record(bytes, stage)));
        bench.assertFailed(transfer, Cause.FOLDER_GONE);
        assertThat(folder).doesNotExist();
        Files.move(root.resolve("pulled out"), folder);
        bench.downloads().retryFailed();
        Bench.until(transfer, TransferState.Saved.class::isInstance);
        bench.assertSaved(transfer, CONTENT);
        assertThat(transfer.received()).isEqualTo(CONTENT.length - bytes);
    }

    @Test
    @Fault(69)
    @Requirement(41)
    void aFolderThatIsGoneEndsAllThatGoThereAndNothingElse() throws Exception {
        Path usb = Files.createDirectory(root.resolve("usb"));
        List<MediaItem> items = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            items.add(bench.scripted("t" + i, Resource.of(CONTENT, null)));
        }
        MediaItem other = bench.scripted("other", Resource.of(CONTENT, null));
        bench.downloads().setAtOnce(1);
        MediaItem first =
                bench.scripted(
                        "first",
                        (_, wire) -> {
                            wire.text("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel");
                            wire.timeout();
                        });
        Transfer running = bench.downloads().start(List.of(first), folder).getFirst();
        Bench.until(running, s -> s instanceof TransferState.Running r && r.done() == 3);
        List<Transfer> transfers = bench.downloads().start(items, usb);
        Transfer elsewhere = bench.downloads().start(List.of(other), folder).getFirst();
        Files.delete(usb);
        bench.downloads().cancel(List.of("first"));
        for (Transfer transfer : transfers) {
            bench.assertFailed(Bench.ended(transfer), Cause.FOLDER_GONE);
        }
        bench.assertSaved(Bench.ended(elsewhere), CONTENT);
        assertThat(items.stream().mapToInt(item -> bench.links.given(item.token())).sum()).isZero();
    }

    // files that are there already

    @Test
    void aFileOfUnknownSizeIsSkippedOnceItsSizeIsTold() throws Exception {
        Files.write(folder.resolve("t.bin"), CONTENT);
        Transfer transfer = bench.run(bench.scripted("t", Resource.of(CONTENT, "\"v\"")));
        assertThat(transfer.state()).isEqualTo(new TransferState.Skipped(folder.resolve("t.bin")));
        assertThat(bench.files()).containsExactly("t.bin");
    }

    @Test
    void toOverwriteIsRememberedWithTheRow() throws Exception {
        Files.write(folder.resolve("t.bin"), new byte[3]);
        MemoryLedger ledger = new MemoryLedger();
        bench.ledger = ledger;
        bench.downloads().setConflicts(Conflicts.OVERWRITE);
        Resource file = Resource.of(CONTENT, "\"v\"");
        MediaItem item =
                bench.scripted(
                        "t",
                        (request, wire) -> {
                            if (request.isRanged()) {
                                file.answer(request, wire);
                                return;
                            }
                            wire.text(
                                    "HTTP/1.1 200 OK\r\nETag: \"v\"\r\nContent-Length: 300000\r\n\r\n");
                            wire.bytes(CONTENT, 0, 100_000);
                            wire.timeout();
                        });
        Transfer transfer = bench.start(item);
        Bench.until(transfer, s -> s instanceof TransferState.Running r && r.done() == 100_000);
        bench.reopen().resumeInterrupted(); // with the usual setting
        Transfer again = Bench.ended(bench.downloads().transfer("t").orElseThrow());
        bench.assertSaved(again, CONTENT);
        assertThat(bench.files()).containsExactly("t.bin");
    }

    @Test
    @Requirement(2)
    void toOverwriteIsForgottenWithTheTransferItWasSaidOf() throws Exception {
        Files.write(folder.resolve("t.bin"), new byte[3]);
        bench.downloads().setConflicts(Conflicts.OVERWRITE);
        MediaItem item =
                bench.scripted(
                        "t",
                        (_, wire) -> {
                            wire.text("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel");
                            wire.timeout();
                        });
        Transfer transfer = bench.start(item);
        Bench.until(transfer, s -> s instanceof TransferState.Running r && r.done() == 3);
        bench.downloads().cancel(List.of("t"));
        Bench.until(transfer, TransferState.Idle.class::isInstance);
        await().atMost(Duration.ofSeconds(90)).until(() -> bench.files().equals(List.of("t.bin")));
        bench.downloads().setConflicts(Conflicts.KEEP_BOTH);
        bench.server.on(
                "/t",
                (_, wire) -> {
                    // somebody takes the very name that this file was to get
                    Files.write(folder.resolve("t (2).bin"), OLD);
                    wire.answer("200 OK", "", CONTENT);
                });
        bench.start(item);
        Bench.until(transfer, TransferState.Saved.class::isInstance);
        assertThat(folder.resolve("t (2).bin")).hasBinaryContent(OLD);
        assertThat(folder.resolve("t.bin")).hasSize(3);
        assertThat(bench.files()).hasSize(3);
    }

    @Test
    @Fault(68)
    void whatCannotBeRecordedIsPublishedLaterUnderTheSameName() throws Exception {
        Files.write(folder.resolve("a"), STRANGER);
        Picky ledger = new Picky();
        bench.ledger = ledger;
        MediaItem item =
                bench.scripted(
                        "t",
                        (_, wire) -> {
                            wire.text("HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\n");
                            Files.write(folder.resolve("t.bin"), STRANGER);
                            wire.bytes(CONTENT);
                        });
        bench.run(item);
        assertThat(bench.files()).containsExactly("a", "t (2).bin", "t.bin");
        assertThat(folder.resolve("t (2).bin")).hasBinaryContent(CONTENT);
        assertThat(bench.server.requests()).hasSize(1);
        assertThat(ledger.refused).isEqualTo(Picky.REFUSALS);
        assertThat(ledger.namedBeforeItWasRecorded).isFalse();
    }

    /** Does not take the second name for a while. */
    private final class Picky extends MemoryLedger {
        static final int REFUSALS = 3;
        private int refused;
        private boolean namedBeforeItWasRecorded;

        @Override
        public synchronized void record(LedgerEntry entry) {
            if (!isOther(entry) || refused == REFUSALS) {
                super.record(entry);
            }
        }

        @Override
        synchronized void recordNow(LedgerEntry entry) throws ProblemException {
            if (isOther(entry)) {
                namedBeforeItWasRecorded |= Files.exists(folder.resolve("t (2).bin"));
                if (refused < REFUSALS) {
                    refused++;
                    throw new ProblemException(Problem.of(Cause.DISK_FULL, "0", "0", "/"));
                }
            }
            super.recordNow(entry);
        }

        private boolean isOther(LedgerEntry entry) {
            Plan plan = entry.plan();
            return plan != null && folder.resolve("t (2).bin").equals(plan.target());
        }
    }

    /** What somebody does to a part when all of it has come and its name is about to be given. */
    private interface Meddling {
        void with(Path part) throws IOException;
    }

    private void savedInSpiteOf(Meddling meddling) throws Exception {
        AtomicInteger wholes = new AtomicInteger();
        MediaItem item = Bench.item("t", "t.bin", null);
        bench.ledger =
                new MemoryLedger() {
                    @Override
                    void recordNow(LedgerEntry entry) throws ProblemException {
                        super.recordNow(entry);
                        PartRecord part = entry.part();
                        if (part == null
                                || part.stage() != Stage.WHOLE
                                || wholes.incrementAndGet() > 1) {
                            return;
                        }
                        try {
                            meddling.with(
                                    PartFile.beside(folder.resolve("t.bin"), item.shortDigest()));
                        } catch (IOException impossible) {
                            throw new UncheckedIOException(impossible);
                        }
                    }
                };
        bench.scripted("t", Resource.of(CONTENT, "\"v\""));
        bench.assertSaved(bench.run(item), CONTENT);
        assertThat(wholes.get()).isPositive();
    }

    @Test
    @Requirement({1, 2})
    void aPartThatIsCutMeanwhileGetsNoName() throws Exception {
        savedInSpiteOf(part -> {
            try (FileChannel file = FileChannel.open(part, StandardOpenOption.WRITE)) {
                file.truncate(10);
            }
        });
    }

    /** Some file systems do it by themselves. */
    @Test
    @Requirement(16)
    void aPartThatOnlyGotAnotherDateOrNumberIsNotFetchedAgain() throws Exception {
        savedInSpiteOf(part -> {
            Path copy = Files.copy(part, part.resolveSibling("copy"));
            Files.setLastModifiedTime(copy, FileTime.from(Instant.EPOCH));
            Files.move(copy, part, StandardCopyOption.REPLACE_EXISTING);
        });
        assertThat(bench.server.requests()).hasSize(1);
    }
}
