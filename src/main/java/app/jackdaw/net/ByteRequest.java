package app.jackdaw.net;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the bytes of one file, from an offset to its end or a few of them. Immutable.
 *
 * @param uri absolute; a temporary link, so never printed
 * @param from first wanted byte
 * @param count how many bytes; {@link #TO_THE_END} from 0 on asks for the whole file, without a
 *     {@code Range}
 * @param ifRange a strong entity tag or a date that the file must still have, else the server sends
 *     it from its beginning; null to ask without that condition
 */
public record ByteRequest(URI uri, long from, long count, @Nullable String ifRange) {

    public static final long TO_THE_END = -1;

    public ByteRequest(URI uri, long from, @Nullable String ifRange) {
        this(uri, from, TO_THE_END, ifRange);
    }

    public static ByteRequest whole(URI uri) {
        return new ByteRequest(uri, 0, null);
    }

    ByteRequest to(URI other) {
        return new ByteRequest(other, from, count, ifRange);
    }

    /** The value of {@code Range}; null where the whole file is asked for. */
    @Nullable String range() {
        if (count != TO_THE_END) {
            return "bytes=" + from + "-" + (from + count - 1);
        }
        return from > 0 ? "bytes=" + from + "-" : null;
    }

    @Override
    public String toString() {
        return "ByteRequest[host=" + uri.getHost() + ", from=" + from + "]";
    }
}
