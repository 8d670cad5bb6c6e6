package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.LedgerEntry.PartRecord;
import app.jackdaw.model.LedgerEntry.PartRecord.Stage;
import app.jackdaw.model.LedgerEntry.Plan;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Move;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TransferState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The next start finds every file once, wherever the last one was torn off. */
class RestartTest {

    private static final byte[] CONTENT = Bench.bytes(200_000, 5);

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

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private Path target() {
        return folder.resolve("t.bin");
    }

    private Path part(MediaItem item) {
        return PartFile.beside(target(), item.shortDigest());
    }

    private void remember(MediaItem item, @Nullable PartRecord part) {
        ledger.record(
                new LedgerEntry(
                        item,
                        1,
                        new TransferState.Queued(),
                        new Plan(folder, target(), CONTENT.length),
                        part,
                        null));
    }

    private PartRecord record(int bytes, Stage stage) throws Exception {
        return new PartRecord(bytes, sha256(Arrays.copyOf(CONTENT, bytes)), stage, "\"v\"", null);
    }

    private Transfer goOn() {
        Transfer transfer = bench.downloads().transfer("t").orElseThrow();
        assertThat(transfer.state()).isInstanceOf(TransferState.Paused.class);
        bench.downloads().resumeInterrupted();
        return Bench.ended(transfer);
    }

    private void assertSavedOnce(Transfer transfer, int requests) throws Exception {
        assertThat(bench.assertSaved(transfer, CONTENT)).isEqualTo(target());
        assertThat(bench.files()).containsExactly("t.bin");
        assertThat(bench.server.requests()).hasSize(requests);
        assertThat(transfer.facts().sha256()).isEqualTo(sha256(CONTENT));
        await().atMost(Duration.ofSeconds(90)) // it is shown before it is recorded
                .until(() -> ledger.entries().getFirst().state().equals(transfer.state()));
    }

    @Test
    void aNameThatWasMadeSafeIsStillMarked() throws Exception {
        ledger.record(
                new LedgerEntry(
                        Bench.item("t", "t?.bin", null),
                        1,
                        new TransferState.Saved(folder.resolve("t_.bin"), 1),
                        new Plan(
                                folder, folder.resolve("t_.bin"), 1, null, true, false, null, null),
                        null,
                        null));
        Transfer transfer = bench.downloads().transfer("t").orElseThrow();
        assertThat(transfer.facts().name()).isEqualTo(Transfer.Name.ADJUSTED);
    }

    /** Its details are those of the row, not of the run. */
    @Test
    void howItWentIsStillTold() throws Exception {
        MediaItem item = bench.scripted("t", Resource.of(CONTENT, "\"new\""));
        remember(item, record(1000, Stage.GROWING)); // of another version
        Files.write(part(item), Arrays.copyOf(CONTENT, 1000));
        goOn();
        for (int run = 0; run < 2; run++) {
            Transfer transfer = bench.downloads().transfer("t").orElseThrow();
            assertThat(transfer.facts().attempts()).as("run %s", run).isEqualTo(1);
            assertThat(transfer.facts().version()).isEqualTo(Transfer.Version.CHANGED);
            bench.reopen();
        }
    }

    /** Equal names get the same numbers on every run, also on the second. */
    @Test
    @Requirement(43)
    void whatWasTriedInAnEarlierRunTakesItsTurn() {
        Job job = new Job(Bench.item("t", null, null), 1);
        job.destination = folder;
        job.transfer.facts(job.transfer.facts().withAttempts(3));
        Job other = new Job(Bench.item("u", null, null), 2);
        try (Turns turns = new Turns(bench.ticker, bench.ticker, Duration.ofSeconds(10))) {
            Job restored = Restored.job(Remembered.entry(job));
            turns.begin(restored);
            turns.begin(other);
            assertThat(turns.isNext(other)).isFalse();
            turns.done(restored);
            assertThat(turns.isNext(other)).isTrue();
            restored.transfer.facts(restored.transfer.facts().withAttempts(4));
            turns.begin(restored);
            turns.done(other);
            turns.begin(other);
            assertThat(turns.isNext(other)).as("it had its turn").isTrue();
        }
    }

    @Test
    @Fault(48)
    void tornOffBetweenForcingAndNaming() throws Exception {
        MediaItem item = bench.scripted("t", Resource.of(CONTENT, "\"v\""));
        remember(item, record(CONTENT.length, Stage.WHOLE));
        Files.write(part(item), CONTENT);
        assertSavedOnce(goOn(), 0);
    }

    @Test
    @Fault(48)
    void tornOffBetweenTheLastByteAndItsRecord() throws Exception {
        MediaItem item = bench.scripted("t", Resource.of(CONTENT, "\"v\""));
        remember(item, record(CONTENT.length, Stage.GROWING));
        Files.write(part(item), CONTENT);
        Transfer transfer = goOn();
        assertSavedOnce(transfer, 0);
        assertThat(bench.links.given("t")).as("without network").isZero();
        assertThat(transfer.facts().attempts()).isZero();
    }

    /** It is there already; and a link that was pasted is not pasted again for nothing. */
    @Test
    @Fault(48)
    @Requirement({16, 40})
    void whatIsAllThereNeedsNeitherRoomNorALink() throws Exception {
        bench.space =
                new DiskRoom.Space() {
                    @Override
                    public long total(Path folder) {
                        return 100L << 30;
                    }

                    @Override
                    public long usable(Path folder) {
                        return 0;
                    }
                };
        MediaItem item = Bench.item("t", "t.bin", null);
        bench.links.put(
                "t",
                _ -> {
                    throw new AssertionError("nobody has a link");
                });
        remember(item, record(CONTENT.length, Stage.GROWING));
        Files.write(part(item), CONTENT);
        bench.downloads().resumeInterrupted();
        Transfer transfer = bench.downloads().transfer("t").orElseThrow();
        Bench.until(
                transfer, state -> !state.isUnderWay() || state instanceof TransferState.Waiting);
        assertSavedOnce(transfer, 0);
    }

    @Test
    @Fault(49)
    void tornOffBetweenTheLinkAndTheDeletingOfThePart() throws Exception {
        MediaItem item = bench.scripted("t", Resource.of(CONTENT, "\"v\""));
        remember(item, record(CONTENT.length, Stage.WHOLE));
        Files.write(part(item), CONTENT);
        Files.createLink(target(), part(item));
        assertSavedOnce(goOn(), 0);
    }

    /** Killed between the link and the deleting, the user has opened his file and works in it. */
    @Test
    @Fault(49)
    @Requirement({2, 12, 16})
    void whatTheUserDidToTheNamedFileIsHis() throws Exception {
        MediaItem item = bench.scripted("t", Resource.of(CONTENT, "\"v\""));
        remember(item, record(CONTENT.length, Stage.WHOLE));
        Files.write(part(item), CONTENT);
        Files.createLink(target(), part(item));
        Files.writeString(target(), "edited", StandardOpenOption.TRUNCATE_EXISTING);
        Transfer transfer = goOn();
        assertThat(transfer.state()).isEqualTo(new TransferState.Saved(target(), CONTENT.length));
        assertThat(bench.files()).containsExactly("t.bin");
        assertThat(target()).hasContent("edited");
        assertThat(bench.server.requests()).isEmpty();
    }

    @Test
    @Fault(49)
    @Requirement({2, 12})
    void whatTheUserRenamedAndEditedIsHis() throws Exception {
        MediaItem item = bench.scripted("t", Resource.of(CONTENT, "\"v\""));
        remember(item, record(CONTENT.length, Stage.WHOLE));
        Files.write(part(item), CONTENT);
        Path renamed = Files.createLink(folder.resolve("mine.bin"), part(item));
        Files.writeString(renamed, "edited", StandardOpenOption.TRUNCATE_EXISTING);
        bench.assertSaved(goOn(), CONTENT);
        assertThat(bench.files()).containsExactly("mine.bin", "t.bin");
        assertThat(renamed).hasContent("edited");
    }

    /** Somebody held the part; after that the application was closed. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Fault(49)
    void aPartThatStayedBehindIsDeletedByTheNextStart(boolean edited) throws Exception {
        MediaItem item = bench.scripted("t", Resource.of(CONTENT, "\"v\""));
        TransferState saved = new TransferState.Saved(target(), CONTENT.length);
        Files.write(part(item), CONTENT);
        Files.createLink(target(), part(item));
        if (edited) {
            Files.writeString(target(), "edited", StandardOpenOption.TRUNCATE_EXISTING);
        }
        ledger.record(
                new LedgerEntry(
                        item,
                        1,
                        saved,
                        new Plan(folder, target(), CONTENT.length),
                        record(CONTENT.length, Stage.WHOLE),
                        sha256(CONTENT)));
        Transfer transfer = bench.downloads().transfer("t").orElseThrow();
        await().atMost(Duration.ofSeconds(90))
                .until(() -> ledger.entries().getFirst().part() == null);
        assertThat(transfer.state()).isEqualTo(saved);
        assertThat(ledger.entries().getFirst().state()).isEqualTo(saved);
        assertThat(bench.files()).containsExactly("t.bin");
        assertThat(target()).hasSize(edited ? 6 : CONTENT.length);
    }

    @Test
    @Fault(49)
    void tornOffBetweenNamingAndItsRecord() throws Exception {
        MediaItem item = bench.scripted("t", Resource.of(CONTENT, "\"v\""));
        remember(item, record(CONTENT.length, Stage.WHOLE));
        Files.write(target(), CONTENT);
        assertSavedOnce(goOn(), 0);
    }

    /** It was named, and its user worked in it: he did not want that replaced. */
    @Test
    @Fault({49, 71})
    @Requirement({2, 12})
    void tornOffThereAnEditedFileIsReplacedUnderNoSetting() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        Resource file = Resource.of(CONTENT, "\"v\"");
        MediaItem item =
                bench.scripted(
                        "t",
                        (request, wire) -> {
                            if (requests.getAndIncrement() == 0) {
                                wire.answer("503 Service Unavailable", "", new byte[0]);
                            } else {
                                file.answer(request, wire);
                            }
                        });
        remember(item, record(CONTENT.length, Stage.WHOLE));
        Files.writeString(target(), "edited");
        bench.downloads().setConflicts(Conflicts.OVERWRITE);
        assertThat(bench.assertSaved(goOn(), CONTENT)).isEqualTo(folder.resolve("t (2).bin"));
        assertThat(target()).hasContent("edited");
    }

    /** The names that were given last are on the disk, and the rows that go with them are not. */
    @Test
    @Fault({49, 50})
    @Requirement({1, 16})
    void afterALossOfPowerAFileThatHadItsNameIsNotKeptTwice() throws Exception {
        MediaItem item = bench.scripted("t", Resource.of(CONTENT, "\"v\""));
        remember(item, record(100_000, Stage.GROWING));
        Files.write(target(), CONTENT);
        assertSavedOnce(goOn(), 1);
    }

    @Test
    @Fault(71)
    void aStrangersFileUnderTheNameIsNotTakenForOurs() throws Exception {
        MediaItem item = bench.scripted("t", Resource.of(CONTENT, "\"v\""));
        remember(item, record(CONTENT.length, Stage.WHOLE));
        Files.write(part(item), CONTENT);
        Files.write(target(), Bench.bytes(CONTENT.length, 6));
        Transfer transfer = goOn();
        assertThat(bench.files()).containsExactly("t (2).bin", "t.bin");
        assertThat(folder.resolve("t (2).bin")).hasBinaryContent(CONTENT);
        assertThat(transfer.facts().target()).isEqualTo(folder.resolve("t (2).bin"));
        assertThat(bench.server.requests()).isEmpty();
    }

    @Test
    @Fault(47)
    @Requirement({15, 16})
    void tornOffBetweenWritingAndItsRecord() throws Exception {
        MediaItem item = bench.scripted("t", Resource.of(CONTENT, "\"v\""));
        remember(item, record(100_000, Stage.GROWING));
        Files.write(part(item), Arrays.copyOf(CONTENT, 130_000));
        Transfer transfer = goOn();
        assertSavedOnce(transfer, 1);
        assertThat(bench.server.requests().getFirst().from()).isEqualTo(100_000);
    }

    @Test
    @Fault(50)
    @Requirement(15)
    void aPartWithZerosWhereTheDiskWasSureOfItIsFetchedAgain() throws Exception {
        MediaItem item = bench.scripted("t", Resource.of(CONTENT, "\"v\""));
        remember(item, record(100_000, Stage.GROWING));
        byte[] zeros = Arrays.copyOf(CONTENT, 130_000);
        Arrays.fill(zeros, 90_000, 130_000, (byte) 0);
        Files.write(part(item), zeros);
        Transfer transfer = goOn();
        assertSavedOnce(transfer, 1);
        assertThat(bench.server.requests().getFirst().isRanged()).isFalse();
    }

    /** The image of a disk without what was not forced to it: the right length, and zeros. */
    @Test
    @Fault(50)
    @Requirement({15, 16})
    void afterALossOfPowerOnlyWhatWasNotOnTheDiskIsFetchedAgain() throws Exception {
        byte[] content = Bench.bytes(20 << 20, 8);
        int sent = 15_000_000;
        AtomicInteger requests = new AtomicInteger();
        Resource whole = Resource.of(content, "\"v\"");
        MediaItem item =
                bench.scripted(
                        "t",
                        (request, wire) -> {
                            if (requests.getAndIncrement() == 0) {
                                wire.text("HTTP/1.1 200 OK\r\nETag: \"v\"\r\nContent-Length: ");
                                wire.text(content.length + "\r\n\r\n").bytes(content, 0, sent);
                                wire.timeout();
                            } else {
                                whole.answer(request, wire);
                            }
                        });
        Transfer transfer = bench.start(item);
        Bench.until(transfer, s -> s instanceof TransferState.Running r && r.done() == sent);
        LedgerEntry remembered = ledger.entries().getFirst();
        PartRecord durable = Objects.requireNonNull(remembered.part());
        assertThat(durable.bytes())
                .isBetween(sent - BodyCopy.REMEMBERED_BYTES - BodyCopy.BUFFER, (long) sent);
        bench.downloads().close();
        ledger.record(remembered);
        byte[] image = Files.readAllBytes(part(item));
        Arrays.fill(image, (int) durable.bytes(), image.length, (byte) 0);
        Files.write(part(item), image);
        bench.reopen().resumeInterrupted();
        Transfer again = bench.downloads().transfer("t").orElseThrow();
        bench.assertSaved(Bench.ended(again), content);
        assertThat(bench.server.requests().getLast().from()).isEqualTo(durable.bytes());
        assertThat(again.received()).isEqualTo(content.length - durable.bytes());
    }

    @Test
    @Fault(47)
    void aWholePartThatIsNotWholeAfterAll() throws Exception {
        MediaItem item = bench.scripted("t", Resource.of(CONTENT, "\"v\""));
        remember(item, record(CONTENT.length, Stage.WHOLE));
        Files.write(part(item), Arrays.copyOf(CONTENT, 100));
        assertSavedOnce(goOn(), 1);
    }

    @Test
    void aRecordWithoutItsPart() throws Exception {
        MediaItem item = bench.scripted("t", Resource.of(CONTENT, "\"v\""));
        remember(item, record(100_000, Stage.GROWING));
        assertSavedOnce(goOn(), 1);
    }

    @Test
    void aPartWithoutItsRecord() throws Exception {
        MediaItem item = bench.scripted("t", Resource.of(CONTENT, "\"v\""));
        remember(item, null);
        Files.write(part(item), Bench.bytes(300_000, 9));
        assertSavedOnce(goOn(), 1);
    }

    @Test
    @Fault(13)
    @Requirement(12)
    void newBytesNeverStandUnderTheOldVersionsRecord() throws Exception {
        // the record of the new version comes before its first byte
        byte[] other = Bench.bytes(CONTENT.length, 6);
        List<@Nullable PartRecord> seen = new ArrayList<>();
        AtomicBoolean checked = new AtomicBoolean();
        MediaItem item = Bench.item("t", "t.bin", null);
        bench.links.put("t", bench.server.on("/t", Resource.of(other, "\"w\"")));
        MemoryLedger watching =
                new MemoryLedger() {
                    @Override
                    void recordNow(LedgerEntry entry) throws ProblemException {
                        PartRecord part = entry.part();
                        seen.add(part);
                        if (part != null && part.stage() == Stage.GROWING) {
                            // nothing was overwritten yet
                            checked.set(
                                    sameBeginning(PartFile.beside(target(), item.shortDigest())));
                        }
                        super.recordNow(entry);
                    }
                };
        watching.record(
                new LedgerEntry(
                        item,
                        1,
                        new TransferState.Queued(),
                        new Plan(folder, target(), CONTENT.length),
                        record(100_000, Stage.GROWING),
                        null));
        bench.ledger = watching;
        Files.write(part(item), Arrays.copyOf(CONTENT, 100_000));
        Transfer transfer = bench.downloads().transfer("t").orElseThrow();
        bench.downloads().resumeInterrupted();
        bench.assertSaved(Bench.ended(transfer), other);
        assertThat(checked).isTrue();
        assertThat(seen.getFirst()).extracting(PartRecord::etag).isEqualTo("\"w\"");
        assertThat(seen.getFirst()).extracting(PartRecord::bytes).isEqualTo(0L);
    }

    private static boolean sameBeginning(Path part) {
        try {
            return Arrays.equals(Files.readAllBytes(part), Arrays.copyOf(CONTENT, 100_000));
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    @Requirement(16)
    void theListComesBackWithItsStatesAndItsOrder() throws Exception {
        bench.run(bench.scripted("saved", Resource.of(CONTENT, null)));
        bench.run(bench.scripted("failed", (_, wire) -> wire.answer("404 x", "", new byte[0])));
        bench.downloads().list(List.of(Bench.item("idle", "idle", null)));
        AtomicInteger requests = new AtomicInteger();
        MediaItem half =
                bench.scripted(
                        "half",
                        (request, wire) -> {
                            if (requests.getAndIncrement() > 0) {
                                Resource.of(CONTENT, "\"v\"").answer(request, wire);
                                return;
                            }
                            wire.text(
                                    "HTTP/1.1 200 OK\r\n"
                                            + "ETag: \"v\"\r\n"
                                            + "Content-Length: 200000\r\n\r\n");
                            wire.bytes(CONTENT, 0, 100_000);
                            wire.timeout();
                        });
        Transfer running = bench.start(half);
        Bench.until(running, s -> s instanceof TransferState.Running r && r.done() == 100_000);
        bench.downloads().move(List.of("idle"), Move.FIRST);
        Downloads again = bench.reopen();
        assertThat(again.transfers())
                .extracting(Transfer::itemId)
                .containsExactly("idle", "saved", "failed", "half");
        assertThat(again.transfers())
                .extracting(transfer -> (Object) transfer.state().getClass())
                .containsExactly(
                        TransferState.Idle.class,
                        TransferState.Saved.class,
                        TransferState.Failed.class,
                        TransferState.Paused.class);
        again.resumeInterrupted();
        Transfer resumed = again.transfer("half").orElseThrow();
        bench.assertSaved(Bench.ended(resumed), CONTENT);
        assertThat(resumed.received()).isEqualTo(100_000);
        // what is saved is not fetched again
        bench.start(Bench.item("saved", "saved.bin", null));
        again.pauseAll();
        assertThat(bench.server.requests("/saved")).hasSize(1);
    }

    @Test
    void anotherItemOfTheNameStaysApartAfterARestart() throws Exception {
        bench.scripted("a", Resource.of(new byte[] {1}, null));
        bench.scripted("b", Resource.of(new byte[] {2}, null));
        bench.run(Bench.item("a", "x.txt", 1L));
        bench.reopen();
        bench.run(Bench.item("b", "x.txt", 1L));
        assertThat(bench.files()).containsExactly("x (2).txt", "x.txt");
    }

    @Test
    void whatIsTakenOffTheListIsForgotten() throws Exception {
        bench.run(bench.scripted("a", Resource.of(CONTENT, null)));
        bench.downloads().remove(List.of("a"));
        assertThat(ledger.entries).isEmpty();
        Transfer transfer =
                bench.start(
                        bench.scripted(
                                "b",
                                (_, wire) -> {
                                    wire.text("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx");
                                    wire.timeout();
                                }));
        Bench.until(transfer, s -> s instanceof TransferState.Running r && r.done() == 1);
        bench.downloads().remove(List.of("b"));
        Bench.until(transfer, TransferState.Idle.class::isInstance);
        bench.downloads().close();
        assertThat(ledger.entries).isEmpty();
        assertThat(bench.files()).containsExactly("a.bin");
    }

    /** Takes nothing for a while, and knows which files had their names then. */
    private final class Full extends MemoryLedger {
        private final Cause cause;
        private int left;
        private volatile int refused;
        final List<String> namedMeanwhile = new ArrayList<>();

        Full(int failures, Cause cause) {
            this.left = failures;
            this.cause = cause;
        }

        int refused() {
            return refused;
        }

        /** Nothing else is written, either. */
        @Override
        public synchronized void record(LedgerEntry entry) {
            if (left == 0) {
                super.record(entry);
            }
        }

        @Override
        synchronized void recordNow(LedgerEntry entry) throws ProblemException {
            try {
                bench.files().stream()
                        .filter(name -> !name.endsWith(".part"))
                        .forEach(namedMeanwhile::add);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
            if (left > 0) {
                left--;
                refused++;
                throw new ProblemException(Problem.of(cause, "0", "0", "/data"));
            }
            super.recordNow(entry);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, DISK_FULL", "2, DISK_FULL", "20, DISK_FULL", "3, LEDGER_FAILED"})
    @Fault(68)
    @Requirement(40)
    void whileTheLedgerIsFullDownloadsWaitAndGoOn(int failures, Cause cause) throws Exception {
        Full full = new Full(failures, cause);
        bench.ledger = full;
        MediaItem item = bench.scripted("t", Resource.of(CONTENT, "\"v\""));
        bench.assertSaved(bench.run(item), CONTENT);
        assertThat(bench.server.requests()).hasSize(1);
        assertThat(full.refused())
                .as("asked again before the file got its name")
                .isEqualTo(failures);
        assertThat(full.namedMeanwhile).isEmpty();
        bench.downloads().close(); // what is shown may not be recorded yet
        assertThat(full.entries().getFirst().sha256()).isEqualTo(sha256(CONTENT));
    }

    @Test
    @Fault({49, 68})
    @Requirement({16, 40})
    void killedWhileTheLedgerIsFullTheNextStartFindsTheFileOnce() throws Exception {
        Full full = new Full(Integer.MAX_VALUE, Cause.DISK_FULL);
        MediaItem item = bench.scripted("t", Resource.of(CONTENT, "\"v\""));
        full.entries.put(
                "t",
                new LedgerEntry(
                        item,
                        1,
                        new TransferState.Queued(),
                        new Plan(folder, target(), CONTENT.length),
                        record(100_000, Stage.GROWING),
                        null));
        Files.write(part(item), Arrays.copyOf(CONTENT, 100_000));
        bench.ledger = full;
        bench.downloads().resumeInterrupted();
        await().atMost(Duration.ofSeconds(90)).until(() -> full.refused() > 3);
        assertThat(bench.files()).as("without a name").containsExactly(fileName(part(item)));
        // what the ledger holds is what a kill would leave
        bench.ledger = ledger;
        full.entries.values().forEach(ledger::record);
        bench.reopen().resumeInterrupted();
        Transfer transfer = Bench.ended(bench.downloads().transfer("t").orElseThrow());
        bench.assertSaved(transfer, CONTENT);
        assertThat(bench.files()).containsExactly("t.bin");
    }

    private static String fileName(Path path) {
        return path.getFileName().toString();
    }

    @Test
    @Requirement(16)
    void closingDuringALookAtASavedFileLeavesItSaved() throws Exception {
        for (int round = 0; round < 50; round++) {
            bench.run(bench.scripted("t", Resource.of(CONTENT, null)));
            bench.start(Bench.item("t", "t.bin", null));
            bench.reopen();
            assertThat(ledger.entries().getFirst().state()).isInstanceOf(TransferState.Saved.class);
        }
        assertThat(bench.files()).containsExactly("t.bin");
        assertThat(bench.server.requests()).hasSize(1);
    }

    @Test
    @Requirement(16)
    void aSavedFileIsKnownByItsContentEvenIfItsStateWasLost() throws Exception {
        MediaItem item = bench.scripted("t", Resource.of(CONTENT, null));
        Files.write(target(), CONTENT);
        ledger.record(
                new LedgerEntry(
                        item,
                        1,
                        new TransferState.Queued(),
                        new Plan(folder, target(), CONTENT.length),
                        null,
                        sha256(CONTENT)));
        assertSavedOnce(goOn(), 0);
    }
}
