package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TransferState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files of one name that are in the folder already: each is known again, under whichever number it
 * was kept, and answers for one row alone.
 */
class RecognisedTest {

    private static final byte[] SMALL = Bench.bytes(10_000, 1);
    private static final byte[] LARGE = Bench.bytes(20_000, 2);

    /** As long as the small one. */
    private static final byte[] OTHER = Bench.bytes(10_000, 3);

    @TempDir Path folder;
    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(folder);
        bench.ledger = new MemoryLedger();
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private MediaItem item(String token, byte[] content, boolean sized) {
        bench.scripted(token, Resource.of(content, "\"v\""));
        return Bench.item(token, "x.bin", sized ? (long) content.length : null);
    }

    private List<TransferState> started(MediaItem... items) throws Exception {
        List<Transfer> transfers = bench.downloads().start(List.of(items), folder);
        return transfers.stream().map(transfer -> Bench.ended(transfer).state()).toList();
    }

    /** The same files are wanted another time, by somebody who knows nothing of the first. */
    private void forgotten() {
        bench.ledger = new MemoryLedger();
        bench.reopen();
    }

    private void assertHolds(String name, byte[] content) {
        assertThat(folder.resolve(name)).hasBinaryContent(content);
    }

    private TransferState isSaved(String name, byte[] content) {
        return new TransferState.Saved(folder.resolve(name), content.length);
    }

    private TransferState isHere(String name) {
        return new TransferState.Skipped(folder.resolve(name));
    }

    /**
     * @param sized whether the length is known before a server is asked
     */
    @ParameterizedTest
    @CsvSource({"KEEP_BOTH, true", "KEEP_BOTH, false", "ASK, true"})
    @Requirement({16, 43})
    void underItsNumber(Conflicts setting, boolean sized) throws Exception {
        MediaItem small = item("a", SMALL, sized);
        MediaItem large = item("b", LARGE, sized);
        started(small, large);
        for (int time = 0; time < 2; time++) {
            forgotten();
            bench.downloads().setConflicts(setting);
            assertThat(started(small, large)).containsExactly(isHere("x.bin"), isHere("x (2).bin"));
        }
        assertThat(bench.files()).containsExactly("x (2).bin", "x.bin");
        assertThat(bench.server.requests())
                .as("what has a number is known by its content alone")
                .hasSize(sized ? 4 : 6);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Requirement({16, 43})
    void behindTheFileOfSomebodyElse(boolean sized) throws Exception {
        Files.write(folder.resolve("x.bin"), LARGE);
        MediaItem small = item("a", SMALL, sized);
        started(small);
        forgotten();
        assertThat(started(small)).containsExactly(isHere("x (2).bin"));
        assertThat(bench.files()).containsExactly("x (2).bin", "x.bin");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Requirement({16, 43})
    void behindTheFileOfAnotherRow(boolean sized) throws Exception {
        MediaItem small = item("a", SMALL, sized);
        MediaItem large = item("b", LARGE, sized);
        started(small, large);
        bench.downloads().remove(List.of("b"));
        bench.reopen();
        assertThat(started(large)).containsExactly(isHere("x (2).bin"));
        assertThat(bench.files()).containsExactly("x (2).bin", "x.bin");
    }

    /** Of the same name and length; that one of them was saved before is all that can be told. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Requirement({1, 43})
    void oneFileIsNotTwoRows(boolean sized) throws Exception {
        Files.write(folder.resolve("x.bin"), SMALL);
        MediaItem first = item("a", SMALL, sized);
        MediaItem second = item("b", OTHER, sized);
        assertThat(started(first, second))
                .containsExactly(isHere("x.bin"), isSaved("x (2).bin", OTHER));
        assertHolds("x.bin", SMALL);
        assertHolds("x (2).bin", OTHER);
        forgotten();
        assertThat(started(first, second)).containsExactly(isHere("x.bin"), isHere("x (2).bin"));
        assertThat(bench.files()).containsExactly("x (2).bin", "x.bin");
    }

    /** A number was made up, and says nothing of what is in the file. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Requirement({1, 43})
    void anotherFileOfItsLengthUnderANumberIsNotTheWantedOne(boolean sized) throws Exception {
        Files.write(folder.resolve("x.bin"), LARGE);
        Files.write(folder.resolve("x (2).bin"), OTHER);
        assertThat(started(item("a", SMALL, sized))).containsExactly(isSaved("x (3).bin", SMALL));
        assertHolds("x.bin", LARGE);
        assertHolds("x (2).bin", OTHER);
        assertHolds("x (3).bin", SMALL);
    }

    /** Neither the file of a saved row nor that of one that was found. */
    @Test
    @Requirement(2)
    void whatAnotherRowHasIsNotReplaced() throws Exception {
        Files.write(folder.resolve("x.bin"), SMALL);
        assertThat(started(item("a", SMALL, true))).containsExactly(isHere("x.bin"));
        bench.downloads().setConflicts(Conflicts.OVERWRITE);
        assertThat(started(item("b", LARGE, true))).containsExactly(isSaved("x (2).bin", LARGE));
        assertHolds("x.bin", SMALL);
    }

    /** Nobody chose the file that is under the number. */
    @Test
    @Requirement({2, 43})
    void anotherContentGetsAnotherNumberWhereFilesAreReplaced() throws Exception {
        MediaItem first = item("a", LARGE, true);
        started(first, item("b", SMALL, true));
        forgotten();
        bench.downloads().setConflicts(Conflicts.OVERWRITE);
        assertThat(started(first, item("b", OTHER, true)))
                .containsExactly(isSaved("x.bin", LARGE), isSaved("x (3).bin", OTHER));
        assertHolds("x (2).bin", SMALL);
    }

    /** Spelled otherwise it is the very name, and no number. */
    @Test
    @Requirement({2, 43})
    void theOneToBeReplacedIsNoneOfThem() throws Exception {
        Files.write(folder.resolve("X.bin"), SMALL);
        bench.downloads().setConflicts(Conflicts.OVERWRITE);
        assertThat(started(item("a", SMALL, true))).containsExactly(isSaved("X.bin", SMALL));
        assertThat(bench.files()).containsExactly("X.bin");
    }

    /** Saved before, elsewhere: then more is known of them than their length. */
    @Test
    @Requirement({16, 43})
    void byTheirContentWhereThatIsKnown() throws Exception {
        List<MediaItem> items = List.of(item("a", SMALL, true), item("b", OTHER, true));
        Path second = Files.createDirectory(folder.resolve("second"));
        started(items.toArray(MediaItem[]::new));
        Files.delete(folder.resolve("x.bin"));
        Files.delete(folder.resolve("x (2).bin"));
        bench.reopen();
        Files.write(second.resolve("x.bin"), LARGE);
        Files.write(second.resolve("x (2).bin"), OTHER);
        Files.write(second.resolve("x (3).bin"), SMALL);
        List<Transfer> transfers = bench.downloads().start(items, second);
        for (int i = 0; i < items.size(); i++) {
            Path there = second.resolve(i == 0 ? "x (3).bin" : "x (2).bin");
            Bench.until(transfers.get(i), new TransferState.Skipped(there)::equals);
        }
        assertThat(bench.server.requests()).hasSize(2);
    }

    @Test
    @Requirement({16, 43})
    void manyOfOneNameInWhateverOrder() throws Exception {
        List<MediaItem> items = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            byte[] content = Bench.bytes(1000 + i, i);
            items.add(item("t" + i, content, true));
        }
        started(items.toArray(MediaItem[]::new));
        List<String> files = bench.files();
        assertThat(files).hasSize(60);
        forgotten();
        assertThat(started(items.reversed().toArray(MediaItem[]::new)))
                .doesNotHaveDuplicates()
                .hasOnlyElementsOfType(TransferState.Skipped.class);
        assertThat(bench.files()).isEqualTo(files);
        assertThat(bench.server.requests()).as("all but the plain name's").hasSize(60 + 59);
    }

    /** Its name is free, its former file nobody's. */
    @Test
    @Requirement(43)
    void aFileThatIsGoneIsFetched() throws Exception {
        Path there = Files.write(folder.resolve("x.bin"), SMALL);
        MediaItem first = item("a", SMALL, true);
        started(first);
        Files.delete(there);
        Transfer transfer = bench.start(first);
        Bench.until(transfer, TransferState.Saved.class::isInstance);
        bench.assertSaved(transfer, SMALL);
        assertThat(bench.files()).containsExactly("x.bin");
    }
}
