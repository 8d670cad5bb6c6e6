package app.jackdaw.net;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the bytes of one file, from an offset to its end. Immutable.
 *
 * @param uri absolute; a temporary link, so never printed
 * @param from first wanted byte; 0 asks for the whole file, without a {@code Range}
 * @param ifRange a strong entity tag or a date that the file must still have, else the server sends
 *     it from its beginning; null to ask without that condition
 */
public record ByteRequest(URI uri, long from, @Nullable String ifRange) {

    public static ByteRequest whole(URI uri) {
        return new ByteRequest(uri, 0, null);
    }

    ByteRequest to(URI other) {
        return new ByteRequest(other, from, ifRange);
    }

    @Override
    public String toString() {
        return "ByteRequest[host=" + uri.getHost() + ", from=" + from + "]";
    }
}
