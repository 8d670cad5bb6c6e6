package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.ByteAnswer;
import app.jackdaw.net.ByteRequest;
import app.jackdaw.net.ByteSource;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A folder is told of a file whose server is asked for it. What comes of that stays where it is; if
 * nothing does, the file goes where it was told.
 */
class ToldWhileAskedTest {

    private static final byte[] CONTENT = Bench.bytes(1000, 1);

    @TempDir Path folder;
    private Bench bench;
    private MediaItem item;
    private final MemoryLedger ledger = new MemoryLedger();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicInteger requests = new AtomicInteger();

    @BeforeEach
    void open() {
        bench = new Bench(folder);
        bench.links.put("t", URI.create("https://links.example/t"));
        item = Bench.item("t", "a.bin", null);
    }

    @AfterEach
    void close() throws Exception {
        goOn.countDown();
        bench.close();
    }

    /** Who is asked first gives that answer. */
    private Downloads downloads(ByteSource first) {
        ByteSource bytes =
                request -> {
                    if (requests.incrementAndGet() > 1) {
                        return whole(request);
                    }
                    asked.countDown();
                    goOn.await();
                    return first.open(request);
                };
        return bench.fromMemory(bytes, bench.links, ledger);
    }

    private static ByteAnswer whole(ByteRequest request) {
        return MemoryAnswer.of(request.uri(), CONTENT);
    }

    private Transfer told(Downloads downloads) throws Exception {
        Transfer transfer = downloads.start(List.of(item), folder).getFirst();
        asked.await();
        downloads.list(List.of(item.withFolder("told")));
        assertThat(keptFolder()).as("while something may come").isNull();
        return transfer;
    }

    private @Nullable String keptFolder() {
        LedgerEntry entry = Objects.requireNonNull(ledger.entries.get("t"));
        return entry.item().folder();
    }

    private void assertGoesThere(Transfer transfer) throws Exception {
        Bench.until(transfer, TransferState::isFinished);
        assertThat(bench.assertSaved(transfer, CONTENT))
                .isEqualTo(folder.resolve("told").resolve("a.bin"));
        assertThat(transfer.item()).isEqualTo(item.withFolder("told"));
    }

    @Test
    @Requirement({16, 43})
    void whatIsTriedAgainGoesThere() throws Exception {
        ByteSource cut =
                _ -> {
                    throw new ProblemException(Problem.of(Cause.CONNECTION_CUT));
                };
        try (Downloads downloads = downloads(cut)) {
            Transfer transfer = told(downloads);
            goOn.countDown();
            assertGoesThere(transfer);
        }
        assertThat(keptFolder()).isEqualTo("told");
        assertThat(bench.files()).hasSize(1);
    }

    @Test
    @Requirement({16, 43})
    void whatIsPausedGoesThere() throws Exception {
        try (Downloads downloads = downloads(ToldWhileAskedTest::whole)) {
            Transfer transfer = told(downloads);
            downloads.pause(List.of("t"));
            Bench.until(transfer, TransferState.Paused.class::isInstance);
        }
        assertThat(keptFolder()).as("once the engine is closed").isEqualTo("told");
        try (Downloads downloads = downloads(ToldWhileAskedTest::whole)) {
            downloads.resume(List.of("t"));
            assertGoesThere(downloads.transfers().getFirst());
        }
        assertThat(bench.files()).hasSize(1);
    }

    /** The answer told its length, and there is such a file in the other folder. */
    @Test
    @Requirement(43)
    void whatIsThereElsewhereGoesThere() throws Exception {
        Files.write(folder.resolve("a.bin"), CONTENT);
        try (Downloads downloads = downloads(ToldWhileAskedTest::whole)) {
            Transfer transfer = told(downloads);
            goOn.countDown();
            assertGoesThere(transfer);
        }
        assertThat(keptFolder()).isEqualTo("told");
    }

    /** It was fetched for that: nobody fetches it once more to have it in two folders. */
    @Test
    @Requirement({16, 43})
    void whatIsFoundWhenItIsWholeStaysWhereItIs() throws Exception {
        Files.write(folder.resolve("a.bin"), Bench.bytes(2000, 2));
        Path kept = Files.write(folder.resolve("a (2).bin"), CONTENT);
        try (Downloads downloads = downloads(ToldWhileAskedTest::whole)) {
            Transfer transfer = told(downloads);
            goOn.countDown();
            Bench.until(transfer, TransferState::isFinished);
            assertThat(transfer.state()).isEqualTo(new TransferState.Skipped(kept));
            assertThat(transfer.item()).isEqualTo(item);
        }
        assertThat(keptFolder()).isNull();
        assertThat(requests).hasValue(1);
        assertThat(bench.files()).containsExactly("a (2).bin", "a.bin");
    }

    @Test
    @Requirement(43)
    void whatHasBegunStaysWhereItIs() throws Exception {
        AtomicInteger reads = new AtomicInteger();
        ByteSource half =
                request ->
                        new MemoryAnswer(
                                request.uri(),
                                200,
                                Map.of("ETag", "\"v\""),
                                CONTENT,
                                _ -> {
                                    if (reads.incrementAndGet() > 1) {
                                        throw new ProblemException(
                                                Problem.of(Cause.CONNECTION_CUT));
                                    }
                                    return 500;
                                });
        try (Downloads downloads = downloads(half)) {
            Transfer transfer = told(downloads);
            goOn.countDown();
            Bench.until(transfer, TransferState::isFinished);
            assertThat(bench.assertSaved(transfer, CONTENT)).isEqualTo(folder.resolve("a.bin"));
            assertThat(transfer.item()).isEqualTo(item);
        }
        assertThat(keptFolder()).isNull();
    }
}
