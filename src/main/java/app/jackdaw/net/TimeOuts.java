package app.jackdaw.net;

import java.time.Duration;

/**
 * How long the clients wait for the other side. Immutable.
 *
 * @param connect until a TCP connection stands
 * @param tls until its TLS handshake is done
 * @param response from the request until the first byte of the answer's header
 * @param silence between two octets of an answer's body
 * @param words between two octets of what a link host says in place of a file
 * @param read for one read of a body, however the octets drip of which it makes nothing yet; a
 *     quarter more until that is noticed
 * @param answer for a whole answer of the API, and for the whole header of a file's answer with all
 *     that comes before it: so that one that drips byte by byte ends too
 */
public record TimeOuts(
        Duration connect,
        Duration tls,
        Duration response,
        Duration silence,
        Duration words,
        Duration read,
        Duration answer) {

    /** The status has said enough; the words are for whoever wants to know more. */
    private static final Duration WORDS = Duration.ofSeconds(3);

    /**
     * Nobody waits longer for words than for the file, nor for a few bytes than for a whole header,
     * unless silence may last that long.
     */
    public TimeOuts(
            Duration connect, Duration tls, Duration response, Duration silence, Duration answer) {
        this(
                connect,
                tls,
                response,
                silence,
                silence.compareTo(WORDS) < 0 ? silence : WORDS,
                silence.compareTo(answer) > 0 ? silence : answer,
                answer);
    }

    /**
     * The transfer engine's requirement R34; the whole answer twice the longest single wait, and
     * one read as long as a transfer must be too slow to be ended.
     */
    public static TimeOuts standard() {
        return new TimeOuts(
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60));
    }
}
