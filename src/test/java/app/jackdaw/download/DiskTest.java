package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.jackdaw.model.LackOfRoom;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.FaultServer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Disks that are full, gone or closed. Small volumes need the right to mount; else skipped. */
class DiskTest {

    private static final Publisher PUBLISHER = new Publisher(Publisher.Steps.OF_SYSTEM);

    /** Whoever stops was told to, and did not just give up a silent server. */
    private static final Duration NO_SILENCE = Duration.ofHours(2);

    @TempDir Path folder;

    @Test
    @Fault(67)
    @Requirement(40)
    void aFullDiskStopsAllAndGoesOnWhenThereIsRoom() throws Exception {
        try (Volume small = Volume.mount(folder.resolve("small"), "size=2m");
                Bench bench = new Bench(small.path())) {
            Path ballast = small.path().resolve("ballast");
            Files.write(ballast, new byte[1_000_000]);
            byte[] content = Bench.bytes(1_200_000, 1);
            MediaItem item = bench.scripted("t", (_, wire) -> withoutLength(wire, content));
            Transfer transfer = bench.start(item);
            Bench.until(transfer, DiskTest::waitsForRoom);
            assertThat(ballast).exists();
            Files.delete(ballast);
            bench.assertSaved(Bench.ended(transfer), content);
        }
    }

    @Test
    @Fault(67)
    @Requirement(40)
    void whenOneMeetsTheFullDiskAllWritersStopAndGoOnLater() throws Exception {
        try (Volume small = Volume.mount(folder.resolve("small"), "size=2m");
                Bench bench = new Bench(small.path(), NO_SILENCE)) {
            Path ballast = small.path().resolve("ballast");
            Files.write(ballast, new byte[1_000_000]);
            byte[] large = Bench.bytes(1_200_000, 1);
            byte[] little = Bench.bytes(5, 2);
            CountDownLatch othersWrote = new CountDownLatch(1);
            Resource whole = Resource.of(little, "\"v\"");
            FaultServer.Script stalls =
                    (request, wire) -> {
                        if (request.isRanged()) {
                            whole.answer(request, wire);
                            return;
                        }
                        wire.text("HTTP/1.1 200 OK\r\nETag: \"v\"\r\nContent-Length: 5\r\n\r\n");
                        wire.bytes(little, 0, 3).timeout();
                    };
            List<MediaItem> items = new ArrayList<>();
            items.add(
                    bench.scripted(
                            "full",
                            (_, wire) -> {
                                othersWrote.await();
                                withoutLength(wire, large);
                            }));
            items.add(bench.scripted("a", stalls));
            items.add(bench.scripted("b", stalls));
            List<Duration> nextBegun = new CopyOnWriteArrayList<>();
            URI next = bench.server.on("/next", whole);
            bench.links.put(
                    "next",
                    _ -> {
                        nextBegun.add(bench.ticker.elapsed());
                        return next;
                    });
            items.add(Bench.item("next", "next.bin", null));
            bench.downloads().setAtOnce(3);
            List<Transfer> transfers = bench.downloads().start(items, small.path());
            List<Transfer> others = transfers.subList(1, 3);
            others.forEach(other ->
                    Bench.until(other, s -> s instanceof TransferState.Running r && r.done() == 3));
            othersWrote.countDown();
            transfers.forEach(transfer -> Bench.until(transfer, DiskTest::waitsForRoom));
            others.forEach(other -> Bench.until(other, DiskTest::tellsItsOwnNeed));
            for (Transfer other : others) {
                assertThat(OwnPart.findAny(small.path().resolve("x"), other.item().shortDigest()))
                        .hasValueSatisfying(part -> assertThat(part).hasSize(3));
            }
            Files.delete(ballast);
            transfers.forEach(Bench::ended);
            for (Transfer other : others) {
                bench.assertSaved(other, little);
                assertThat(bench.server.requests("/" + other.itemId()).getLast().from())
                        .as("goes on where it was stopped")
                        .isEqualTo(3);
            }
            bench.assertSaved(transfers.getFirst(), large);
            bench.assertSaved(transfers.getLast(), little);
            assertThat(nextBegun.getFirst())
                    .as("nothing is begun before the next look at the disk")
                    .isGreaterThanOrEqualTo(DiskRoom.BETWEEN_LOOKS);
        }
    }

    @Test
    @Fault(67)
    @Requirement(40)
    void aFullDiskStopsNoFileThatGoesToAnotherFolder() throws Exception {
        try (Volume small = Volume.mount(folder.resolve("small"), "size=2m");
                Bench bench = new Bench(small.path())) {
            Files.write(small.path().resolve("ballast"), new byte[1_000_000]);
            Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch full = new CountDownLatch(1);
            byte[] content = Bench.bytes(5, 2);
            MediaItem other =
                    bench.scripted(
                            "other",
                            (_, wire) -> {
                                wire.text("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
                                wire.bytes(content, 0, 3);
                                begun.countDown();
                                full.await();
                                wire.bytes(content, 3, 2);
                            });
            MediaItem large =
                    bench.scripted(
                            "large",
                            (_, wire) -> {
                                begun.await();
                                withoutLength(wire, Bench.bytes(1_200_000, 1));
                            });
            Transfer goesOn = bench.downloads().start(List.of(other), elsewhere).getFirst();
            Transfer stops = bench.downloads().start(List.of(large), small.path()).getFirst();
            Bench.until(stops, DiskTest::waitsForRoom);
            full.countDown();
            assertThat(Bench.ended(goesOn).state()).isInstanceOf(TransferState.Saved.class);
            assertThat(bench.server.requests("/other")).as("in one go").hasSize(1);
        }
    }

    /** No length is told, so nobody can look ahead. */
    private static void withoutLength(FaultServer.Wire wire, byte[] content) throws IOException {
        wire.text("HTTP/1.1 200 OK\r\nETag: \"v\"\r\nTransfer-Encoding: chunked\r\n\r\n");
        wire.text(Integer.toHexString(content.length) + "\r\n");
        wire.bytes(content).text("\r\n0\r\n\r\n");
    }

    /**
     * Not that of the one that met the end of the disk; two of its five bytes are still to come.
     */
    private static boolean tellsItsOwnNeed(TransferState state) {
        return state instanceof TransferState.Waiting waiting
                && LackOfRoom.in(waiting.why()).needed() == 2;
    }

    private static boolean waitsForRoom(TransferState state) {
        return state instanceof TransferState.Waiting waiting
                && waiting.why().cause() == Cause.DISK_FULL;
    }

    @Test
    @Requirement(40)
    void aFileThatCannotFitIsNotBegunAndOthersGoOn() throws Exception {
        try (Volume small = Volume.mount(folder.resolve("small"), "size=2m");
                Bench bench = new Bench(small.path())) {
            byte[] large = Bench.bytes(3_000_000, 1);
            Transfer transfer = bench.start(bench.scripted("large", Resource.of(large, "\"v\"")));
            Bench.until(transfer, TransferState.Waiting.class::isInstance);
            if (transfer.state() instanceof TransferState.Waiting waiting) {
                Problem why = waiting.why();
                assertThat(why.cause()).isEqualTo(Cause.DISK_FULL);
                assertThat(why.arguments().getFirst()).isEqualTo("3000000");
                assertThat(Long.parseLong(why.arguments().get(1))).isBetween(1L, 2_100_000L);
            }
            byte[] little = Bench.bytes(1000, 2);
            bench.assertSaved(
                    bench.run(bench.scripted("little", Resource.of(little, null))), little);
            assertThat(bench.files()).containsExactly("little.bin");
        }
    }

    @Test
    @Requirement(41)
    void aVolumeThatMayNotBeWrittenIsNamed() throws Exception {
        try (Volume closed = Volume.mount(folder.resolve("closed"), "size=2m,ro");
                Bench bench = new Bench(closed.path())) {
            Problem problem =
                    bench.assertFailed(
                            bench.run(bench.scripted("t", Resource.of(new byte[9], null))),
                            Cause.FOLDER_NOT_WRITABLE);
            assertThat(problem.arguments()).containsExactly(closed.path().toString());
            assertThat(bench.server.requests()).hasSizeLessThanOrEqualTo(1);
        }
    }

    /** To ask for a link is a call that counts, and nothing could be done with it. */
    @Test
    @Requirement(41)
    void aVolumeThatMayNotBeWrittenEndsAllThatGoThere() throws Exception {
        try (Volume closed = Volume.mount(folder.resolve("closed"), "size=2m,ro");
                Bench bench = new Bench(closed.path())) {
            List<MediaItem> items = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                items.add(bench.scripted("t" + i, Resource.of(new byte[9], null)));
            }
            bench.downloads().setAtOnce(1);
            for (Transfer transfer : bench.downloads().start(items, closed.path())) {
                Problem problem =
                        bench.assertFailed(Bench.ended(transfer), Cause.FOLDER_NOT_WRITABLE);
                assertThat(problem.arguments()).containsExactly(closed.path().toString());
            }
            assertThat(bench.links.asked()).containsExactly("t0");
            assertThat(bench.server.requests()).hasSize(1);
        }
    }

    /** One file that is closed says nothing about the others. */
    @Test
    @Requirement(41)
    void aPartThatMayNotBeWrittenEndsNobodyElse() throws Exception {
        MediaItem closed = Bench.item("closed", "closed.bin", null);
        Path part = PartFile.beside(folder.resolve("closed.bin"), closed.shortDigest());
        Files.createFile(part);
        assumeTrue(Volume.run("chattr", "+i", part.toString()), "may not close a file here");
        try (Bench bench = new Bench(folder)) {
            bench.scripted("closed", Resource.of(new byte[9], null));
            MediaItem other = bench.scripted("other", Resource.of(new byte[9], null));
            bench.downloads().setAtOnce(1);
            List<Transfer> transfers = bench.downloads().start(List.of(closed, other), folder);
            assertThat(Bench.ended(transfers.getLast()).state())
                    .isInstanceOf(TransferState.Saved.class);
            bench.assertFailed(transfers.getFirst(), Cause.FOLDER_NOT_WRITABLE);
        } finally {
            Volume.run("chattr", "-i", part.toString());
        }
    }

    @Test
    @Fault(69)
    @Requirement(41)
    void aFolderThatVanishesIsNamedAndNeverMadeAgain() throws Exception {
        Path destination = Files.createDirectory(folder.resolve("usb"));
        try (Bench bench = new Bench(destination)) {
            List<MediaItem> items = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                items.add(
                        bench.scripted(
                                "t" + i,
                                (_, wire) -> {
                                    wire.text("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel");
                                    Bench.until(
                                            bench.downloads().transfers().getFirst(),
                                            _ -> !Files.exists(destination));
                                    wire.text("lo");
                                }));
            }
            bench.downloads().setAtOnce(1);
            List<Transfer> transfers = bench.downloads().start(items, destination);
            Bench.until(
                    transfers.getFirst(),
                    s -> s instanceof TransferState.Running r && r.done() == 3);
            Files.move(destination, folder.resolve("pulled out"));
            for (Transfer transfer : transfers) {
                Problem problem = bench.assertFailed(Bench.ended(transfer), Cause.FOLDER_GONE);
                assertThat(problem.arguments()).containsExactly(destination.toString());
            }
            assertThat(destination).doesNotExist();

            Path elsewhere = folder.resolve("elsewhere");
            for (Transfer transfer : bench.downloads().start(items, elsewhere)) {
                assertThat(Bench.ended(transfer).state())
                        .isInstanceOfSatisfying(
                                TransferState.Saved.class,
                                saved -> assertThat(saved.path().getParent()).isEqualTo(elsewhere));
            }
            assertThat(elsewhere).isDirectoryContaining("glob:**/t0.bin");
        }
    }

    /** The destination is there, so nobody else is concerned. */
    @Test
    @Fault(69)
    @Requirement(41)
    void aFolderInTheDestinationThatVanishesIsMadeAgain() throws Exception {
        Path sub = folder.resolve("2024");
        try (Bench bench = new Bench(folder)) {
            byte[] content = Bench.bytes(5, 1);
            AtomicInteger requests = new AtomicInteger();
            CountDownLatch deleted = new CountDownLatch(1);
            MediaItem first =
                    bench.scripted(
                                    "first",
                                    (_, wire) -> {
                                        wire.text("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
                                        wire.bytes(content, 0, 3);
                                        if (requests.getAndIncrement() == 0) {
                                            deleted.await();
                                        }
                                        wire.bytes(content, 3, 2);
                                    })
                            .withFolder("2024");
            List<MediaItem> items = new ArrayList<>(List.of(first));
            for (int i = 0; i < 3; i++) {
                MediaItem other = bench.scripted("t" + i, Resource.of(content, null));
                items.add(i == 1 ? other.withFolder("2024") : other);
            }
            bench.downloads().setAtOnce(1);
            List<Transfer> transfers = bench.downloads().start(items, folder);
            Bench.until(
                    transfers.getFirst(),
                    s -> s instanceof TransferState.Running r && r.done() == 3);
            try (DirectoryStream<Path> files = Files.newDirectoryStream(sub)) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
            Files.delete(sub);
            deleted.countDown();
            transfers.forEach(Bench::ended);
            for (Transfer transfer : transfers) {
                bench.assertSaved(transfer, content);
            }
            assertThat(bench.files())
                    .containsExactly("2024/first.bin", "2024/t1.bin", "t0.bin", "t2.bin");
            assertThat(transfers.getFirst().facts().attempts()).isEqualTo(2);
        }
    }

    @Test
    @Fault(69)
    void theFolderIsMadeWhenItIsChosenAndOnlyThen() throws Exception {
        Path destination = folder.resolve("a/b");
        try (Bench bench = new Bench(destination)) {
            bench.run(bench.scripted("t", Resource.of(new byte[3], null)));
            assertThat(destination.resolve("t.bin")).hasSize(3);
        }
    }

    @Test
    @Requirement(2)
    void publishingNeverReplacesAFile() throws Exception {
        Path part = Files.writeString(folder.resolve("a.part"), "new");
        Path target = Files.writeString(folder.resolve("a"), "old");
        assertThatThrownBy(() -> PUBLISHER.link(part, target))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(target).hasContent("old");
        assertThat(part).hasContent("new");
        PUBLISHER.link(part, folder.resolve("b"));
        assertThat(folder.resolve("b")).hasContent("new");
    }

    @Test
    @Requirement(2)
    void publishingNeverReplacesASymbolicLink() throws Exception {
        Path part = Files.writeString(folder.resolve("a.part"), "new");
        Path target = folder.resolve("a");
        Files.createSymbolicLink(target, folder.resolve("nowhere"));
        assertThatThrownBy(() -> PUBLISHER.link(part, target))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(folder.resolve("nowhere")).doesNotExist();
    }

    @Test
    @Requirement(2)
    void publishesWhereThereAreNoHardLinks() throws Exception {
        try (Volume fat = Volume.withoutHardLinks(folder.resolve("fat"));
                Bench bench = new Bench(fat.path())) {
            byte[] content = Bench.bytes(10_000, 1);
            bench.assertSaved(bench.run(bench.scripted("t", Resource.of(content, null))), content);
            Files.writeString(fat.path().resolve("u.bin"), "old");
            Path numbered =
                    bench.assertSaved(
                            bench.run(bench.scripted("u", Resource.of(content, null))), content);
            assertThat(numbered).hasFileName("u (2).bin");
            Path part = Files.writeString(fat.path().resolve("a.part"), "new");
            Path target = Files.writeString(fat.path().resolve("a"), "old");
            assertThatThrownBy(() -> PUBLISHER.link(part, target))
                    .isInstanceOf(FileAlreadyExistsException.class);
            assertThat(PUBLISHER.link(part, fat.path().resolve("b"))).isFalse();
            assertThatThrownBy(() -> PUBLISHER.reserve(target, false))
                    .isInstanceOf(FileAlreadyExistsException.class);
            PUBLISHER.reserve(target, true);
            assertThatThrownBy(() -> PUBLISHER.move(part, target))
                    .isInstanceOf(FileAlreadyExistsException.class);
            assertThat(target).hasContent("old");
            PUBLISHER.reserve(fat.path().resolve("b"), false);
            PUBLISHER.move(part, fat.path().resolve("b"));
            assertThat(fat.path().resolve("b")).hasContent("new");
            assertThat(part).doesNotExist();
        }
    }

    @Test
    @Fault(80)
    @Requirement(41)
    void failuresOfTheDiskHaveNames() {
        Path file = folder.resolve("a");
        assertThat(cause(new IOException("No space left on device"), file))
                .isEqualTo(Cause.DISK_FULL);
        assertThat(cause(new IOException("Disk quota exceeded"), file)).isEqualTo(Cause.DISK_FULL);
        assertThat(cause(new IOException("There is not enough space on the disk"), file))
                .isEqualTo(Cause.DISK_FULL);
        assertThat(cause(new FileNotFoundException("/x (File name too long)"), file))
                .isEqualTo(Cause.NAME_REFUSED);
        assertThat(cause(new FileNotFoundException("/x (Permission denied)"), file))
                .isEqualTo(Cause.FOLDER_NOT_WRITABLE);
        assertThat(cause(new FileNotFoundException("/x (Read-only file system)"), file))
                .isEqualTo(Cause.FOLDER_NOT_WRITABLE);
        assertThat(cause(new ReadOnlyFileSystemException(), file))
                .isEqualTo(Cause.FOLDER_NOT_WRITABLE);
        assertThat(cause(new NoSuchFileException("/x"), file)).isEqualTo(Cause.PART_CHANGED);
        assertThat(cause(new IOException("Input/output error"), file)).isEqualTo(Cause.DISK_FAILED);
        assertThat(cause(new IOException("anything"), folder.resolve("gone/a")))
                .isEqualTo(Cause.PART_CHANGED);
        Path gone = folder.resolve("gone");
        Problem noDestination = DiskFault.of(new IOException("x"), gone.resolve("b/a"), gone, 5);
        assertThat(noDestination).isEqualTo(Problem.of(Cause.FOLDER_GONE, gone.toString()));
        assertThat(DiskFault.of(new IOException("no name yet"), gone, gone, 5))
                .isEqualTo(noDestination);
        assertThat(DiskFault.isTooManyOpenFiles(new IOException("/x (Too many open files)")))
                .isTrue();
    }

    /** As FAT32 does beyond 4 GiB: no cable is to blame, and the same place never takes it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "File too large",
                "文件过大",
                "The file size exceeds the limit allowed and cannot be saved"
            })
    @Requirement(41)
    void aFileThatIsTooLargeForItsDiskGoesToAnotherOne(String words) throws Exception {
        Path stick = Files.createDirectory(folder.resolve("stick"));
        Path other = Files.createDirectory(folder.resolve("other"));
        byte[] content = Bench.bytes(100_000, 1);
        try (Bench bench = new Bench(stick)) {
            bench.sync =
                    (path, _) -> {
                        if (path.startsWith(stick)) {
                            throw new IOException(words);
                        }
                    };
            Transfer transfer = bench.run(bench.scripted("t", Resource.of(content, "\"v\"")));
            Problem problem = bench.assertFailed(transfer, Cause.FILE_TOO_LARGE);
            assertThat(problem.arguments()).containsExactly(stick.resolve("t.bin").toString());
            assertThat(bench.server.requests()).as("of no use to try that again").hasSize(1);
            bench.downloads().start(List.of(transfer.item()), other);
            Bench.until(transfer, TransferState.Saved.class::isInstance);
            assertThat(other.resolve("t.bin")).hasBinaryContent(content);
            await().atMost(Duration.ofSeconds(90)).until(() -> bench.files().isEmpty());
        }
    }

    /** Windows says it in the language of the system. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Es steht nicht genug Speicherplatz auf dem Datenträger zur Verfügung",
                "Espace insuffisant sur le disque",
                "ディスクに十分な空き領域がありません。",
                "Недостаточно места на диске"
            })
    @Fault(67)
    @Requirement(40)
    void aFullDiskIsKnownByItsRoomWhateverTheWords(String words) throws Exception {
        IOException failure = new IOException(words);
        Path file = folder.resolve("a");
        long more = Files.getFileStore(folder).getUsableSpace() + (1L << 40);
        Problem full = DiskFault.of(failure, file, folder, more);
        assertThat(full.cause()).isEqualTo(Cause.DISK_FULL);
        assertThat(LackOfRoom.in(full).needed()).isEqualTo(more);
        assertThat(LackOfRoom.in(full).folder()).isEqualTo(folder.toString());
        assertThat(DiskFault.of(failure, file, folder, 5).cause()).isEqualTo(Cause.DISK_FAILED);
        try (Volume small = Volume.mount(folder.resolve("small"), "size=2m")) {
            Path last = Files.write(small.path().resolve("last"), new byte[2_000_000]);
            assertThat(DiskFault.of(failure, last, small.path(), 0).cause())
                    .as("of unknown length, and what the write had taken is free again")
                    .isEqualTo(Cause.DISK_FULL);
        }
    }

    /** The system's words tell what failed, the user's do not. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain.png",
                "磁盘空间不足.png",
                "disk full",
                "a (no space left) b.png",
                "too many open files.png",
                "(Too many open files)",
                "file name too long.png",
                "permission denied.png",
                "disk quota exceeded/a.png",
                "no space left/磁盘空间不足/a.png"
            })
    @Fault({67, 80})
    @Requirement({40, 41})
    void aNameIsNoReason(String name) throws Exception {
        Path path = Files.createDirectories(folder.resolve(name));
        List<Exception> failures =
                List.of(
                        new FileNotFoundException(path + " (Is a directory)"),
                        new FileSystemException(path.toString(), null, "Input/output error"),
                        new FileSystemException(path.toString()));
        for (Exception failure : failures) {
            assertThat(DiskFault.isTooManyOpenFiles(failure)).as(failure.toString()).isFalse();
            assertThat(cause(failure, path)).as(failure.toString()).isEqualTo(Cause.DISK_FAILED);
        }
        Exception denied = new AccessDeniedException(path.toString());
        assertThat(DiskFault.isTooManyOpenFiles(denied)).isFalse();
        assertThat(cause(denied, path)).isEqualTo(Cause.FOLDER_NOT_WRITABLE);
        Exception crowded = new FileNotFoundException(path + " (Too many open files)");
        assertThat(DiskFault.isTooManyOpenFiles(crowded)).isTrue();
        Exception full = new FileSystemException(path.toString(), null, "No space left on device");
        assertThat(cause(full, path)).isEqualTo(Cause.DISK_FULL);
    }

    /** Whatever it is called, it ends, and after one request. */
    @ParameterizedTest
    @ValueSource(strings = {"plain.png", "磁盘空间不足.png", "too many open files.png"})
    @Requirement(41)
    void aPartThatCannotBeOpenedEnds(String name) throws Exception {
        try (Bench bench = new Bench(folder)) {
            bench.scripted("t", Resource.of(Bench.bytes(10, 1), "\"v\""));
            MediaItem item = Bench.item("t", name, null);
            Path part = PartFile.beside(folder.resolve(name), item.shortDigest());
            Files.createDirectories(part.resolve("not empty"));
            bench.assertFailed(bench.run(item), Cause.DISK_FAILED);
            assertThat(bench.server.requests()).hasSize(1);
        }
    }

    private Cause cause(Exception failure, Path path) {
        return DiskFault.of(failure, path, folder, 5).cause();
    }
}
