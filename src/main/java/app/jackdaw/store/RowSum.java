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
        return of(id.getBytes(StandardCharsets.UTF_8), rank, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Of both texts as the database keeps them, in UTF-8. */
    private static long of(byte[] id, long rank, byte[] text) {
        CRC32C sum = new CRC32C();
        ByteBuffer numbers = ByteBuffer.allocate(Long.BYTES + Integer.BYTES);
        sum.update(numbers.putLong(rank).putInt(id.length).flip());
        sum.update(id);
        sum.update(text);
        return sum.getValue();
    }

    static boolean isRight(@Nullable String id, long rank, @Nullable String text, long sum) {
        return id != null && text != null && of(id, rank, text) == sum;
    }

    /** Of both texts as the database keeps them, in UTF-8. */
    static boolean isRight(byte @Nullable [] id, long rank, byte @Nullable [] text, long sum) {
        return id != null && text != null && of(id, rank, text) == sum;
    }
}
