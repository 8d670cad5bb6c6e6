package app.jackdaw.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The checksum that stands beside each row: the database vouches for its own structure, not for
 * what is in a row, and a name or a state with a flipped bit would look as good as any. Stateless;
 * any thread.
 */
final class RowSum {

    private RowSum() {}

    static long of(String id, long rank, String text) {
        CRC32C sum = new CRC32C();
        byte[] idBytes = id.getBytes(StandardCharsets.UTF_8);
        sum.update(ByteBuffer.allocate(Long.BYTES).putLong(0, rank));
        sum.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, idBytes.length));
        sum.update(idBytes);
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return sum.getValue();
    }

    static boolean isRight(@Nullable String id, long rank, @Nullable String text, long sum) {
        return id != null && text != null && of(id, rank, text) == sum;
    }
}
