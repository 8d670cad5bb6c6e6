package app.jackdaw.download;

import app.jackdaw.net.ByteRequest;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which bytes are asked for. Immutable.
 *
 * @param from first wanted byte
 * @param ifRange what must not have changed; null to ask without condition
 * @param compared how many bytes from {@code from} on are on disk already and must be equal
 * @param there first byte that is not on disk
 * @param isSample nothing but those to be compared
 */
record Ask(long from, @Nullable String ifRange, int compared, long there, boolean isSample) {

    static final Ask WHOLE = new Ask(0, null, 0, 0, false);

    /** How much is fetched again where nothing else tells whether the file is the same. */
    private static final int LOOK = 64 * 1024;

    /** Goes on behind what is there, as long as the version is the same. */
    static Ask rest(long there, String ifRange) {
        return new Ask(there, ifRange, 0, there, false);
    }

    /** Goes on behind what is there after a look at its end. */
    static Ask restAfterLook(long there) {
        int compared = (int) Math.min(LOOK, there);
        return new Ask(there - compared, null, compared, there, false);
    }

    /**
     * A look at what is there apart from its end.
     *
     * @param number how many such looks there were
     * @return the next one, first at the beginning and then in the middle, as far as the last look
     *     does not show these bytes anyway
     */
    static Optional<Ask> sample(long there, int number) {
        long before = there - LOOK;
        if (number == 0 && before > 0) {
            return Optional.of(sampleAt(0, there));
        }
        return number == 1 && before > LOOK
                ? Optional.of(sampleAt(before / 2, there))
                : Optional.empty();
    }

    private static Ask sampleAt(long from, long there) {
        return new Ask(from, null, LOOK, there, true);
    }

    /** With a tail of the whole file the request has no range. */
    boolean isRanged() {
        return from > 0 || isSample;
    }

    /** Whether only the same version is wanted. */
    boolean isConditional() {
        return ifRange != null;
    }

    ByteRequest request(URI uri) {
        long count = isSample ? compared : ByteRequest.TO_THE_END;
        return new ByteRequest(uri, from, count, ifRange);
    }
}
