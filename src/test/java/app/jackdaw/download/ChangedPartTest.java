package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.FaultServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody cuts a part, or puts another file in its place: none of that is ever published. */
class ChangedPartTest {

    private static final int SIZE = 300_000;
    private static final int HALF = 150_000;
    private static final byte[] CONTENT = Bench.bytes(SIZE, 1);
    private static final byte[] JUNK = Bench.bytes(SIZE, 9);
    private static final Resource FILE = Resource.of(CONTENT, "\"1\"");

    /** What somebody does to the part when half of the file is there. */
    private interface Deed {
        void doTo(Path part) throws IOException;
    }

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

    private Path part() throws IOException {
        return folder.resolve(
                bench.files().stream().filter(f -> f.endsWith(".part")).findFirst().orElseThrow());
    }

    /** Another file under the same name, of the same length and date. */
    private static void replace(Path part, int length) throws IOException {
        FileTime date = Files.getLastModifiedTime(part);
        Path other = Files.write(part.resolveSibling("other"), Bench.bytes(length, 9));
        Files.setLastModifiedTime(other, date);
        Files.move(other, part, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void cut(Path part) throws IOException {
        Files.write(part, new byte[0]);
    }

    /** The first answer waits half-way until the deed is done; all later ones are proper. */
    private MediaItem disturbed(Deed deed) {
        AtomicInteger requests = new AtomicInteger();
        return bench.scripted(
                "t",
                (request, wire) -> {
                    if (requests.getAndIncrement() > 0) {
                        FILE.answer(request, wire);
                        return;
                    }
                    wire.text("HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: 300000\r\n\r\n");
                    wire.bytes(CONTENT, 0, HALF);
                    Bench.until(
                            bench.downloads().transfer("t").orElseThrow(),
                            s -> s instanceof TransferState.Running r && r.done() == HALF);
                    deed.doTo(part());
                    wire.bytes(CONTENT, HALF, SIZE - HALF);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut", "replaced", "replaced by a whole one"})
    @Fault(70)
    @Requirement(1)
    void whatWasChangedWhileItGrewIsFetchedAnew(String change) throws Exception {
        MediaItem item =
                disturbed(
                        switch (change) {
                            case "cut" -> ChangedPartTest::cut;
                            case "replaced" -> part -> replace(part, HALF);
                            default -> part -> replace(part, SIZE);
                        });
        bench.assertSaved(bench.run(item), CONTENT);
        assertThat(bench.server.requests().getLast().isRanged()).isFalse();
    }

    /** Between two tries, when the file need not be read again if nobody touched it. */
    @ParameterizedTest
    @ValueSource(strings = {"before", "after"})
    @Fault(70)
    @Requirement({1, 15})
    void anotherFileInItsPlaceIsNotGoneOnWith(String when) throws Exception {
        AtomicInteger requests = new AtomicInteger();
        MediaItem item =
                bench.scripted(
                        "t",
                        (request, wire) -> {
                            int number = requests.getAndIncrement();
                            boolean now = number == (when.equals("before") ? 0 : 1);
                            if (number == 0) {
                                wire.text("HTTP/1.1 200 OK\r\nETag: \"1\"\r\n");
                                wire.text("Content-Length: 300000\r\n\r\n").bytes(CONTENT, 0, HALF);
                                Bench.until(
                                        bench.downloads().transfer("t").orElseThrow(),
                                        s ->
                                                s instanceof TransferState.Running r
                                                        && r.done() == HALF);
                            }
                            if (now) {
                                replace(part(), HALF);
                            }
                            switch (number) {
                                case 0 -> wire.close();
                                case 1 -> wire.answer("503 Later", "", new byte[0]);
                                default -> FILE.answer(request, wire);
                            }
                        });
        bench.assertSaved(bench.run(item), CONTENT);
        assertThat(bench.server.requests().getLast().isRanged()).isFalse();
    }

    @Test
    @Fault(70)
    @Requirement(15)
    void anotherFileThatCameDuringAPauseIsNotGoneOnWith() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        FaultServer.Script stops =
                (request, wire) -> {
                    if (requests.getAndIncrement() > 0) {
                        FILE.answer(request, wire);
                        return;
                    }
                    wire.text("HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: 300000\r\n\r\n");
                    wire.bytes(CONTENT, 0, HALF).timeout();
                };
        Transfer transfer = bench.start(bench.scripted("t", stops));
        Bench.until(transfer, s -> s instanceof TransferState.Running r && r.done() == HALF);
        bench.downloads().pauseAll();
        Bench.until(transfer, TransferState.Paused.class::isInstance);
        replace(part(), HALF);
        bench.downloads().resumeAll();
        bench.assertSaved(Bench.ended(transfer), CONTENT);
        assertThat(bench.server.requests().getLast().isRanged()).isFalse();
    }

    // what the part itself knows

    @Test
    @Fault(70)
    void nothingIsWrittenBehindAHole() throws Exception {
        Path path = folder.resolve("a.part");
        try (PartFile part = new PartFile(path, PartFile.Sync.TO_DISK)) {
            part.append(JUNK, 0, 1000);
            cut(path);
            assertThatThrownBy(() -> part.append(JUNK, 1000, 1000))
                    .isInstanceOf(NoSuchFileException.class);
            assertThat(path).isEmptyFile();
            assertThat(part.isInPlace()).isFalse();
        }
    }

    /** Also where it is cut just between the look at its length and the write. */
    @Test
    @Fault(70)
    @Requirement(1)
    void whateverMomentItIsCutAtItIsNoticed() throws Exception {
        for (int round = 0; round < 200; round++) {
            Path path = folder.resolve(round + ".part");
            try (PartFile part = new PartFile(path, PartFile.Sync.TO_DISK)) {
                part.append(JUNK, 0, 1000);
                CountDownLatch begun = new CountDownLatch(1);
                Thread cutter =
                        Thread.ofPlatform()
                                .start(() -> {
                                    try {
                                        begun.await();
                                        cut(path);
                                    } catch (IOException | InterruptedException failure) {
                                        throw new AssertionError(failure);
                                    }
                                });
                begun.countDown();
                boolean refused = false;
                for (int i = 0; i < 50 && !refused; i++) {
                    try {
                        part.append(JUNK, 0, 1000);
                    } catch (NoSuchFileException noticed) {
                        refused = true;
                    }
                }
                cutter.join();
                assertThat(refused || !part.isInPlace()).as("round %d", round).isTrue();
            }
        }
    }

    @Test
    @Fault(70)
    void anotherFileUnderItsNameIsNotInPlace() throws Exception {
        Path path = folder.resolve("a.part");
        try (PartFile part = new PartFile(path, PartFile.Sync.TO_DISK)) {
            part.append(JUNK, 0, 1000);
            assertThat(part.isInPlace()).isTrue();
            replace(path, 1000);
            assertThat(part.isInPlace()).isFalse();
        }
        assertThat(path).hasSize(1000);
    }
}
