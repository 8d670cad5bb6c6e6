package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.LedgerEntry.Plan;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TransferState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A row whose file was found there has that file, as long as it is a row. */
class FoundRowsTest {

    private static final byte[] SMALL = Bench.bytes(10_000, 1);

    /** As long. */
    private static final byte[] OTHER = Bench.bytes(10_000, 3);

    @TempDir Path folder;
    private Bench bench;

    @BeforeEach
    void open() throws Exception {
        bench = new Bench(folder);
        bench.ledger = new MemoryLedger();
        Files.write(folder.resolve("x.bin"), SMALL);
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private MediaItem item(String token, byte[] content) {
        bench.scripted(token, Resource.of(content, "\"v\""));
        return Bench.item(token, "x.bin", (long) content.length);
    }

    /** Its name comes with the answer. */
    private MediaItem nameless(byte[] content) {
        bench.scripted(
                "a",
                new Resource(content, null, "Content-Disposition: attachment; filename=x.bin\r\n"));
        return Bench.item("a", null, null);
    }

    private List<TransferState> started(MediaItem... items) throws Exception {
        List<Transfer> transfers = bench.downloads().start(List.of(items), folder);
        return transfers.stream().map(transfer -> Bench.ended(transfer).state()).toList();
    }

    private TransferState isHere() {
        return new TransferState.Skipped(folder.resolve("x.bin"));
    }

    private TransferState isSaved(String name, byte[] content) {
        return new TransferState.Saved(folder.resolve(name), content.length);
    }

    private TransferState state(String token) {
        return bench.downloads().transfer(token).orElseThrow().state();
    }

    private TransferState ended(String token) {
        return Bench.ended(bench.downloads().transfer(token).orElseThrow()).state();
    }

    /** Everything else waits behind it. */
    private void startSlow() {
        bench.downloads().setAtOnce(1);
        Transfer slow = bench.start(bench.scripted("slow", (_, wire) -> wire.timeout()));
        Bench.until(slow, TransferState.Running.class::isInstance);
    }

    @Test
    @Requirement({1, 16, 43})
    void whoseFileItIsIsKnownAfterARestart() throws Exception {
        MediaItem first = item("a", SMALL);
        assertThat(started(first)).containsExactly(isHere());
        bench.reopen();
        assertThat(started(item("b", OTHER))).containsExactly(isSaved("x (2).bin", OTHER));
        assertThat(started(first)).as("and it stays so").containsExactly(isHere());
    }

    /** It was wanted once more, and nobody had come to look. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Requirement({1, 16, 43})
    void alsoOfOneThatWaitedForAnotherLook(boolean paused) throws Exception {
        MediaItem first = item("a", SMALL);
        assertThat(started(first)).containsExactly(isHere());
        startSlow();
        bench.start(first);
        assertThat(state("a")).isInstanceOf(TransferState.Queued.class);
        if (paused) {
            bench.downloads().pause(List.of("a"));
        }
        bench.reopen();
        assertThat(state("a")).as("it is wanted").isInstanceOf(TransferState.Paused.class);
        assertThat(started(item("b", OTHER))).containsExactly(isSaved("x (2).bin", OTHER));
        bench.downloads().resume(List.of("a"));
        assertThat(ended("a")).isEqualTo(isHere());
    }

    private Places places(Targets targets) {
        ConflictRule rule = new ConflictRule(bench.question);
        return new Places(targets, rule, new Turns(bench.ticker, bench.ticker, null));
    }

    /** Its content is known, and it is found by that. */
    private Job found(Places places) throws Exception {
        Job job = new Job(Bench.item("a", "x.bin", null), 1);
        job.destination = folder;
        job.sha256 = Sha256.of(folder.resolve("x.bin"), SMALL.length);
        assertThat(look(places, job)).isPresent();
        assertThat(job.found).isEqualTo(folder.resolve("x.bin"));
        return job;
    }

    private static Optional<Outcome> look(Places places, Job job) throws Exception {
        return places.choose(job, SafeName.of("x.bin"), SMALL.length, Conflicts.KEEP_BOTH);
    }

    /** Large files take minutes to read. */
    @Test
    @Requirement({1, 35, 43})
    void whoIsStoppedDuringAnotherLookHasItStill() throws Exception {
        Targets targets = new Targets();
        Places places = places(targets);
        Job job = found(places);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> look(places, job)).isInstanceOf(InterruptedException.class);
        assertThat(targets.isOthers(folder, "x.bin", "b")).isTrue();
        assertThat(job.found).as("and it is remembered").isEqualTo(folder.resolve("x.bin"));
    }

    /** He is asked about it, because nobody tells how long the wanted one is. */
    @Test
    @Requirement({1, 35, 43})
    void soHasWhoIsStoppedBeforeTheUserHasAnswered() throws Exception {
        Targets targets = new Targets();
        bench.question =
                (_, _) -> {
                    throw new InterruptedException();
                };
        Places places = places(targets);
        Job job = found(places);
        assertThatThrownBy(() -> places.choose(job, SafeName.of("x.bin"), -1, Conflicts.ASK))
                .isInstanceOf(InterruptedException.class);
        assertThat(targets.isOthers(folder, "x.bin", "b")).isTrue();
        assertThat(job.found).isEqualTo(folder.resolve("x.bin"));
    }

    /** Somebody has written into it. */
    @Test
    @Requirement({2, 43})
    void whatIsNoLongerTheFileIsOneLikeAnyOther() throws Exception {
        Targets targets = new Targets();
        Places places = places(targets);
        Job job = found(places);
        Files.write(folder.resolve("x.bin"), OTHER);
        assertThat(look(places, job)).isEmpty();
        assertThat(job.found).isNull();
        assertThat(job.target).isEqualTo(folder.resolve("x (2).bin"));
        assertThat(targets.isOthers(folder, "x.bin", "b")).isFalse();
    }

    @Test
    @Requirement(43)
    void norHasItTheOneWhereItWasBefore() throws Exception {
        Targets targets = new Targets();
        Places places = places(targets);
        Job job = found(places);
        Files.move(folder.resolve("x.bin"), folder.resolve("x (2).bin"));
        assertThat(look(places, job)).isPresent();
        assertThat(job.found).isEqualTo(folder.resolve("x (2).bin"));
        assertThat(targets.isOthers(folder, "x.bin", "b")).isFalse();
        assertThat(targets.isOthers(folder, "x (2).bin", "b")).isTrue();
    }

    /** For some file systems the two names are one. */
    @Test
    @Requirement(43)
    void spelledOtherwiseItIsStillIts() throws Exception {
        Targets targets = new Targets();
        Places places = places(targets);
        Job job = found(places);
        Files.move(folder.resolve("x.bin"), folder.resolve("X.bin"));
        assertThat(look(places, job)).isPresent();
        assertThat(job.found).hasParent(folder).hasFileName("X.bin");
        assertThat(targets.isOthers(folder, "x.bin", "b")).isTrue();
    }

    /** After a restart nobody looked whether it is that file: what comes may be another one. */
    @Test
    @Requirement({2, 43})
    void whatItFoundUnderANumberIsNoNameForWhatIsFetched() throws Exception {
        Targets targets = new Targets();
        Places places = places(targets);
        Job job = new Job(Bench.item("a", "x.bin", null), 1);
        job.destination = folder;
        job.found = Files.move(folder.resolve("x.bin"), folder.resolve("x (2).bin"));
        places.keepFound(folder.resolve("x (2).bin"), job.id());
        assertThat(targets.claim(folder, "x.bin", "b")).isPresent();
        assertThat(places.choose(job, SafeName.of("x.bin"), -1, Conflicts.OVERWRITE)).isEmpty();
        assertThat(job.target).isEqualTo(folder.resolve("x (3).bin"));
    }

    /** It has the file as long as it says so, whatever else is said of it. */
    @Test
    @Requirement({1, 43})
    void itKeepsTheFileWhenMoreIsSaidOfIt() throws Exception {
        assertThat(started(nameless(SMALL))).containsExactly(isHere());
        bench.downloads().list(List.of(Bench.item("a", "other.bin", null)));
        assertThat(started(item("b", OTHER))).containsExactly(isSaved("x (2).bin", OTHER));
    }

    /** What is said of a row that waits for another look. */
    enum Said {
        TYPE,
        ITS_NAME,
        ITS_NAME_OTHERWISE_SPELLED,
        ANOTHER_NAME,
        ANOTHER_FOLDER;

        private MediaItem of(MediaItem item) {
            return switch (this) {
                case TYPE -> item.withFacts(null, "application/pdf");
                case ITS_NAME -> item.withNames(null, "x.bin");
                case ITS_NAME_OTHERWISE_SPELLED -> item.withNames("X.bin", null);
                case ANOTHER_NAME -> item.withNames("y.bin", null);
                case ANOTHER_FOLDER -> item.withFolder("told");
            };
        }
    }

    /** Else what it would be found to be is another row's by then. */
    @ParameterizedTest
    @EnumSource
    @Requirement({1, 43})
    void whatIsSaidOfOneThatWaitsTakesTheFileOnlyWhereItLiesElsewhere(Said said) throws Exception {
        MediaItem first = nameless(SMALL);
        assertThat(started(first)).containsExactly(isHere());
        startSlow();
        bench.start(first);
        bench.downloads().list(List.of(said.of(first)));
        assertThat(state("a")).isInstanceOf(TransferState.Queued.class);
        bench.reopen();
        boolean elsewhere = said == Said.ANOTHER_NAME || said == Said.ANOTHER_FOLDER;
        assertThat(started(item("b", OTHER)))
                .containsExactly(elsewhere ? isHere() : isSaved("x (2).bin", OTHER));
    }

    /** A number is no other name. */
    @ParameterizedTest
    @ValueSource(strings = {"x.bin", "x (2).bin"})
    @Requirement({1, 43})
    void soItDoesOfOneThatWasFoundUnderANumber(String name) throws Exception {
        Files.write(folder.resolve("x (2).bin"), OTHER);
        MediaItem first = nameless(OTHER);
        Files.write(folder.resolve("x.bin"), new byte[3]);
        assertThat(started(first))
                .containsExactly(new TransferState.Skipped(folder.resolve("x (2).bin")));
        startSlow();
        bench.start(first);
        bench.downloads().list(List.of(first.withNames(name, null)));
        bench.reopen();
        bench.scripted("b", Resource.of(SMALL, "\"v\""));
        assertThat(started(Bench.item("b", "x (2).bin", (long) SMALL.length)))
                .containsExactly(isSaved("x (2) (2).bin", SMALL));
    }

    /** It is not told as being here because it once was. */
    @Test
    @Requirement(16)
    void aFileThatWasTakenAwayIsFetchedAlsoAfterARestart() throws Exception {
        MediaItem first = item("a", SMALL);
        assertThat(started(first)).containsExactly(isHere());
        startSlow();
        Files.delete(folder.resolve("x.bin"));
        bench.start(first);
        bench.reopen();
        bench.downloads().resumeInterrupted();
        bench.downloads().cancel(List.of("slow"));
        assertThat(ended("a")).isEqualTo(isSaved("x.bin", SMALL));
    }

    /** Its name comes with the whole answer, so nobody has looked whether it is there. */
    @Test
    @Requirement(16)
    void whatIsRefusedByNowIsToldAsRefusedAfterARestart() throws Exception {
        MediaItem nameless = nameless(SMALL);
        assertThat(started(nameless)).containsExactly(isHere());
        Files.delete(folder.resolve("x.bin"));
        bench.scripted("a", (_, wire) -> wire.answer("404 Not Found", "", new byte[0]));
        assertThat(started(nameless)).singleElement().isInstanceOf(TransferState.Failed.class);
        bench.reopen();
        assertThat(state("a")).isInstanceOf(TransferState.Failed.class);
    }

    /** That it is wanted there must not be forgotten. */
    @Test
    @Requirement(16)
    void notOfOneThatGoesElsewhere() throws Exception {
        MediaItem first = item("a", SMALL);
        assertThat(started(first)).containsExactly(isHere());
        startSlow();
        Path second = Files.createDirectory(folder.resolve("second"));
        bench.downloads().start(List.of(first), second);
        bench.reopen();
        assertThat(state("a")).isInstanceOf(TransferState.Paused.class);
        bench.downloads().resume(List.of("a"));
        Transfer transfer = bench.downloads().transfer("a").orElseThrow();
        assertThat(Bench.ended(transfer).state()).isEqualTo(isSaved("second/x.bin", SMALL));
    }

    @Test
    @Requirement(35)
    void cancelledItIsNoRowWithAFile() throws Exception {
        MediaItem first = item("a", SMALL);
        started(first);
        startSlow();
        bench.start(first);
        bench.downloads().cancel(List.of("a"));
        bench.reopen();
        assertThat(state("a")).isInstanceOf(TransferState.Idle.class);
        assertThat(started(item("b", OTHER))).containsExactly(isHere());
    }

    /** So ledgers of earlier versions have it: found, and saved by another row. */
    @Test
    @Requirement({2, 43})
    void whoSavedItComesFirst() throws Exception {
        TransferState saved = isSaved("x.bin", SMALL);
        Plan plan = new Plan(folder, folder.resolve("x.bin"), SMALL.length);
        MediaItem finder = item("b", SMALL);
        bench.ledger.record(
                new LedgerEntry(finder, 1, isHere(), new Plan(folder, null, -1), null, null));
        bench.ledger.record(new LedgerEntry(item("a", SMALL), 2, saved, plan, null, null));
        bench.downloads().remove(List.of("b"));
        bench.downloads().setConflicts(Conflicts.OVERWRITE);
        assertThat(started(item("c", OTHER))).containsExactly(isSaved("x (2).bin", OTHER));
        assertThat(folder.resolve("x.bin")).hasBinaryContent(SMALL);
    }

    /** However its row goes: then anybody may have the file. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Requirement(43)
    void whatNoRowHasAnyMoreIsAFileLikeAnyOther(boolean wantedAgain) throws Exception {
        MediaItem first = item("a", SMALL);
        started(first);
        bench.reopen(); // nobody has it in his hands any more
        if (wantedAgain) { // and waits for its turn
            startSlow();
            bench.start(first);
        }
        bench.downloads().remove(List.of("a", "slow"));
        Transfer second = bench.start(item("b", OTHER));
        assertThat(Bench.ended(second).state()).isEqualTo(isHere());
    }
}
