package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.download.ConflictQuestion.Answer;
import app.jackdaw.download.ConflictQuestion.Choice;
import app.jackdaw.download.ConflictQuestion.Reach;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TransferState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that was skipped, and is wanted once more: what holds is what is chosen now. */
class SkippedTest {

    private static final byte[] CONTENT = Bench.bytes(10_000, 1);
    private static final byte[] STRANGER = Bench.bytes(9_000, 2);

    @TempDir Path root;
    private Path folder;
    private Bench bench;
    private final AtomicInteger questions = new AtomicInteger();
    private volatile Choice choice = Choice.SKIP;

    @BeforeEach
    void open() throws Exception {
        folder = Files.createDirectory(root.resolve("first"));
        bench = new Bench(folder);
        bench.ledger = new MemoryLedger();
        bench.question =
                (_, _) -> {
                    questions.incrementAndGet();
                    return new Answer(choice, Reach.THIS_ONE);
                };
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private MediaItem skipped(@Nullable Long size) throws Exception {
        Files.write(folder.resolve("t.bin"), STRANGER);
        bench.scripted("t", Resource.of(CONTENT, "\"v\""));
        MediaItem item = Bench.item("t", "t.bin", size);
        bench.downloads().setConflicts(Conflicts.ASK);
        assertThat(bench.run(item).state()).isEqualTo(leftOut());
        return item;
    }

    /** It was not fetched, and what is there is not it. */
    private TransferState leftOut() {
        return new TransferState.Skipped(
                folder.resolve("t.bin"), TransferState.Skipped.Found.ANOTHER_FILE);
    }

    @Test
    void thatItIsNotThereIsStillKnownAfterARestart() throws Exception {
        MediaItem item = skipped(null);
        bench.reopen();
        assertThat(bench.downloads().transfer(item.id()).orElseThrow().state())
                .isEqualTo(leftOut());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(longs = 10_000)
    void itIsWrittenOverWhenThatIsTheSettingNow(@Nullable Long size) throws Exception {
        MediaItem item = skipped(size);
        bench.downloads().setConflicts(Conflicts.OVERWRITE);
        bench.assertSaved(bench.run(item), CONTENT);
        assertThat(bench.files()).containsExactly("t.bin");
    }

    @Test
    void itIsWrittenOverWhenThatIsTheAnswerNow() throws Exception {
        MediaItem item = skipped(null);
        choice = Choice.OVERWRITE;
        bench.assertSaved(bench.run(item), CONTENT);
        assertThat(questions).hasValue(2);
        assertThat(folder.resolve("t.bin")).hasBinaryContent(CONTENT);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void itIsSavedInAnotherFolder(boolean afterARestart) throws Exception {
        MediaItem item = skipped(null);
        if (afterARestart) {
            bench.reopen();
        }
        Path second = root.resolve("second");
        Transfer transfer = bench.downloads().start(List.of(item), second).getFirst();
        assertThat(Bench.ended(transfer).state())
                .isEqualTo(new TransferState.Saved(second.resolve("t.bin"), CONTENT.length));
        assertThat(folder.resolve("t.bin")).hasBinaryContent(STRANGER);
    }

    @Test
    void whereNothingHasChangedItIsSkippedAgainAndNobodyIsAsked() throws Exception {
        Files.write(folder.resolve("t.bin"), STRANGER);
        bench.scripted("t", Resource.of(STRANGER, "\"v\""));
        MediaItem item = Bench.item("t", "t.bin", (long) STRANGER.length);
        for (int round = 0; round < 3; round++) {
            assertThat(bench.run(item).state())
                    .isEqualTo(new TransferState.Skipped(folder.resolve("t.bin")));
        }
        assertThat(bench.server.requests()).isEmpty();
        assertThat(bench.links.asked()).isEmpty();
        assertThat(bench.files()).containsExactly("t.bin");
    }

    /** The row would say that it is skipped in a folder where nothing was in its way. */
    @Test
    void aFolderToldAfterwardsIsNotTaken() throws Exception {
        MediaItem item = skipped(null);
        bench.downloads().list(List.of(item.withFolder("told").withExtra("{}")));
        MediaItem known = bench.downloads().transfer("t").orElseThrow().item();
        assertThat(known).isEqualTo(item.withExtra("{}"));
        bench.reopen();
        assertThat(bench.downloads().transfer("t").orElseThrow().item()).isEqualTo(known);
    }

    @Test
    void whatWasInTheWayAndIsGoneIsInNobodysWay() throws Exception {
        MediaItem item = skipped(null);
        Files.delete(folder.resolve("t.bin"));
        bench.assertSaved(bench.run(item), CONTENT);
        assertThat(bench.files()).containsExactly("t.bin");
    }

    @Test
    void wantedOnceMoreItCanBePausedAndCancelled() throws Exception {
        MediaItem item = skipped(null);
        bench.downloads().setAtOnce(1);
        MediaItem first = bench.scripted("first", (_, wire) -> wire.timeout());
        Bench.until(bench.start(first), TransferState.Running.class::isInstance);
        Transfer transfer = bench.start(item);
        assertThat(transfer.state()).isInstanceOf(TransferState.Queued.class);
        bench.downloads().pause(List.of("t"));
        assertThat(transfer.state()).isInstanceOf(TransferState.Paused.class);
        bench.downloads().resume(List.of("t"));
        bench.downloads().cancel(List.of("t"));
        assertThat(transfer.state()).isInstanceOf(TransferState.Idle.class);
        assertThat(folder.resolve("t.bin")).hasBinaryContent(STRANGER);
    }
}
