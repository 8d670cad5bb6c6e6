package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.jackdaw.download.ConflictQuestion.Answer;
import app.jackdaw.download.ConflictQuestion.Choice;
import app.jackdaw.download.ConflictQuestion.Reach;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.FaultServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** To replace a file is said of that file, as it is then: a newer one of its name is not lost. */
class ReplacingTest {

    private static final byte[] CONTENT = Bench.bytes(300_000, 5);
    private static final byte[] OLD = Bench.bytes(1234, 6);
    private static final byte[] NEWER = Bench.bytes(1234, 7);
    private static final int CUT = 100_000;

    @TempDir Path root;
    private Path folder;
    private Path target;
    private Bench bench;
    private KeptLedger kept;
    private final AtomicInteger questions = new AtomicInteger();

    @BeforeEach
    void open() throws Exception {
        folder = Files.createDirectory(root.resolve("to"));
        target = Files.write(folder.resolve("t.bin"), OLD);
        bench = new Bench(folder);
        kept = KeptLedger.open(root.resolve("list.db"));
        bench.ledger = kept;
        bench.question =
                (_, _) -> {
                    questions.incrementAndGet();
                    return new Answer(Choice.OVERWRITE, Reach.THIS_ONE);
                };
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
        kept.close();
    }

    private void restart() {
        bench.downloads().close();
        kept.close();
        kept = KeptLedger.open(root.resolve("list.db"));
        bench.ledger = kept;
        bench.reopen();
    }

    enum Meanwhile {
        /** As editors write that keep the file. */
        WRITTEN,
        /** As editors write that put a new file in its place: at a time that says nothing. */
        PUT_IN_ITS_PLACE,
        TOUCHED_BY_NOBODY,
        EMPTIED,
        DELETED;

        void happen(Path file) throws IOException {
            FileTime before = Files.getLastModifiedTime(file);
            switch (this) {
                case WRITTEN -> {
                    Files.write(file, NEWER);
                    Files.setLastModifiedTime(
                            file, FileTime.from(before.toInstant().plusSeconds(86_400)));
                }
                case PUT_IN_ITS_PLACE -> {
                    Path other = Files.write(file.resolveSibling("other"), NEWER);
                    Files.setLastModifiedTime(other, before);
                    Files.delete(file);
                    Files.move(other, file);
                }
                case TOUCHED_BY_NOBODY -> {}
                case EMPTIED -> Files.write(file, new byte[0]);
                case DELETED -> Files.delete(file);
            }
        }

        boolean isAnotherFile() {
            return this == WRITTEN || this == PUT_IN_ITS_PLACE;
        }
    }

    /** Stops in the middle; what is asked for after that comes. */
    private MediaItem cut() {
        Resource file = Resource.of(CONTENT, "\"v\"");
        return bench.scripted(
                "t",
                (request, wire) -> {
                    if (request.isRanged()) {
                        file.answer(request, wire);
                        return;
                    }
                    wire.text("HTTP/1.1 200 OK\r\nETag: \"v\"\r\nContent-Length: 300000\r\n\r\n");
                    wire.bytes(CONTENT, 0, CUT);
                    wire.timeout();
                });
    }

    private Transfer transfer() {
        return bench.downloads().transfer("t").orElseThrow();
    }

    private void assertNumbered(byte[] stays) throws IOException {
        assertThat(bench.assertSaved(transfer(), CONTENT)).isEqualTo(folder.resolve("t (2).bin"));
        assertThat(target).hasBinaryContent(stays);
        assertThat(bench.files()).containsExactly("t (2).bin", "t.bin");
    }

    /** As Linux does on FAT. */
    private static final class NoLinks implements Publisher.Steps {
        @Override
        public void link(Path target, Path part) throws IOException {
            throw new FileSystemException(target.toString(), null, "Operation not permitted");
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

    /** An empty file under the name is not taken for one that was to keep it. */
    @ParameterizedTest
    @EnumSource(
            value = Meanwhile.class,
            names = {"WRITTEN", "EMPTIED", "TOUCHED_BY_NOBODY"})
    @Fault(71)
    @Requirement(2)
    void soItIsWhereThereAreNoHardLinks(Meanwhile meanwhile) throws Exception {
        bench.naming = new NoLinks();
        bench.downloads().setConflicts(Conflicts.OVERWRITE);
        Transfer transfer = bench.start(cut());
        Bench.until(transfer, s -> s instanceof TransferState.Running r && r.done() == CUT);
        bench.downloads().pause(List.of("t"));
        Bench.until(transfer, TransferState.Paused.class::isInstance);
        meanwhile.happen(target);
        bench.downloads().resume(List.of("t"));
        Bench.until(transfer, TransferState.Saved.class::isInstance);
        switch (meanwhile) {
            case WRITTEN -> assertNumbered(NEWER);
            case EMPTIED -> assertNumbered(new byte[0]);
            default -> assertReplaced();
        }
    }

    private void assertReplaced() throws IOException {
        assertThat(bench.assertSaved(transfer(), CONTENT)).isEqualTo(target);
        assertThat(bench.files()).containsExactly("t.bin");
    }

    @ParameterizedTest
    @CsvSource({
        "OVERWRITE, WRITTEN, false",
        "OVERWRITE, WRITTEN, true",
        "OVERWRITE, PUT_IN_ITS_PLACE, true",
        "OVERWRITE, TOUCHED_BY_NOBODY, true",
        "OVERWRITE, DELETED, true",
        "ASK, WRITTEN, false",
        "ASK, WRITTEN, true",
        "ASK, TOUCHED_BY_NOBODY, true"
    })
    @Fault(71)
    @Requirement(2)
    void onlyTheFileThatItWasSaidOf(Conflicts setting, Meanwhile meanwhile, boolean restarts)
            throws Exception {
        bench.downloads().setConflicts(setting);
        Transfer transfer = bench.start(cut());
        Bench.until(transfer, s -> s instanceof TransferState.Running r && r.done() == CUT);
        bench.downloads().pause(List.of("t"));
        Bench.until(transfer, TransferState.Paused.class::isInstance);
        if (restarts) {
            restart();
            bench.downloads().setConflicts(setting);
        }
        meanwhile.happen(target);
        bench.downloads().resume(List.of("t"));
        Bench.until(transfer(), TransferState.Saved.class::isInstance);
        assertThat(bench.server.requests()).hasSize(2);
        if (meanwhile.isAnotherFile()) {
            assertNumbered(NEWER);
        } else {
            assertReplaced();
        }
    }

    /** It has taken the name of the file that it replaces, and not a byte of it has come. */
    private void failed(Conflicts setting, boolean restarts) {
        bench.downloads().setConflicts(setting);
        FaultServer.Script gone = (_, wire) -> wire.answer("404 Not Found", "", new byte[0]);
        bench.links.put("t", bench.server.on("/t", gone));
        bench.run(Bench.item("t", "t.bin", (long) CONTENT.length)); // has its name beforehand
        assertThat(transfer().state()).isInstanceOf(TransferState.Failed.class);
        assertThat(transfer().facts().target()).isEqualTo(target);
        if (restarts) {
            restart();
        }
        bench.server.on("/t", Resource.of(CONTENT, "\"v\""));
    }

    private void retried(Conflicts setting) {
        bench.downloads().setConflicts(setting);
        bench.downloads().retryFailed();
        Bench.until(transfer(), TransferState.Saved.class::isInstance);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Fault(71)
    @Requirement(2)
    void whatHasNotBegunGoesByTheSettingOfNow(boolean restarts) throws Exception {
        failed(Conflicts.OVERWRITE, restarts);
        retried(Conflicts.KEEP_BOTH);
        assertNumbered(OLD);
    }

    @Test
    @Requirement(2)
    void whatHasNotBegunIsStillReplacedWhereThatIsTheSetting() throws Exception {
        failed(Conflicts.OVERWRITE, true);
        retried(Conflicts.OVERWRITE);
        assertReplaced();
    }

    /** Nobody was asked before, or not about this file. */
    @ParameterizedTest
    @EnumSource(
            value = Meanwhile.class,
            names = {"WRITTEN", "TOUCHED_BY_NOBODY"})
    @Requirement(2)
    void anAnswerHoldsAsLongAsItsFile(Meanwhile meanwhile) throws Exception {
        failed(Conflicts.ASK, false);
        assertThat(questions).hasValue(1);
        meanwhile.happen(target);
        retried(Conflicts.ASK);
        assertThat(questions).hasValue(meanwhile.isAnotherFile() ? 2 : 1);
        assertReplaced();
    }

    @Test
    @Requirement(2)
    void whoWasNeverAskedIsAskedWhenTheSettingSaysSo() throws Exception {
        failed(Conflicts.OVERWRITE, false);
        assertThat(questions).hasValue(0);
        retried(Conflicts.ASK);
        assertThat(questions).hasValue(1);
        assertReplaced();
    }

    /** The answer is about the file that was there when the question was. */
    @Test
    @Fault(71)
    @Requirement(2)
    void whatIsWrittenWhileTheUserThinksIsNotReplaced() throws Exception {
        bench.question =
                (_, there) -> {
                    try {
                        Meanwhile.WRITTEN.happen(there);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    return new Answer(Choice.OVERWRITE, Reach.THIS_ONE);
                };
        bench.downloads().setConflicts(Conflicts.ASK);
        bench.run(bench.scripted("t", Resource.of(CONTENT, "\"v\"")));
        assertNumbered(NEWER);
    }

    private void wantedAgain(Conflicts setting) throws Exception {
        bench.downloads().setConflicts(setting);
        bench.downloads().start(List.of(transfer().item()), folder);
        await().atMost(Duration.ofSeconds(90)).until(() -> bench.server.requests("/t").size() == 2);
        Bench.ended(transfer());
    }

    /** What its user made of it is lost only if he says so of this very file. */
    @ParameterizedTest
    @EnumSource
    @Fault(71)
    @Requirement(2)
    void whatWasSavedAndEditedIsReplacedByAnAnswerAlone(Conflicts setting) throws Exception {
        Files.delete(target);
        bench.assertSaved(bench.run(bench.scripted("t", Resource.of(CONTENT, "\"v\""))), CONTENT);
        Meanwhile.WRITTEN.happen(target);
        wantedAgain(setting);
        assertThat(questions).hasValue(setting == Conflicts.ASK ? 1 : 0);
        if (setting == Conflicts.ASK) {
            assertReplaced();
        } else {
            assertNumbered(NEWER);
        }
    }

    /** Its name was free when it was chosen: to overwrite was said of the files of that time. */
    @ParameterizedTest
    @CsvSource({
        "KEEP_BOTH, false",
        "OVERWRITE, false",
        "OVERWRITE, true",
        "ASK, false",
        "ASK, true"
    })
    @Fault(71)
    @Requirement(2)
    void whatTookTheNameBeforeAnythingCameIsReplacedByAnAnswerAlone(
            Conflicts setting, boolean restarts) throws Exception {
        Files.delete(target);
        failed(setting, restarts);
        Files.write(target, OLD);
        retried(setting);
        assertThat(questions).hasValue(setting == Conflicts.ASK ? 1 : 0);
        if (setting == Conflicts.ASK) {
            assertReplaced();
        } else {
            assertNumbered(OLD);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Requirement(2)
    void whatHasANumberIsNeverReplaced(Conflicts setting) throws Exception {
        MediaItem item = bench.scripted("t", Resource.of(CONTENT, "\"v\""));
        Path numbered = bench.assertSaved(bench.run(item), CONTENT);
        Meanwhile.WRITTEN.happen(numbered);
        wantedAgain(setting);
        assertThat(questions).hasValue(0);
        bench.assertSaved(transfer(), CONTENT);
        assertThat(target).hasBinaryContent(OLD);
        assertThat(numbered).hasBinaryContent(NEWER);
        assertThat(bench.files()).containsExactly("t (2).bin", "t (3).bin", "t.bin");
    }

    /** Such systems make a number up when they are mounted, or when they have forgotten it. */
    @ParameterizedTest
    @CsvSource({
        "vfat, true",
        "exfat, true",
        "msdos, true",
        "fuseblk, true",
        "FAT32, true",
        "ext4, false",
        "btrfs, false",
        "xfs, false",
        "tmpfs, false",
        "apfs, false",
        "NTFS, false"
    })
    void numbersOfFilesCountWhereTheyLast(String fileSystem, boolean passing) {
        assertThat(Replacing.hasPassingNumbers(fileSystem)).isEqualTo(passing);
    }
}
