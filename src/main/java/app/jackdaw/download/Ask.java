package app.jackdaw.download;

import app.jackdaw.net.ByteRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Which bytes are asked for. Immutable.
 *
 * @param from first wanted byte
 * @param ifRange what must not have changed; null to ask without condition
 * @param compared how many bytes from {@code from} on are on disk already and must be equal
 */
record Ask(long from, @Nullable String ifRange, int compared) {

    static final Ask WHOLE = new Ask(0, null, 0);

    /** How much is fetched again where nothing else tells whether the file is the same. */
    private static final int TAIL = 64 * 1024;

    /** Goes on behind what is there, as long as the version is the same. */
    static Ask rest(long there, String ifRange) {
        return new Ask(there, ifRange, 0);
    }

    /** Goes on behind what is there after a look at its end. */
    static Ask restAfterLook(long there) {
        int compared = (int) Math.min(TAIL, there);
        return new Ask(there - compared, null, compared);
    }

    /** First byte that is not on disk. */
    long there() {
        return from + compared;
    }

    /** With a tail of the whole file the request has no range. */
    boolean isRanged() {
        return from > 0;
    }

    ByteRequest request(URI uri) {
        return new ByteRequest(uri, from, ifRange);
    }
}
