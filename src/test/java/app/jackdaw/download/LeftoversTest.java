package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TransferState;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A part that somebody holds while its file gets its name. */
class LeftoversTest {

    private static final byte[] CONTENT = Bench.bytes(10_000, 1);

    @TempDir Path folder;
    private Bench bench;
    private final MediaItem item = Bench.item("t", "t.bin", null);
    private final Job job = new Job(item, 1);
    private final AtomicInteger tries = new AtomicInteger();
    private volatile int held = Integer.MAX_VALUE;

    @BeforeEach
    void open() {
        bench = new Bench(folder);
        bench.scripted("t", Resource.of(CONTENT, "\"v\""));
        job.destination = folder;
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    /** As Windows does while a virus scanner has the file open. */
    private void delete(Path file) throws IOException {
        if (tries.incrementAndGet() <= held) {
            throw new AccessDeniedException(file.toString());
        }
        Files.deleteIfExists(file);
    }

    private Services services() {
        return Solo.services(bench, bench.reads, Ledger.forgetful(), this::delete);
    }

    private void save(Services services) throws Exception {
        Outcome outcome = new Worker(services, job).run();
        TransferState saved = new TransferState.Saved(folder.resolve("t.bin"), CONTENT.length);
        assertThat(outcome).isEqualTo(new Outcome.Done(saved));
        job.transfer.state(saved);
        assertThat(folder.resolve("t.bin")).hasBinaryContent(CONTENT);
    }

    private Path part() {
        return job.partPath(folder.resolve("t.bin"));
    }

    @Test
    @Fault(49)
    @Requirement(2)
    void theFileIsSavedAndThePartIsDeletedLater() throws Exception {
        held = 3;
        Services services = services();
        List<Job> gone = new CopyOnWriteArrayList<>();
        services.leftovers().whenGone(gone::add);
        save(services);
        await().atMost(Duration.ofSeconds(90)).until(() -> gone.equals(List.of(job)));
        assertThat(part()).doesNotExist();
        assertThat(tries).hasValue(4);
        assertThat(job.leftover).isNull();
        assertThat(bench.ticker.elapsed())
                .isGreaterThanOrEqualTo(Leftovers.BETWEEN_TRIES.multipliedBy(3));
        services.leftovers().close();
    }

    @Test
    void afterAWhileItIsLeftToTheNextStart() throws Exception {
        Services services = services();
        save(services);
        await().atMost(Duration.ofSeconds(90)).until(() -> tries.get() > Leftovers.MOST_TRIES);
        services.leftovers().close();
        assertThat(part()).exists();
        LedgerEntry remembered = Remembered.entry(job);
        assertThat(remembered.part()).isNotNull();
        assertThat(remembered.state()).isInstanceOf(TransferState.Saved.class);
        Job restored = Restored.job(remembered);
        assertThat(restored.part).as("is nothing to be continued").isNull();
        assertThat(restored.leftover).isEqualTo(remembered.part());
    }

    /** The whole file was found to be there, under a number. */
    @Test
    @Requirement(2)
    void soIsThatOfAFileThatWasFoundThere() throws Exception {
        Files.write(folder.resolve("t.bin"), new byte[1]);
        Path there = Files.write(folder.resolve("t (2).bin"), CONTENT);
        Services services = services();
        TransferState found = new TransferState.Skipped(there);
        assertThat(new Worker(services, job).run()).isEqualTo(new Outcome.Done(found));
        job.transfer.state(found);
        await().atMost(Duration.ofSeconds(90)).until(() -> tries.get() > Leftovers.MOST_TRIES);
        services.leftovers().close();
        Path part = job.partPath(folder.resolve("t (3).bin"));
        assertThat(part).exists();
        Job restored = Restored.job(Remembered.entry(job));
        assertThat(restored.part).as("is nothing to be continued").isNull();
        held = 0; // whoever held it is gone
        Services next = services();
        next.leftovers().restored(List.of(restored));
        await().atMost(Duration.ofSeconds(90)).until(() -> !Files.exists(part));
        next.leftovers().close();
        assertThat(bench.files()).containsExactly("t (2).bin", "t.bin");
    }

    @Test
    void whoWantsTheFileAnewKeepsHisNewPart() throws Exception {
        Services services = services();
        save(services);
        Files.delete(folder.resolve("t.bin"));
        services.leftovers().forget(job);
        int before = tries.get();
        bench.ticker.sleep(Leftovers.BETWEEN_TRIES.multipliedBy(2));
        assertThat(tries).hasValue(before);
        assertThat(job.leftover).isNull();
        services.leftovers().close();
    }

    /** The row was taken off the list meanwhile, and its file was added again. */
    @Test
    @Requirement(12)
    void whoAddsTheFileAgainKeepsHisNewPart() throws Exception {
        Services services = services();
        save(services);
        job.removed = true;
        Files.delete(folder.resolve("t.bin"));
        Job again = new Job(item, 2);
        again.destination = folder;
        services.leftovers().forget(again);
        held = 0; // whoever held it is gone
        byte[] growing = Bench.bytes(4000, 2);
        Files.write(part(), growing);
        bench.ticker.sleep(Leftovers.BETWEEN_TRIES.multipliedBy(2));
        assertThat(part()).hasBinaryContent(growing);
        services.leftovers().close();
    }

    /** What it left where it was before is still deleted, and not waited for. */
    @Test
    void whoAddsTheFileAgainForAnotherFolderLeavesNothingBehind() throws Exception {
        Services services = services();
        save(services);
        job.removed = true;
        Job again = new Job(item, 2);
        again.destination = folder.resolve("elsewhere");
        services.leftovers().forget(again);
        held = 0; // whoever held it is gone
        bench.ticker.sleep(Leftovers.BETWEEN_TRIES.multipliedBy(2));
        await().atMost(Duration.ofSeconds(90)).until(() -> !Files.exists(part()));
        services.leftovers().close();
    }

    /** Nothing says that it was still growing: it may be a finished file that the user moved. */
    @Test
    @Requirement({2, 12})
    void aPartOfUnknownOriginThatSomebodyHoldsIsLeftAsItIs() throws Exception {
        byte[] there = Bench.bytes(20_000, 3);
        Files.write(part(), there);
        Services services = services();
        Outcome outcome = new Worker(services, job).run();
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Done.class,
                        done -> assertThat(done.state()).isInstanceOf(TransferState.Failed.class));
        assertThat(part()).hasBinaryContent(there);
        assertThat(folder.resolve("t.bin")).doesNotExist();
        services.leftovers().close();
    }
}
