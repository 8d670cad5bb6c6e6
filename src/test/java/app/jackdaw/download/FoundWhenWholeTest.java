package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.LedgerEntry.PartRecord.Stage;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TransferState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A file that was kept under a number, by a list that nobody remembers: once the wanted one is
 * whole it is found to be there, and not kept twice.
 */
class FoundWhenWholeTest {

    private static final byte[] CONTENT = Bench.bytes(10_000, 1);

    /** As long. */
    private static final byte[] OTHER = Bench.bytes(10_000, 2);

    private static final byte[] LONGER = Bench.bytes(12_000, 3);

    @TempDir Path folder;
    private Bench bench;
    private final Watching ledger = new Watching();

    /** Looked at wherever a kill may come. */
    private final List<Moment> moments = new CopyOnWriteArrayList<>();

    /** What a kill would leave: the files and the rows. */
    private record Moment(Map<String, byte[]> files, Map<String, LedgerEntry> rows) {

        boolean hasPart() {
            return files.keySet().stream().anyMatch(name -> name.endsWith(".part"));
        }

        boolean isWhole() {
            return rows.values().stream()
                    .map(LedgerEntry::part)
                    .anyMatch(part -> part != null && part.stage() == Stage.WHOLE);
        }

        boolean isOver() {
            return rows.values().stream().anyMatch(row -> row.state().isFinished());
        }
    }

    private final class Watching extends MemoryLedger {
        @Override
        public synchronized void record(LedgerEntry entry) {
            look();
            super.record(entry);
            look();
        }
    }

    private void look() {
        try {
            Map<String, byte[]> files = new TreeMap<>();
            for (String name : bench.files()) {
                try {
                    files.put(name, Files.readAllBytes(folder.resolve(name)));
                } catch (NoSuchFileException deletedJustNow) {
                    // as if it had been before
                }
            }
            moments.add(new Moment(files, Map.copyOf(ledger.entries)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Refuses links as Linux does on FAT. */
    private final class Fat implements Publisher.Steps {
        @Override
        public void link(Path target, Path part) throws IOException {
            throw new FileSystemException(target.toString());
        }

        @Override
        public void reserve(Path target) throws IOException {
            OF_SYSTEM.reserve(target);
            look();
        }

        @Override
        public void replace(Path part, Path target) throws IOException {
            OF_SYSTEM.replace(part, target);
        }
    }

    @BeforeEach
    void open() {
        bench = new Bench(folder);
        bench.ledger = ledger;
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private MediaItem item(String token, byte[] content) {
        bench.scripted(token, Resource.of(content, "\"v\""));
        return Bench.item(token, "x.bin", (long) content.length);
    }

    private void put(String name, byte[] content) throws IOException {
        Files.write(folder.resolve(name), content);
    }

    private TransferState isHere(String name) {
        return new TransferState.Skipped(folder.resolve(name));
    }

    private TransferState isSaved(String name, byte[] content) {
        return new TransferState.Saved(folder.resolve(name), content.length);
    }

    private List<TransferState> started(MediaItem... items) throws Exception {
        List<Transfer> transfers = bench.downloads().start(List.of(items), folder);
        return transfers.stream().map(transfer -> Bench.ended(transfer).state()).toList();
    }

    private void forgotten() {
        ledger.entries.clear();
        bench.downloads().close();
        ledger.entries.clear();
        bench.reopen();
    }

    @ParameterizedTest
    @EnumSource
    @Requirement({16, 43})
    void underItsNumberAndNoThirdIsKept(Conflicts setting) throws Exception {
        put("x.bin", LONGER);
        put("x (2).bin", CONTENT);
        bench.downloads().setConflicts(setting);
        MediaItem other = item("o", LONGER);
        assertThat(started(other, item("t", CONTENT)))
                .as("the plain name is another row's")
                .endsWith(isHere("x (2).bin"));
        bench.downloads().close();
        assertThat(bench.files()).containsExactly("x (2).bin", "x.bin");
        LedgerEntry row = Objects.requireNonNull(ledger.entries.get(item("t", CONTENT).id()));
        assertThat(row.state()).isEqualTo(isHere("x (2).bin"));
    }

    /** Then its content is known. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Requirement({16, 43})
    void wantedOnceMoreItIsNotEvenFetched(boolean afterARestart) throws Exception {
        put("x.bin", LONGER);
        put("x (2).bin", CONTENT);
        MediaItem item = item("t", CONTENT);
        assertThat(started(item)).containsExactly(isHere("x (2).bin"));
        if (afterARestart) {
            bench.reopen();
            assertThat(bench.downloads().transfer(item.id()).orElseThrow().facts().size())
                    .as("nobody says that its length could not be checked")
                    .isEqualTo(Transfer.Size.NOT_CHECKED);
        }
        assertThat(bench.run(item).state()).isEqualTo(isHere("x (2).bin"));
        assertThat(bench.server.requests()).hasSize(1);
    }

    /** However often they are wanted anew. */
    @Test
    @Requirement({2, 16, 43})
    void noMoreAndMoreCopiesWhereFilesAreReplaced() throws Exception {
        MediaItem first = item("a", CONTENT);
        MediaItem second = item("b", LONGER);
        started(first, second);
        for (int time = 0; time < 3; time++) {
            forgotten();
            bench.downloads().setConflicts(Conflicts.OVERWRITE);
            assertThat(started(first, second))
                    .containsExactly(isSaved("x.bin", CONTENT), isHere("x (2).bin"));
        }
        assertThat(bench.files()).containsExactly("x (2).bin", "x.bin");
    }

    @Test
    @Requirement({16, 43})
    void behindANumberThatIsMissing() throws Exception {
        put("x.bin", LONGER);
        put("x (3).bin", OTHER);
        put("x (7).bin", CONTENT);
        put("y (9).bin", CONTENT);
        assertThat(started(item("t", CONTENT))).containsExactly(isHere("x (7).bin"));
        assertThat(bench.files()).containsExactly("x (3).bin", "x (7).bin", "x.bin", "y (9).bin");
    }

    /** Somebody wrote into it after another row had looked at it. */
    @Test
    @Requirement({1, 43})
    void notWhatItWasOnce() throws Exception {
        put("x.bin", LONGER);
        put("x (2).bin", CONTENT);
        assertThat(started(item("a", OTHER))).containsExactly(isSaved("x (3).bin", OTHER));
        put("x (2).bin", Bench.bytes(10_000, 4));
        assertThat(started(item("t", CONTENT))).containsExactly(isSaved("x (4).bin", CONTENT));
    }

    @Test
    @Requirement({1, 43})
    void oneFileIsNotTwoRows() throws Exception {
        put("x.bin", LONGER);
        put("x (2).bin", CONTENT);
        assertThat(started(item("a", CONTENT), item("b", CONTENT)))
                .as("whichever is whole first")
                .containsOnlyOnce(isHere("x (2).bin"))
                .hasAtLeastOneElementOfType(TransferState.Saved.class);
        assertThat(bench.files()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Fault({47, 48, 49})
    @Requirement({1, 2, 16})
    void killedAtAnyStepTheNextStartFindsItAgain(boolean withoutLinks) throws Exception {
        put("x.bin", LONGER);
        put("x (2).bin", CONTENT);
        bench.naming = withoutLinks ? new Fat() : bench.naming;
        bench.sync =
                (path, file) -> {
                    PartFile.Sync.TO_DISK.sync(path, file);
                    look();
                };
        assertThat(started(item("t", CONTENT))).containsExactly(isHere("x (2).bin"));
        bench.downloads().close();
        List<Moment> kills = List.copyOf(moments);
        int whole = kills.indexOf(kills.stream().filter(Moment::hasPart).toList().getLast());
        assertThat(kills.get(whole + 1))
                .as("without its part, before its row says so")
                .matches(kill -> !kill.hasPart() && !kill.isOver() && kill.isWhole());
        for (Moment kill : kills) {
            startAfter(kill);
            Transfer transfer = bench.start(item("t", CONTENT));
            Bench.until(transfer, isHere("x (2).bin")::equals);
            bench.downloads().close();
            assertThat(bench.files())
                    .as(kill.rows().toString())
                    .containsExactly("x (2).bin", "x.bin");
            if (kill.isWhole()) {
                assertThat(bench.server.requests()).as("fetched before: %s", kill.rows()).isEmpty();
            }
        }
    }

    private void startAfter(Moment kill) throws Exception {
        bench.close();
        for (String name : bench.files()) {
            Files.delete(folder.resolve(name));
        }
        for (Map.Entry<String, byte[]> left : kill.files().entrySet()) {
            put(left.getKey(), left.getValue());
        }
        ledger.entries.clear();
        ledger.entries.putAll(kill.rows());
        open();
    }

    /** The name was chosen by an earlier run, and maybe taken by an empty file. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Requirement({2, 16, 43})
    void afterARestartTheNameThatWasReservedIsGivenBack(boolean withoutLinks) throws Exception {
        put("x.bin", LONGER);
        bench.naming = new Fat();
        MediaItem item = item("t", CONTENT);
        assertThat(started(item)).containsExactly(isSaved("x (2).bin", CONTENT));
        List<Moment> reserved = new ArrayList<>(moments);
        reserved.removeIf(moment ->
                !moment.hasPart() || withoutLinks != moment.files().containsKey("x (2).bin"));
        startAfter(reserved.getLast());
        put("x (3).bin", CONTENT);
        bench.downloads();
        Transfer transfer = bench.start(item);
        Bench.until(transfer, isHere("x (3).bin")::equals);
        bench.downloads().close();
        assertThat(bench.files()).containsExactly("x (3).bin", "x.bin");
    }
}
