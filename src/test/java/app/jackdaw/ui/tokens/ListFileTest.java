package app.jackdaw.ui.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** List files in the encodings that they come in. */
class ListFileTest {

    private static final String TEXT = "boxcnA1b2C3d4E5f6G7h8I9j0K1\t采购合同（已签）\t财务/发票\r\n";

    @TempDir Path folder;

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("list.txt"), bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GB18030", "GBK", "GB2312"})
    void encodingsWithoutMark(String charset) throws IOException {
        assertThat(ListFile.read(file(TEXT.getBytes(Charset.forName(charset))))).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void encodingsWithMark(String charset) throws IOException {
        byte[] bytes = ("\uFEFF" + TEXT).getBytes(Charset.forName(charset));
        assertThat(ListFile.read(file(bytes))).isEqualTo(TEXT);
    }

    @Test
    void emptyFileIsAnEmptyList() throws IOException {
        assertThat(ListFile.read(file(new byte[0]))).isEmpty();
        assertThat(ListFile.read(file(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF})))
                .isEmpty();
    }

    @Test
    void whatIsNoTextIsRefused() throws IOException {
        Path picture = file(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13});
        assertThatIOException().isThrownBy(() -> ListFile.read(picture));
        Path garbage = file(new byte[] {(byte) 0xFF, (byte) 0xFF, (byte) 0x80, 'a'});
        assertThatIOException().isThrownBy(() -> ListFile.read(garbage));
        assertThatIOException().isThrownBy(() -> ListFile.read(folder.resolve("none.txt")));
    }

    @Test
    void halfACharacterInUtf16IsRefused() throws IOException {
        byte[] bytes = "\uFEFFab".getBytes(StandardCharsets.UTF_16LE);
        Path cut = file(Arrays.copyOf(bytes, bytes.length - 1));
        assertThatIOException().isThrownBy(() -> ListFile.read(cut));
    }
}
