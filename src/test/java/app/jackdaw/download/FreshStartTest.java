package app.jackdaw.download;

import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.FaultServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How far a file came that is gone since says nothing about the progress of the next one. */
class FreshStartTest {

    private static final int LENGTH = 4_000_000;
    private static final int FAR = 3_500_000;

    /** Enough to be progress, and more often than a file is tried without any. */
    private static final int STEP = 300_000;

    private static final byte[] CONTENT = Bench.bytes(LENGTH, 6);

    @TempDir Path folder;
    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(folder);
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    @Test
    @Requirement(31)
    void anotherVersionIsAnotherFile() throws Exception {
        MediaItem item =
                bench.cutAt(
                        FAR,
                        Resource.of(CONTENT, "\"old\""),
                        Resource.of(CONTENT, "\"new\"").limitData(STEP));
        bench.assertSaved(bench.run(item), CONTENT);
    }

    @Test
    @Requirement(31)
    void aPartThatSomebodyDeletedDoesNotCount() throws Exception {
        Resource resource = Resource.of(CONTENT, "\"v\"");
        MediaItem item =
                bench.cutAt(
                        FAR,
                        resource,
                        (request, wire) -> {
                            deleteParts();
                            resource.answer(request, wire, 1000);
                        },
                        resource.limitData(STEP));
        bench.assertSaved(bench.run(item), CONTENT);
    }

    private void deleteParts() throws IOException {
        for (String name : bench.files()) {
            Files.delete(folder.resolve(name));
        }
    }

    @Test
    @Requirement(31)
    void norDoesOneThatWasCancelled() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        Resource resource = Resource.of(CONTENT, "\"v\"");
        FaultServer.Script cut = resource.limitData(STEP);
        MediaItem item =
                bench.scripted(
                        "t",
                        (request, wire) -> {
                            switch (requests.getAndIncrement()) {
                                case 0 -> resource.answer(request, wire, FAR);
                                case 1 -> wire.timeout();
                                default -> cut.answer(request, wire);
                            }
                        });
        Transfer transfer = bench.start(item);
        Bench.until(transfer, _ -> requests.get() == 2);
        bench.downloads().cancel(List.of("t"));
        Bench.until(transfer, TransferState.Idle.class::isInstance);
        bench.start(item);
        bench.assertSaved(Bench.ended(transfer), CONTENT);
    }
}
