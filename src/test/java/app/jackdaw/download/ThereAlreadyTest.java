package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.download.ConflictQuestion.Answer;
import app.jackdaw.download.ConflictQuestion.Choice;
import app.jackdaw.download.ConflictQuestion.Reach;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TransferState;
import app.jackdaw.model.TransferState.Skipped.Found;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done about files that are there already, and are not the list's own. */
class ThereAlreadyTest {

    private static final byte[] CONTENT = Bench.bytes(10_000, 4);
    private static final byte[] OTHER = Bench.bytes(10_000, 5);

    /** Of Linux: a file of a page's length that not even root can read. */
    private static final Path UNREADABLE = Path.of("/sys/bus/platform/drivers_probe");

    @TempDir Path root;
    private Path folder;
    private Bench bench;

    @BeforeEach
    void open() throws Exception {
        folder = Files.createDirectory(root.resolve("to"));
        bench = new Bench(folder);
        bench.ledger = new MemoryLedger();
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    /** Saved, so that its content is known, and deleted; then the application was restarted. */
    private MediaItem onceSaved(boolean sized) throws Exception {
        return onceSaved(CONTENT, sized);
    }

    private MediaItem onceSaved(byte[] content, boolean sized) throws Exception {
        bench.scripted("t", Resource.of(content, "\"v\""));
        MediaItem item = Bench.item("t", "t.bin", sized ? (long) content.length : null);
        Path first = root.resolve("first");
        Transfer transfer = Bench.ended(bench.downloads().start(List.of(item), first).getFirst());
        Files.delete(((TransferState.Saved) transfer.state()).path());
        bench.reopen();
        return item;
    }

    private TransferState startAnew(MediaItem item) throws Exception {
        TransferState before = bench.downloads().transfer("t").orElseThrow().state();
        Transfer transfer = bench.downloads().start(List.of(item), folder).getFirst();
        return Bench.until(transfer, s -> s.isFinished() && !s.equals(before)).state();
    }

    /**
     * @param sized whether the length is known before a server is asked
     */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Requirement(43)
    void anotherFileOfTheSameSizeIsNotTakenForOneWhoseContentIsKnown(boolean sized)
            throws Exception {
        MediaItem item = onceSaved(sized);
        Files.write(folder.resolve("t.bin"), OTHER);
        assertThat(startAnew(item))
                .isEqualTo(new TransferState.Saved(folder.resolve("t (2).bin"), CONTENT.length));
        assertThat(folder.resolve("t.bin")).hasBinaryContent(OTHER);
        assertThat(folder.resolve("t (2).bin")).hasBinaryContent(CONTENT);
    }

    @ParameterizedTest
    @EnumSource(names = {"KEEP_BOTH", "ASK"})
    void theSameContentIsLeftAlone(Conflicts setting) throws Exception {
        MediaItem item = onceSaved(true);
        bench.downloads().setConflicts(setting);
        int before = bench.server.requests().size();
        Files.write(folder.resolve("t.bin"), CONTENT);
        assertThat(startAnew(item)).isEqualTo(new TransferState.Skipped(folder.resolve("t.bin")));
        assertThat(bench.files()).containsExactly("t.bin");
        assertThat(bench.server.requests()).hasSize(before);
    }

    @Test
    void theUserIsAskedAboutAnotherFileOfTheSameSize() throws Exception {
        List<Path> asked = new CopyOnWriteArrayList<>();
        bench.question =
                (_, existing) -> {
                    asked.add(existing);
                    return new Answer(Choice.OVERWRITE, Reach.THIS_ONE);
                };
        MediaItem item = onceSaved(true);
        bench.downloads().setConflicts(Conflicts.ASK);
        Files.write(folder.resolve("t.bin"), OTHER);
        assertThat(startAnew(item))
                .isEqualTo(new TransferState.Saved(folder.resolve("t.bin"), CONTENT.length));
        assertThat(asked).containsExactly(folder.resolve("t.bin"));
        assertThat(folder.resolve("t.bin")).hasBinaryContent(CONTENT);
    }

    /** To read it to its end would take far longer than anybody waits here. */
    @Test
    void aLookAtALargeFileCanBePaused() throws Exception {
        long huge = 1L << 40;
        bench.scripted("t", Resource.of(CONTENT, "\"v\""));
        MediaItem item = onceSaved(false).withFacts(huge, null);
        try (RandomAccessFile sparse =
                new RandomAccessFile(folder.resolve("t.bin").toFile(), "rw")) {
            sparse.setLength(huge);
        } catch (IOException tooLarge) {
            Assumptions.abort("no sparse files here");
        }
        Transfer transfer = bench.downloads().start(List.of(item), folder).getFirst();
        Bench.until(transfer, TransferState.Queued.class::isInstance);
        bench.assertSaved(
                bench.run(bench.scripted("meanwhile", Resource.of(CONTENT, null))), CONTENT);
        bench.downloads().pauseAll();
        Bench.until(transfer, TransferState.Paused.class::isInstance);
        bench.downloads().close();
    }

    /** Locked by another program, or another user's: nobody but its owner knows what is in it. */
    @ParameterizedTest
    @EnumSource(names = {"KEEP_BOTH", "ASK"})
    @Requirement(43)
    void aFileThatCannotBeReadIsNotTakenForTheSame(Conflicts setting) throws Exception {
        Assumptions.assumeTrue(Files.isRegularFile(UNREADABLE), "no such file here");
        byte[] content = Bench.bytes((int) Files.size(UNREADABLE), 6);
        List<Path> asked = new CopyOnWriteArrayList<>();
        bench.question =
                (_, existing) -> {
                    asked.add(existing);
                    return new Answer(Choice.KEEP_BOTH, Reach.THIS_ONE);
                };
        MediaItem item = onceSaved(content, true);
        Path there = Files.createSymbolicLink(folder.resolve("t.bin"), UNREADABLE);
        bench.downloads().setConflicts(setting);
        assertThat(startAnew(item))
                .isEqualTo(new TransferState.Saved(folder.resolve("t (2).bin"), content.length));
        assertThat(folder.resolve("t (2).bin")).hasBinaryContent(content);
        assertThat(asked).isEqualTo(setting == Conflicts.ASK ? List.of(there) : List.of());
        Files.delete(there);
    }

    /** A link to itself, as one into a folder that nobody may enter: what it is cannot be known. */
    @ParameterizedTest
    @EnumSource
    @Requirement({2, 43})
    void aNameThatLeadsNowhereIsLeftAsItIs(Conflicts setting) throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("t.bin"), Path.of("t.bin"));
        bench.question = (_, _) -> new Answer(Choice.OVERWRITE, Reach.THIS_ONE);
        bench.downloads().setConflicts(setting);
        bench.scripted("t", Resource.of(CONTENT, "\"v\""));
        Transfer transfer = bench.run(Bench.item("t", "t.bin", (long) CONTENT.length));
        assertThat(bench.assertSaved(transfer, CONTENT)).isEqualTo(folder.resolve("t (2).bin"));
        assertThat(Files.readSymbolicLink(link)).isEqualTo(Path.of("t.bin"));
    }

    // what the user answers

    @ParameterizedTest
    @CsvSource({"true, 0", "false, 1"})
    void whatIsToBeSkippedIsLeftAsItIs(boolean sized, int requests) throws Exception {
        Path there = Files.write(folder.resolve("t.bin"), new byte[3]);
        bench.question = (_, _) -> new Answer(Choice.SKIP, Reach.THIS_ONE);
        bench.downloads().setConflicts(Conflicts.ASK);
        bench.scripted("t", Resource.of(CONTENT, "\"v\""));
        Transfer transfer =
                bench.run(Bench.item("t", "t.bin", sized ? (long) CONTENT.length : null));
        assertThat(transfer.state())
                .isEqualTo(new TransferState.Skipped(there, Found.ANOTHER_FILE));
        assertThat(bench.files()).containsExactly("t.bin");
        assertThat(there).hasSize(3);
        assertThat(bench.server.requests()).hasSize(requests);
    }

    @Test
    void anAnswerAboutOneFileIsAboutThatFile() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        Choice[] answers = {Choice.SKIP, Choice.OVERWRITE, Choice.KEEP_BOTH, Choice.SKIP};
        bench.question =
                (item, _) -> {
                    asked.add(item.token());
                    int number = Integer.parseInt(item.token().substring(1));
                    return new Answer(answers[number], Reach.THIS_ONE);
                };
        bench.downloads().setConflicts(Conflicts.ASK);
        List<MediaItem> items = new ArrayList<>();
        for (int i = 0; i < answers.length; i++) {
            Files.write(folder.resolve("t" + i + ".bin"), new byte[3]);
            items.add(bench.scripted("t" + i, Resource.of(CONTENT, null)));
        }
        List<Transfer> transfers = bench.downloads().start(items, folder);
        transfers.forEach(Bench::ended);
        assertThat(asked).containsExactly("t0", "t1", "t2", "t3");
        assertThat(transfers.get(0).state()).isInstanceOf(TransferState.Skipped.class);
        assertThat(transfers.get(3).state()).isInstanceOf(TransferState.Skipped.class);
        assertThat(bench.files())
                .containsExactly("t0.bin", "t1.bin", "t2 (2).bin", "t2.bin", "t3.bin");
        for (String kept : List.of("t0.bin", "t2.bin", "t3.bin")) {
            assertThat(folder.resolve(kept)).hasSize(3);
        }
        for (String made : List.of("t1.bin", "t2 (2).bin")) {
            assertThat(folder.resolve(made)).hasBinaryContent(CONTENT);
        }
    }
}
