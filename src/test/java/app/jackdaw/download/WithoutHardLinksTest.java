package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.LedgerEntry.PartRecord;
import app.jackdaw.model.LedgerEntry.Plan;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.TransferState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Final names on disks like FAT: nothing of somebody else's is replaced, and wherever it is torn
 * off, the next start finds the file once.
 */
class WithoutHardLinksTest {

    private static final byte[] CONTENT = Bench.bytes(50_000, 5);
    private static final byte[] STRANGER = Bench.bytes(50_000, 6);

    @TempDir Path folder;
    private Bench bench;
    private final Watching ledger = new Watching();
    private final Fat fat = new Fat();

    /** Looked at wherever a kill may come. */
    private final List<Moment> moments = new ArrayList<>();

    /** What a kill would leave: the files and the rows. */
    private record Moment(Map<String, byte[]> files, Map<String, LedgerEntry> rows) {}

    private Publisher.Steps naming = fat;

    @BeforeEach
    void open() {
        bench = new Bench(folder);
        bench.naming = naming;
        bench.ledger = ledger;
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private void look() {
        Map<String, byte[]> files = new TreeMap<>();
        try {
            for (String name : bench.files()) {
                try {
                    files.put(name, Files.readAllBytes(folder.resolve(name)));
                } catch (NoSuchFileException deletedJustNow) {
                    // what is given up goes behind the row that says so
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        moments.add(new Moment(files, Map.copyOf(ledger.entries)));
    }

    private final class Watching extends MemoryLedger {
        private Consumer<LedgerEntry> reader = _ -> {};

        @Override
        public synchronized void record(LedgerEntry entry) {
            look();
            super.record(entry);
            look();
            reader.accept(entry);
        }
    }

    /** Something that comes between two steps. */
    private interface Between {
        void run() throws IOException;
    }

    /** Refuses links as Linux does on FAT. */
    private final class Fat implements Publisher.Steps {
        private Between beforeLinking = () -> {};
        private Between beforeReserving = () -> {};
        private Between beforeMoving = () -> {};
        private Between beforeWithdrawing = () -> {};

        /** Whether it says that a name is taken before it says that there are no links. */
        private boolean looksFirst = true;

        @Override
        public void link(Path target, Path part) throws IOException {
            beforeLinking.run();
            if (looksFirst && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(target.toString());
            }
            throw new FileSystemException(
                    target.toString(), part.toString(), "Operation not permitted");
        }

        @Override
        public void reserve(Path target) throws IOException {
            beforeReserving.run();
            OF_SYSTEM.reserve(target);
            look();
        }

        @Override
        public void replace(Path part, Path target) throws IOException {
            beforeMoving.run();
            OF_SYSTEM.replace(part, target);
            look();
        }

        @Override
        public void withdraw(Path target) throws IOException {
            beforeWithdrawing.run();
            OF_SYSTEM.withdraw(target);
        }
    }

    /** As where two names of one file look like two files: on some drives of the network. */
    private final class Keyless implements Publisher.Steps {
        @Override
        public void link(Path target, Path part) throws IOException {
            Files.copy(part, target);
            look();
        }

        @Override
        public void reserve(Path target) throws IOException {
            OF_SYSTEM.reserve(target);
        }

        @Override
        public void replace(Path part, Path target) throws IOException {
            OF_SYSTEM.replace(part, target);
        }
    }

    private Path there(String name) {
        return folder.resolve(name);
    }

    private MediaItem item() {
        return bench.scripted("t", Resource.of(CONTENT, "\"v\""));
    }

    @Test
    @Fault({47, 48, 49})
    @Requirement({1, 2, 16})
    void killedAtAnyStepTheNextStartFindsTheFileOnce() throws Exception {
        bench.assertSaved(bench.run(item()), CONTENT);
        assertThat(bench.files()).containsExactly("t.bin");
        bench.downloads().close();
        List<Moment> kills = List.copyOf(moments);
        assertThat(kills)
                .as("one of them while only the name is taken")
                .anySatisfy(moment ->
                        assertThat(moment.files())
                                .hasEntrySatisfying("t.bin", file -> assertThat(file).isEmpty()));
        assertFoundOnceAfterEach(kills);
    }

    private void assertFoundOnceAfterEach(List<Moment> kills) throws Exception {
        for (Moment moment : kills) {
            startAfter(moment);
            Transfer transfer = bench.start(item());
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> transfer.state() instanceof TransferState.Saved);
            bench.downloads().close();
            assertThat(bench.files()).as(moment.rows().toString()).containsExactly("t.bin");
            assertThat(there("t.bin")).hasBinaryContent(CONTENT);
        }
    }

    @Test
    @Fault({47, 48, 49})
    @Requirement({1, 16})
    void soItDoesWhereNobodyTellsThatTwoNamesAreOfOneFile() throws Exception {
        naming = new Keyless();
        bench.naming = naming;
        bench.assertSaved(bench.run(item()), CONTENT);
        bench.downloads().close();
        List<Moment> kills = List.copyOf(moments);
        assertThat(kills)
                .as("one of them with both names")
                .anySatisfy(moment -> assertThat(moment.files()).hasSize(2).containsKey("t.bin"));
        assertFoundOnceAfterEach(kills);
    }

    private void startAfter(Moment moment) throws Exception {
        bench.close();
        for (String name : bench.files()) {
            Files.delete(there(name));
        }
        for (Map.Entry<String, byte[]> left : moment.files().entrySet()) {
            Files.write(there(left.getKey()), left.getValue());
        }
        ledger.entries.clear();
        ledger.entries.putAll(moment.rows());
        open();
    }

    private Moment whileOnlyTheNameIsTaken() throws Exception {
        bench.assertSaved(bench.run(item()), CONTENT);
        return moments.stream()
                .filter(moment -> Arrays.equals(moment.files().get("t.bin"), new byte[0]))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"false, 50000", "false, 0", "true, 50000"})
    @Fault(71)
    @Requirement(2)
    void whatComesAtTheLastMomentIsNotReplaced(boolean afterReserving, int bytes) throws Exception {
        byte[] stranger = Arrays.copyOf(STRANGER, bytes);
        Between comes =
                () -> {
                    if (!Files.exists(there("t (2).bin"))) {
                        Files.write(there("t.bin"), stranger);
                    }
                };
        if (afterReserving) {
            bench.naming = new WrittenInto(fat, comes);
        } else {
            fat.beforeReserving = comes;
        }
        Transfer transfer = bench.run(item());
        assertThat(bench.assertSaved(transfer, CONTENT)).isEqualTo(there("t (2).bin"));
        assertThat(bench.files()).containsExactly("t (2).bin", "t.bin");
        assertThat(there("t.bin")).hasBinaryContent(stranger);
    }

    /** Somebody opens the empty file that he finds, and writes. */
    private record WrittenInto(Publisher.Steps steps, Between writes) implements Publisher.Steps {
        @Override
        public void link(Path target, Path part) throws IOException {
            steps.link(target, part);
        }

        @Override
        public void reserve(Path target) throws IOException {
            steps.reserve(target);
            writes.run();
        }

        @Override
        public void replace(Path part, Path target) throws IOException {
            steps.replace(part, target);
        }
    }

    /**
     * Somebody made it before the name was to be reserved: whenever it is torn off, no row has said
     * that an empty file there is ours.
     *
     * @param looksFirst whether the system tells that a name is taken
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Fault({48, 71})
    @Requirement({2, 16})
    void anEmptyFileOfSomebodyElseIsNotReplacedAfterAKillEither(boolean looksFirst)
            throws Exception {
        fat.looksFirst = looksFirst;
        fat.beforeLinking =
                () -> {
                    if (!Files.exists(there("t.bin"))) {
                        Files.createFile(there("t.bin"));
                    }
                };
        Transfer transfer = bench.run(item());
        assertThat(bench.assertSaved(transfer, CONTENT)).isEqualTo(there("t (2).bin"));
        bench.downloads().close();
        List<Moment> kills =
                moments.stream().filter(moment -> moment.files().containsKey("t.bin")).toList();
        assertThat(kills).isNotEmpty();
        for (Moment moment : kills) {
            startAfter(moment);
            Bench.until(bench.start(item()), TransferState.Saved.class::isInstance);
            bench.downloads().close();
            assertThat(bench.files())
                    .as(moment.rows().toString())
                    .containsExactly("t (2).bin", "t.bin");
            assertThat(there("t.bin")).isEmptyFile();
        }
    }

    /**
     * While it is remembered what is about to happen, which may take as long as the ledger's disk.
     *
     * @param links whether it is named by one
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Fault(70)
    @Requirement(1)
    void whatSomebodyWritesIntoTheWholePartIsNotPublished(boolean links) throws Exception {
        if (links) {
            bench.naming = Publisher.Steps.OF_SYSTEM;
        }
        MediaItem item = item();
        AtomicInteger written = new AtomicInteger();
        ledger.reader =
                row -> {
                    PartRecord part = row.part();
                    Plan plan = row.plan();
                    boolean now =
                            part != null
                                    && part.stage() == PartRecord.Stage.WHOLE
                                    && plan != null
                                    && plan.reserves() != links;
                    if (now && written.getAndIncrement() == 0) {
                        write(PartFile.beside(there("t.bin"), item.shortDigest()), STRANGER);
                    }
                };
        Transfer transfer = bench.run(item);
        assertThat(written.get()).isPositive();
        assertThat(bench.assertSaved(transfer, CONTENT)).isEqualTo(there("t.bin"));
        assertThat(bench.server.requests()).hasSize(2);
    }

    private static void write(Path path, byte[] content) {
        try {
            Files.write(path, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @Requirement(2)
    void aNameThatWasReservedAndWrittenToSinceIsHis() throws Exception {
        startAfter(whileOnlyTheNameIsTaken());
        Files.write(there("t.bin"), STRANGER);
        Transfer transfer = bench.run(item());
        assertThat(bench.assertSaved(transfer, CONTENT)).isEqualTo(there("t (2).bin"));
        assertThat(there("t.bin")).hasBinaryContent(STRANGER);
        assertThat(bench.server.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5})
    @Requirement({2, 35})
    void toCancelAfterThatTakesTheReservationAlongAndNothingElse(int bytes) throws Exception {
        startAfter(whileOnlyTheNameIsTaken());
        if (bytes > 0) {
            Files.write(there("t.bin"), new byte[bytes]);
        }
        Transfer transfer = bench.downloads().transfer("t").orElseThrow();
        bench.downloads().cancel(List.of("t"));
        Bench.until(transfer, TransferState.Idle.class::isInstance);
        bench.downloads().close();
        assertThat(bench.files())
                .containsExactlyElementsOf(bytes == 0 ? List.of() : List.of("t.bin"));
    }

    /** Killed after it had its name: nothing but its part tells it from a reservation. */
    @Test
    @Requirement({2, 8, 35})
    void toCancelAfterThatLeavesAnEmptyFileThatIsFinished() throws Exception {
        MediaItem empty = bench.scripted("t", Resource.of(new byte[0], "\"v\""));
        bench.assertSaved(bench.run(empty), new byte[0]);
        bench.downloads().close();
        List<Moment> kills =
                moments.stream().filter(moment -> moment.files().containsKey("t.bin")).toList();
        assertThat(kills)
                .as("its name is reserved, and given")
                .anyMatch(moment -> moment.files().size() == 2)
                .anyMatch(moment -> moment.files().size() == 1 && isReserved(moment));
        for (Moment kill : kills) {
            for (boolean removed : new boolean[] {false, true}) {
                startAfter(kill);
                assertThat(bench.downloads().transfer("t")).isPresent();
                if (removed) {
                    bench.downloads().remove(List.of("t"));
                } else {
                    bench.downloads().cancel(List.of("t"));
                }
                boolean reservation = kill.files().size() == 2;
                await().atMost(Duration.ofSeconds(90))
                        .until(() -> !reservation || bench.files().isEmpty());
                bench.downloads().close();
                assertThat(bench.files().contains("t.bin")).isNotEqualTo(reservation);
            }
        }
    }

    private static boolean isReserved(Moment moment) {
        return moment.rows().values().stream()
                .map(LedgerEntry::plan)
                .anyMatch(plan -> plan != null && plan.reserves());
    }

    @Test
    @Requirement({2, 35})
    void aPartThatStaysDoesNotKeepTheReservation() throws Exception {
        startAfter(whileOnlyTheNameIsTaken());
        Path part = PartFile.beside(there("t.bin"), item().shortDigest());
        Files.delete(part);
        Files.createFile(Files.createDirectory(part).resolve("somebody's"));
        Transfer transfer = bench.downloads().transfer("t").orElseThrow();
        bench.downloads().cancel(List.of("t"));
        Bench.until(transfer, TransferState.Idle.class::isInstance);
        bench.downloads().close();
        assertThat(part).exists();
        assertThat(there("t.bin")).doesNotExist();
    }

    /**
     * The name was to be reserved in vain, or was given back: an empty file that is there by the
     * next try is somebody else's.
     *
     * @param step that fails
     */
    @ParameterizedTest
    @ValueSource(strings = {"reserving", "moving"})
    @Fault(71)
    @Requirement(2)
    void anEmptyFileThatComesAfterATryThatFailedIsNotReplaced(String step) throws Exception {
        Between fails =
                () -> {
                    throw new IOException("Input/output error");
                };
        fat.beforeReserving = step.equals("reserving") ? fails : () -> {};
        fat.beforeMoving = step.equals("moving") ? fails : () -> {};
        Transfer transfer = bench.run(item());
        assertThat(transfer.state()).isInstanceOf(TransferState.Failed.class);
        fat.beforeReserving = () -> {};
        fat.beforeMoving = () -> {};
        Files.createFile(there("t.bin"));
        bench.downloads().retryFailed();
        Bench.until(transfer, TransferState.Saved.class::isInstance);
        assertThat(bench.assertSaved(transfer, CONTENT)).isEqualTo(there("t (2).bin"));
        assertThat(there("t.bin")).isEmptyFile();
    }

    /** As long as a virus scanner holds the empty file it is neither replaced nor deleted. */
    @ParameterizedTest
    @ValueSource(ints = {0, 5})
    @Requirement({2, 43})
    void aReservationThatStayedIsDeletedBehindAFileThatGoesElsewhere(int bytes) throws Exception {
        Between held =
                () -> {
                    throw new AccessDeniedException(there("t.bin").toString());
                };
        fat.beforeMoving = held;
        fat.beforeWithdrawing = held;
        Transfer transfer = bench.run(item());
        bench.assertFailed(transfer, Problem.Cause.FOLDER_NOT_WRITABLE);
        assertThat(there("t.bin")).isEmptyFile();
        Files.write(there("t.bin"), new byte[bytes]);
        fat.beforeMoving = () -> {};
        Path elsewhere = there("elsewhere");
        bench.downloads().start(List.of(transfer.item()), elsewhere);
        Bench.until(transfer, TransferState.Saved.class::isInstance);
        bench.downloads().close();
        String saved = elsewhere.getFileName().resolve("t.bin").toString();
        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() ->
                        assertThat(bench.files())
                                .containsExactlyElementsOf(
                                        bytes == 0 ? List.of(saved) : List.of(saved, "t.bin")));
        // only now: it looks for parts, too, and they are cleaned up beside it
        assertThat(bench.assertSaved(transfer, CONTENT)).isEqualTo(elsewhere.resolve("t.bin"));
    }

    @Test
    @Requirement({2, 41})
    void aMoveThatFailsLeavesNoEmptyFile() throws Exception {
        List<List<String>> seen = new ArrayList<>();
        fat.beforeMoving =
                () -> {
                    seen.add(bench.files());
                    throw new IOException("Input/output error");
                };
        Transfer transfer = bench.run(item());
        assertThat(transfer.state()).isInstanceOf(TransferState.Failed.class);
        assertThat(seen).isNotEmpty();
        assertThat(bench.files()).hasSize(1).allMatch(name -> name.endsWith(".part"));
        fat.beforeMoving = () -> {};
        bench.downloads().retryFailed();
        Bench.until(transfer, TransferState.Saved.class::isInstance);
        assertThat(bench.assertSaved(transfer, CONTENT)).isEqualTo(there("t.bin"));
        assertThat(bench.files()).containsExactly("t.bin");
    }
}
