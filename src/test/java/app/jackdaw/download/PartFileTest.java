package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
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
            assertThat(part.tail(10)).isEqualTo(Arrays.copyOfRange(bytes, 99_990, 100_000));
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
        try (PartFile part = new PartFile(folder.resolve("a.part"), PartFile.Sync.TO_DISK)) {
            part.append(bytes, 0, 1000);
            PartFile.Durable first = part.force();
            part.append(bytes, 1000, 2000);
            assertThat(first)
                    .isEqualTo(new PartFile.Durable(1000, sha256(Arrays.copyOf(bytes, 1000))));
            assertThat(part.force()).isEqualTo(new PartFile.Durable(3000, sha256(bytes)));
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
            part.restart();
            part.append(bytes, 0, 3000);
            assertThat(part.isInPlace()).isTrue();
            part.force();
        }
        assertThat(named).hasContent(left);
        assertThat(path).hasBinaryContent(bytes);
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

    @Test
    @Requirement(9)
    void offsetsBeyondFourGigabytesAreNothingSpecial() throws Exception {
        long there = (9L << 30) / 2;
        Path path = folder.resolve("sparse.part");
        try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) {
            sparse.setLength(there);
        } catch (IOException tooLarge) {
            org.junit.jupiter.api.Assumptions.abort("no sparse files here");
        }
        PartFile.Mark mark =
                new PartFile.Mark(
                        there,
                        MessageDigest.getInstance("SHA-256"),
                        Files.getLastModifiedTime(path));
        try (PartFile part = new PartFile(path, PartFile.Sync.TO_DISK)) {
            assertThat(part.continueAt(mark)).isTrue();
            part.append(new byte[] {1, 2, 3}, 0, 3);
            assertThat(part.length()).isEqualTo(there + 3);
            assertThat(part.tail(4)).containsExactly(0, 1, 2, 3);
        }
        assertThat(Files.size(path)).isEqualTo(there + 3);
        assertThat(ContentRange.parse("bytes 4831838208-5368709119/5368709120"))
                .contains(new ContentRange(4_831_838_208L, 5_368_709_119L, 5_368_709_120L));
        assertThat(Ask.restAfterLook(there).request(URI.create("http://h/")).from())
                .isEqualTo(there - 65_536);
    }
}
