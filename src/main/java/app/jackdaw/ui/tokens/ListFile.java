package app.jackdaw.ui.tokens;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads a text file in the encodings that lists come in. Blocks; called off the FX thread. */
final class ListFile {

    /** A million lines of tokens; more is not a list that anybody meant to open. */
    private static final int MOST_BYTES = 64 * 1024 * 1024;

    private ListFile() {}

    /**
     * Decodes by byte order mark, else UTF-8, else GB18030 (what Chinese spreadsheets save).
     *
     * @throws IOException when it cannot be read, is too large or is no text
     */
    static String read(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        }
        if (bytes.length > MOST_BYTES) {
            throw new IOException("the list is too large");
        }
        if (startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF)) {
            return decode(bytes, StandardCharsets.UTF_16);
        }
        int start = startsWith(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        byte[] text = Arrays.copyOfRange(bytes, start, bytes.length);
        for (byte each : text) {
            if (each == 0) {
                throw new IOException("not a text file");
            }
        }
        try {
            return decode(text, StandardCharsets.UTF_8);
        } catch (CharacterCodingException notUtf8) {
            return decode(text, Charset.forName("GB18030"));
        }
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static String decode(byte[] bytes, Charset charset) throws CharacterCodingException {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }
}
