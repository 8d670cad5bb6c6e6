package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.FaultServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A drive that is unmounted leaves an empty folder where it was: nothing is written into that.
 * Needs the right to mount; else skipped.
 */
class UnmountedTest {

    private static final int SIZE = 300_000;
    private static final int HALF = 150_000;
    private static final byte[] CONTENT = Bench.bytes(SIZE, 1);
    private static final Resource FILE = Resource.of(CONTENT, "\"1\"");

    @TempDir Path folder;
    private final MemoryLedger ledger = new MemoryLedger();
    private final List<Volume> mounted = new ArrayList<>();
    private Path drive;
    private Path destination;
    private Bench bench;

    @BeforeEach
    void plugIn() throws Exception {
        drive = folder.resolve("drive");
        destination = folder.resolve("media/usb");
        mounted.add(Volume.mount(drive, "size=64m"));
        mount();
        bench = new Bench(destination);
        bench.ledger = ledger;
    }

    @AfterEach
    void close() throws Exception {
        if (bench != null) {
            bench.close();
        }
        for (Volume volume : mounted.reversed()) {
            volume.close();
        }
    }

    private void mount() throws Exception {
        mounted.add(Volume.bind(drive, destination));
    }

    private void unmount() throws Exception {
        mounted.removeLast().close();
        assertThat(destination).isEmptyDirectory();
    }

    /** Half of it comes, and the rest after the latch; all later answers are proper. */
    private MediaItem half(CountDownLatch rest) {
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
                    rest.await();
                    wire.bytes(CONTENT, HALF, SIZE - HALF);
                });
    }

    private Transfer startHalf(CountDownLatch rest) {
        Transfer transfer = bench.start(half(rest));
        return Bench.until(transfer, s -> s instanceof TransferState.Running r && r.done() == HALF);
    }

    private Transfer pausedHalf() {
        Transfer transfer = startHalf(new CountDownLatch(1));
        bench.downloads().pauseAll();
        return Bench.until(transfer, TransferState.Paused.class::isInstance);
    }

    private void assertGone(Transfer transfer) {
        assertThat(bench.assertFailed(Bench.ended(transfer), Cause.FOLDER_GONE).arguments())
                .containsExactly(destination.toString());
        assertThat(destination).isEmptyDirectory();
    }

    /** As saved on the drive itself. */
    private void assertSaved(Transfer transfer) throws IOException {
        Bench.until(transfer, TransferState::isFinished);
        Path file = destination.resolve(transfer.itemId() + ".bin");
        assertThat(transfer.state()).isEqualTo(new TransferState.Saved(file, SIZE));
        assertThat(drive.resolve(file.getFileName())).hasBinaryContent(CONTENT);
        assertThat(OwnPart.findAny(file, transfer.item().shortDigest())).isEmpty();
    }

    @Test
    @Fault(69)
    @Requirement({16, 41})
    void whatWasPausedWaitsForItsDrive() throws Exception {
        Transfer transfer = pausedHalf();
        unmount();
        bench.downloads().resumeAll();
        assertGone(transfer);
        mount();
        bench.downloads().retryFailed();
        assertSaved(transfer);
        assertThat(bench.server.requests())
                .extracting(FaultServer.Request::from)
                .containsExactly(0L, (long) HALF);
    }

    @Test
    @Fault(69)
    @Requirement(41)
    void whatRunsAndWhatIsQueuedWaitsForItsDrive() throws Exception {
        CountDownLatch unmounted = new CountDownLatch(1);
        bench.downloads().setAtOnce(1);
        Transfer running = startHalf(unmounted);
        List<MediaItem> items = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            items.add(bench.scripted("q" + i, FILE));
        }
        List<Transfer> queued = bench.downloads().start(items, destination);
        unmount(); // lazily: what is open stays so
        unmounted.countDown();
        assertGone(running);
        queued.forEach(this::assertGone);
        assertThat(bench.links.asked()).containsExactly("t");
        mount();
        bench.downloads().retryFailed();
        assertSaved(running);
        for (Transfer transfer : queued) {
            assertSaved(transfer);
        }
    }

    /** What came on the drive before is recorded, and gone on with. */
    @Test
    @Fault(69)
    @Requirement({16, 41})
    void whatWasRunningGoesOnWhereItsDriveHasIt() throws Exception {
        CountDownLatch unmounted = new CountDownLatch(1);
        byte[] large = Bench.bytes(6 << 20, 2);
        Resource file = Resource.of(large, "\"1\"");
        MediaItem item =
                bench.scripted(
                        "t",
                        (request, wire) -> {
                            if (request.isRanged()) {
                                file.answer(request, wire);
                                return;
                            }
                            wire.text("HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: ");
                            wire.text(large.length + "\r\n\r\n").bytes(large, 0, 5 << 20);
                            unmounted.await();
                            wire.bytes(large, 5 << 20, 1 << 20);
                        });
        Transfer transfer = bench.start(item);
        Bench.until(transfer, s -> s instanceof TransferState.Running r && r.done() == 5 << 20);
        unmount();
        unmounted.countDown();
        assertGone(transfer);
        mount();
        bench.downloads().retryFailed();
        bench.assertSaved(Bench.until(transfer, TransferState::isFinished), large);
        assertThat(bench.server.requests().getLast().from())
                .isGreaterThanOrEqualTo(BodyCopy.STRETCH);
    }

    @Test
    @Fault(69)
    @Requirement({16, 41})
    void nothingIsWrittenAfterARestartWithoutTheDrive() throws Exception {
        bench.downloads().setAtOnce(1);
        Transfer before = startHalf(new CountDownLatch(1));
        bench.downloads().start(List.of(bench.scripted("queued", FILE)), destination);
        assertThat(before.state()).isInstanceOf(TransferState.Running.class);
        bench.downloads().close();
        unmount();
        bench.reopen().resumeInterrupted();
        Transfer half = bench.downloads().transfer("t").orElseThrow();
        Transfer queued = bench.downloads().transfer("queued").orElseThrow();
        assertGone(half);
        assertGone(queued);
        assertThat(bench.links.given("queued")).isZero();
        mount();
        bench.downloads().retryFailed();
        assertSaved(half);
        assertSaved(queued);
        assertThat(bench.server.requests("/t").getLast().from()).isEqualTo(HALF);
    }

    /** It is finished, and only out of reach. */
    @Test
    @Fault(69)
    @Requirement({16, 41})
    void aSavedFileIsNotFetchedAgainWithoutItsDrive() throws Exception {
        Transfer transfer = bench.run(bench.scripted("t", FILE));
        assertSaved(transfer);
        unmount();
        bench.start(transfer.item());
        assertGone(Bench.until(transfer, TransferState.Failed.class::isInstance));
        mount();
        bench.downloads().retryFailed();
        assertSaved(transfer);
        assertThat(bench.server.requests()).hasSize(1);
    }

    /** Whoever was told, and chooses the same folder, means the one that is there. */
    @Test
    @Fault(69)
    void aFolderThatIsChosenAnewIsTakenAsItIs() throws Exception {
        Transfer transfer = pausedHalf();
        unmount();
        bench.start(transfer.item()); // goes on with what was begun
        assertGone(transfer);
        bench.start(transfer.item());
        bench.assertSaved(Bench.until(transfer, TransferState::isFinished), CONTENT);
        assertThat(destination.resolve("t.bin")).hasBinaryContent(CONTENT);
        assertThat(drive.resolve("t.bin")).doesNotExist();
    }

    /** Systems number a volume anew when it is mounted. */
    @Test
    @Fault(69)
    @Requirement(16)
    void aDriveWithAnotherNumberIsKnownByThePart() throws Exception {
        Transfer transfer = pausedHalf();
        Path part = PartFile.beside(drive.resolve("t.bin"), transfer.item().shortDigest());
        byte[] there = Files.readAllBytes(part);
        unmount();
        drive = folder.resolve("again");
        mounted.addFirst(Volume.mount(drive, "size=64m"));
        Files.write(drive.resolve(part.getFileName()), there);
        mount();
        bench.downloads().resumeAll();
        assertSaved(transfer);
        assertThat(bench.server.requests().getLast().from()).isEqualTo(HALF);
    }

    @Test
    @Fault(69)
    @Requirement(41)
    void anotherDriveInItsPlaceIsNotTakenForIt() throws Exception {
        Transfer transfer = pausedHalf();
        unmount();
        Path first = drive;
        drive = folder.resolve("other");
        mounted.addFirst(Volume.mount(drive, "size=64m"));
        mount();
        bench.downloads().resumeAll();
        assertGone(transfer);
        unmount();
        drive = first;
        mount();
        bench.downloads().retryFailed();
        assertSaved(transfer);
        assertThat(bench.server.requests().getLast().from()).isEqualTo(HALF);
    }

    /** It may have been deleted by somebody; that says nothing of the other files. */
    @Test
    @Fault(69)
    void whereOnlyAPartIsMissingTheOthersGoOn() throws Exception {
        Transfer begun = pausedHalf();
        unmount();
        drive = folder.resolve("other");
        mounted.addFirst(Volume.mount(drive, "size=64m"));
        mount();
        bench.downloads().setAtOnce(1);
        bench.downloads().resumeAll();
        Transfer queued = bench.start(bench.scripted("queued", FILE));
        assertSaved(queued);
        bench.assertFailed(Bench.ended(begun), Cause.FOLDER_GONE);
        bench.start(begun.item());
        assertSaved(Bench.until(begun, state -> state instanceof TransferState.Saved));
    }

    /** Its number is another one, and nothing of it was there yet. */
    @Test
    @Fault(69)
    void whatWasNotBegunGoesToWhateverDriveIsThere() throws Exception {
        Transfer first = pausedHalf();
        MediaItem queued = bench.scripted("queued", FILE);
        bench.downloads().setAtOnce(1);
        Transfer transfer = bench.start(queued);
        assertSaved(transfer);
        Files.delete(drive.resolve("queued.bin"));
        unmount();
        drive = folder.resolve("other");
        mounted.addFirst(Volume.mount(drive, "size=64m"));
        mount();
        bench.start(queued);
        assertSaved(Bench.until(transfer, s -> bench.server.requests("/queued").size() == 2));
        assertThat(first.state()).isInstanceOf(TransferState.Paused.class);
    }

    @Test
    void aVolumeIsKnownByWhereItIsMounted() throws Exception {
        Path below = Files.createDirectories(destination.resolve("a/b"));
        Mount mount = mount(below);
        assertThat(mount).isEqualTo(mount(destination)).isNotEqualTo(mount(folder));
        assertThat(mount.point()).isEqualTo(destination.toRealPath().toString());
        assertThat(Mount.parse(mount.text())).isEqualTo(mount);
        assertThat(mount(Path.of("/")).point()).isEqualTo("/");
        assertThat(Mount.parse(null)).isNull();
        for (String nonsense : List.of("", "1", "x /a", "1/a")) {
            assertThat(Mount.parse(nonsense)).isNull();
        }
    }

    private static Mount mount(Path of) throws IOException {
        return Objects.requireNonNull(Mount.of(of), "told here");
    }
}
