package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.jackdaw.model.LedgerEntry.PartRecord;
import app.jackdaw.model.LedgerEntry.PartRecord.Stage;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TransferState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two items whose part files end alike. */
class SharedDigestTest {

    private static final byte[] CONTENT = Bench.bytes(1000, 1);

    @TempDir Path folder;
    private Bench bench;

    /** Found by trying: SHA-256 of both begins with ed183822. */
    private final MediaItem one = Bench.item("token33697", "one.pdf", null);

    private final MediaItem other = Bench.item("token45436", "other.pdf", null);

    @BeforeEach
    void open() {
        bench = new Bench(folder);
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private Path part(MediaItem item, String name) throws Exception {
        Path part = PartFile.beside(folder.resolve(name), item.shortDigest());
        return Files.writeString(part, "half");
    }

    /** Of the other one, whose own part is not there, as far as nobody makes one. */
    private Job job(Stage stage) throws Exception {
        Job job = new Job(other, 2);
        job.destination = folder;
        job.target(folder.resolve("other.pdf"));
        byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(CONTENT);
        String digest = HexFormat.of().formatHex(sha256);
        job.part = new PartRecord(CONTENT.length, digest, stage, null, null);
        job.total = CONTENT.length;
        return job;
    }

    @Test
    void whatIsDeletedOfOneLeavesThePartOfTheOther() throws Exception {
        assertThat(one.shortDigest()).isEqualTo(other.shortDigest());
        Path growing = part(one, "one.pdf");
        Job job = new Job(other, 2);
        job.target(folder.resolve("other.pdf"));
        OwnPart.delete(job);
        assertThat(growing).exists();
        Path own = part(other, "other.pdf");
        OwnPart.delete(job);
        assertThat(own).doesNotExist();
        assertThat(growing).exists();
    }

    /** Somebody deleted it. */
    @ParameterizedTest
    @EnumSource(Stage.class)
    @Requirement(12)
    void soItDoesWhereMoreIsRememberedThanIsThere(Stage stage) throws Exception {
        Path growing = part(one, "one.pdf");
        OwnPart.delete(job(stage));
        assertThat(growing).exists();
    }

    /** That is how a whole part is called whose file had to take another name. */
    @Test
    @Requirement(35)
    void aWholePartIsDeletedUnderItsFormerName() throws Exception {
        Path growing = part(one, "one.pdf");
        Path own = Files.write(part(other, "former.pdf"), CONTENT);
        Thread.currentThread().interrupt(); // as a worker that is stopped
        OwnPart.delete(job(Stage.WHOLE));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(own).doesNotExist();
        assertThat(growing).exists();
    }

    @Test
    @Requirement({12, 43})
    void whatIsLeftBehindIsOnlyTheOwn() throws Exception {
        Path growing = part(one, "one.pdf");
        Path own = Files.write(part(other, "former.pdf"), CONTENT);
        Path elsewhere = folder.resolve("elsewhere");
        Debris debris = new Debris(bench.ticker, UnwantedParts.forgetful());
        debris.leave(job(Stage.GROWING), elsewhere);
        Job bare = job(Stage.GROWING);
        bare.part = null;
        debris.leave(bare, elsewhere);
        debris.close();
        assertThat(growing).exists();
        assertThat(own).exists();
        debris.leave(job(Stage.WHOLE), elsewhere);
        debris.clear(bare); // deletes it, or waits until it is
        await().atMost(Duration.ofSeconds(90)).until(() -> Files.notExists(own));
        assertThat(growing).exists();
    }

    /** The part that could not be deleted is gone by now. */
    @Test
    @Requirement(12)
    void whatTheLastRunCouldNotDeleteIsOnlyTheOwn() throws Exception {
        Path growing = part(one, "one.pdf");
        Job job = job(Stage.WHOLE);
        Path target = Files.write(folder.resolve("other.pdf"), CONTENT);
        job.leftover = job.part;
        job.part = null;
        job.transfer.state(new TransferState.Saved(target, CONTENT.length));
        List<Job> gone = new CopyOnWriteArrayList<>();
        try (Leftovers leftovers =
                new Leftovers(bench.ticker, bench.ticker, Files::deleteIfExists)) {
            leftovers.whenGone(gone::add);
            leftovers.restored(List.of(job));
            await().atMost(Duration.ofSeconds(90)).until(() -> gone.equals(List.of(job)));
        }
        assertThat(growing).exists();
    }

    /** Torn off behind the very last step: there is the file, and only the other one's part. */
    @Test
    @Fault(49)
    @Requirement({12, 16})
    void aFileThatHasItsNameTakesNoPartAlong() throws Exception {
        Path growing = part(one, "one.pdf");
        Path target = Files.write(folder.resolve("other.pdf"), CONTENT);
        Services services = Solo.services(bench, bench.reads, Ledger.forgetful());
        Outcome outcome = new Worker(services, job(Stage.WHOLE)).run();
        assertThat(outcome)
                .isEqualTo(new Outcome.Done(new TransferState.Saved(target, CONTENT.length)));
        assertThat(growing).exists();
    }
}
