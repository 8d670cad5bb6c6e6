package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.download.ConflictQuestion.Answer;
import app.jackdaw.download.ConflictQuestion.Choice;
import app.jackdaw.download.ConflictQuestion.Reach;
import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.FaultServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long an answer "for all" holds: as long as the batch that it was given in. */
class ForAllTest {

    private static final byte[] CONTENT = Bench.bytes(1_000, 1);

    @TempDir Path folder;
    private Bench bench;
    private final AtomicInteger questions = new AtomicInteger();

    @BeforeEach
    void open() {
        bench = new Bench(folder);
        bench.question =
                (_, _) -> {
                    questions.incrementAndGet();
                    return new Answer(Choice.SKIP, Reach.ALL);
                };
        bench.downloads().setAtOnce(1);
        bench.downloads().setConflicts(Conflicts.ASK);
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    /** A file that another one is in the way of. */
    private MediaItem inTheWay(String token) throws IOException {
        Files.write(folder.resolve(token + ".bin"), new byte[3]);
        return bench.scripted(token, Resource.of(CONTENT, "\"v\""));
    }

    private interface Meanwhile {
        void happens() throws ProblemException, IOException;
    }

    /** One is in the way, then comes one during which something happens, then three more. */
    private List<MediaItem> batch(Meanwhile meanwhile) throws IOException {
        List<MediaItem> items = new ArrayList<>();
        items.add(inTheWay("first"));
        FaultServer.Script between =
                (request, wire) -> {
                    try {
                        meanwhile.happens();
                    } catch (ProblemException failure) {
                        throw new AssertionError(failure);
                    }
                    Resource.of(CONTENT, "\"v\"").answer(request, wire);
                };
        items.add(bench.scripted("between", between));
        for (int i = 0; i < 3; i++) {
            items.add(inTheWay("later" + i));
        }
        return items;
    }

    private void runs(List<MediaItem> items) throws ProblemException {
        bench.downloads().start(items, folder).forEach(Bench::ended);
        for (MediaItem item : items) {
            Transfer transfer = bench.downloads().transfer(item.id()).orElseThrow();
            assertThat(transfer.state())
                    .isInstanceOf(
                            item.token().equals("between")
                                    ? TransferState.Saved.class
                                    : TransferState.Skipped.class);
        }
    }

    /** The window tells all its settings whenever one of them changes. */
    @Test
    void anotherSettingChangesNothing() throws Exception {
        runs(
                batch(() -> {
                    bench.downloads().setSpeedLimit(10_000_000);
                    bench.downloads().setConflicts(Conflicts.ASK);
                }));
        assertThat(questions).hasValue(1);
    }

    /** "Replace, for all" was not said of files in another folder, however long the first wait. */
    @Test
    void whatIsStartedMeanwhileIsAskedAboutByItself() throws Exception {
        MediaItem further = inTheWay("further");
        runs(batch(() -> bench.downloads().start(List.of(further), folder)));
        Bench.ended(bench.downloads().transfer("further").orElseThrow());
        assertThat(questions).hasValue(2);
    }

    @Test
    void aPauseChangesNothing() throws Exception {
        List<MediaItem> items = batch(() -> bench.downloads().pauseAll());
        List<Transfer> transfers = bench.downloads().start(items, folder);
        transfers
                .subList(1, 5)
                .forEach(transfer -> Bench.until(transfer, TransferState.Paused.class::isInstance));
        bench.server.on("/between", Resource.of(CONTENT, "\"v\""));
        bench.downloads().resumeAll();
        transfers.forEach(Bench::ended);
        assertThat(questions).hasValue(1);
    }

    @Test
    void anotherRuleForSuchFilesIsANewWord() throws Exception {
        runs(
                batch(() -> {
                    bench.downloads().setConflicts(Conflicts.OVERWRITE);
                    bench.downloads().setConflicts(Conflicts.ASK);
                }));
        assertThat(questions).hasValue(2);
    }

    /** Nobody knows any more what was started together: at least not what goes elsewhere. */
    @Test
    void ofAnEarlierRunWhatGoesToOneFolderIsABatch() {
        List<Object> batches = new ArrayList<>();
        for (String where : List.of("a", "a", "b")) {
            LedgerEntry.Plan plan = new LedgerEntry.Plan(folder.resolve(where), null, -1);
            MediaItem item = Bench.item("t" + batches.size(), null, null);
            LedgerEntry entry =
                    new LedgerEntry(item, 1, new TransferState.Queued(), plan, null, null);
            batches.add(Restored.job(entry).batch);
        }
        assertThat(batches.get(1)).isEqualTo(batches.get(0));
        assertThat(batches.get(2)).isNotEqualTo(batches.get(0));
    }

    @Test
    void theNextBatchIsAskedAboutAnew() throws Exception {
        runs(batch(() -> {}));
        assertThat(questions).hasValue(1);
        runs(List.of(inTheWay("next"), inTheWay("last")));
        assertThat(questions).hasValue(2);
    }
}
