package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.SyncFailedException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartFileTest {

    @TempDir Path folder;

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Test
    void theNameLeavesRoomForEveryFileSystem() {
        String longest = FileNames.numbered(FileNames.safe("长".repeat(300) + ".docx"), 9999);
        Path part = PartFile.beside(folder.resolve(longest), "0123abcd");
        assertThat(part.getFileName().toString().getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThanOrEqualTo(255);
        assertThat(part.getFileName().toString()).endsWith(".docx.0123abcd.part");
    }

    @Test
    void knowsWhatWasWrittenAcrossReopenings() throws Exception {
        Path path = folder.resolve("a.part");
        byte[] bytes = Bench.bytes(200_000, 1);
        String half;
        PartFile.Mark mark;
        try (PartFile part = new PartFile(path, PartFile.Sync.TO_DISK)) {
            part.append(bytes, 0, 100_000);
            half = part.sha256Hex();
            mark = part.mark();
        }
        assertThat(half).isEqualTo(sha256(Arrays.copyOf(bytes, 100_000)));
        try (PartFile part = new PartFile(path, PartFile.Sync.TO_DISK)) {
            assertThat(part.continueAt(mark)).isTrue();
            assertThat(part.bytes(99_990, 10))
                    .isEqualTo(Arrays.copyOfRange(bytes, 99_990, 100_000));
        }
        try (PartFile part = new PartFile(path, PartFile.Sync.TO_DISK)) {
            assertThat(part.continueAfter(100_000, half)).isTrue();
            part.append(bytes, 100_000, 100_000);
            assertThat(part.sha256Hex()).isEqualTo(sha256(bytes));
            assertThat(part.continueAt(mark)).isFalse();
        }
        assertThat(path).hasBinaryContent(bytes);
    }

    @Test
    @Requirement(15)
    void whatIsToldToTheLedgerWasForcedToTheDisk() throws Exception {
        byte[] bytes = Bench.bytes(3000, 2);
        List<byte[]> forced = new ArrayList<>();
        PartFile.Sync disk = (path, _) -> forced.add(Files.readAllBytes(path));
        try (PartFile part = new PartFile(folder.resolve("a.part"), disk)) {
            part.append(bytes, 0, 1000);
            assertThat(forced).isEmpty();
            PartFile.Durable first = part.force();
            assertThat(forced).containsExactly(Arrays.copyOf(bytes, 1000));
            part.append(bytes, 1000, 2000);
            assertThat(first)
                    .isEqualTo(new PartFile.Durable(1000, sha256(Arrays.copyOf(bytes, 1000))));
            assertThat(part.force()).isEqualTo(new PartFile.Durable(3000, sha256(bytes)));
            assertThat(forced).hasSize(2);
            assertThat(forced.getLast()).isEqualTo(bytes);
        }
    }

    @Test
    @Requirement(15)
    void whatTheDiskRefusesIsNotTold() throws Exception {
        PartFile.Sync refusing =
                (_, _) -> {
                    throw new SyncFailedException("refused");
                };
        try (PartFile part = new PartFile(folder.resolve("a.part"), refusing)) {
            part.append(new byte[9], 0, 9);
            assertThatThrownBy(part::force).isInstanceOf(SyncFailedException.class);
        }
    }

    /** Only a file that is open can be forced: whoever asks nobody would not notice. */
    @Test
    @Requirement(15)
    void theSystemIsAskedToForceTheFile() throws Exception {
        Path path = folder.resolve("a.part");
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            PartFile.Sync.TO_DISK.sync(path, file);
            file.close();
            assertThatThrownBy(() -> PartFile.Sync.TO_DISK.sync(path, file))
                    .isInstanceOf(SyncFailedException.class);
        }
    }

    /**
     * @param left what is in the file
     */
    @ParameterizedTest
    @ValueSource(strings = {"the user's", ""})
    @Requirement({2, 12})
    void whatBeginsAnewIsANewFileAndNotTheOneOfAnotherName(String left) throws Exception {
        Path path = Files.writeString(folder.resolve("a.part"), left);
        Path named = Files.createLink(folder.resolve("a"), path);
        byte[] bytes = Bench.bytes(3000, 2);
        try (PartFile part = new PartFile(path, PartFile.Sync.TO_DISK)) {
            assertThat(path).as("until then it is there").hasContent(left);
            part.restart(folder.resolve("b"), Files::deleteIfExists, false);
            part.append(bytes, 0, 3000);
            assertThat(part.isInPlace()).isTrue();
            part.force();
        }
        assertThat(named).hasContent(left);
        assertThat(path).hasBinaryContent(bytes);
    }

    /** As Windows does while somebody else has the file open. */
    private static void refuse(Path file) throws IOException {
        throw new AccessDeniedException(file.toString());
    }

    @Test
    @Requirement(12)
    void whatSomebodyHoldsBeginsAnewInTheOldFile() throws Exception {
        Path path = Files.write(folder.resolve("a.part"), Bench.bytes(5000, 1));
        Files.writeString(folder.resolve("a"), "another one");
        byte[] bytes = Bench.bytes(3000, 2);
        try (PartFile part = new PartFile(path, PartFile.Sync.TO_DISK)) {
            part.restart(folder.resolve("a"), PartFileTest::refuse, false);
            assertThat(path).isEmptyFile();
            part.append(bytes, 0, 3000);
            assertThat(part.isInPlace()).isTrue();
            assertThat(part.force()).isEqualTo(new PartFile.Durable(3000, sha256(bytes)));
        }
        assertThat(path).hasBinaryContent(bytes);
        assertThat(folder.resolve("a")).hasContent("another one");
    }

    @Test
    @Requirement(2)
    void whatSomebodyHoldsIsNeverEmptiedWhereItHasItsFinalName() throws Exception {
        Path path = Files.writeString(folder.resolve("a.part"), "the user's");
        Path named = Files.createLink(folder.resolve("a"), path);
        try (PartFile part = new PartFile(path, PartFile.Sync.TO_DISK)) {
            assertThatThrownBy(() -> part.restart(named, PartFileTest::refuse, false))
                    .isInstanceOf(AccessDeniedException.class);
        }
        assertThat(named).hasContent("the user's");
    }

    /** Wherever he moved the finished file to: the part may still be the same. */
    @Test
    @Requirement(2)
    void whatSomebodyHoldsIsNeverEmptiedWhereItWasWhole() throws Exception {
        Path path = Files.writeString(folder.resolve("a.part"), "the user's");
        Path moved = Files.createLink(folder.resolve("moved"), path);
        try (PartFile part = new PartFile(path, PartFile.Sync.TO_DISK)) {
            assertThatThrownBy(() -> part.restart(folder.resolve("a"), PartFileTest::refuse, true))
                    .isInstanceOf(AccessDeniedException.class);
        }
        assertThat(moved).hasContent("the user's");
    }

    @Test
    void aPartThatIsNotWhatItWasIsLeftAsItIs() throws Exception {
        Path path = folder.resolve("a.part");
        Files.write(path, new byte[100]);
        try (PartFile part = new PartFile(path, PartFile.Sync.TO_DISK)) {
            assertThat(part.continueAfter(100, sha256(new byte[99]))).isFalse();
            assertThat(part.continueAfter(101, sha256(new byte[101]))).isFalse();
        }
        assertThat(path).hasSize(100);
    }

    /** What was taken of a write that failed is given back, else others lack that room. */
    @Test
    @Fault(67)
    @Requirement(40)
    void aWriteThatFailsLeavesNothingBehind() throws Exception {
        byte[] bytes = Bench.bytes(3_000_000, 3);
        try (Volume small = Volume.mount(folder.resolve("small"), "size=2m")) {
            Path path = small.path().resolve("a.part");
            try (PartFile part = new PartFile(path, PartFile.Sync.TO_DISK)) {
                part.append(bytes, 0, 1_000_000);
                assertThatThrownBy(() -> part.append(bytes, 1_000_000, 2_000_000))
                        .isInstanceOf(IOException.class);
                assertThat(path).hasSize(1_000_000);
                assertThat(part.isInPlace()).isTrue();
                assertThat(part.force())
                        .isEqualTo(
                                new PartFile.Durable(
                                        1_000_000, sha256(Arrays.copyOf(bytes, 1_000_000))));
                part.append(bytes, 1_000_000, 500_000);
            }
            assertThat(path).hasBinaryContent(Arrays.copyOf(bytes, 1_500_000));
        }
    }
}
