package app.jackdaw.net;

import java.time.Duration;

/**
 * How long the clients wait for the other side. Immutable.
 *
 * @param connect until a TCP connection stands
 * @param tls until its TLS handshake is done
 * @param response from the request until the first byte of the answer's header
 * @param silence between two reads of an answer's body
 * @param words between two reads of what a link host says in place of a file
 * @param answer for a whole answer of the API, and for the whole header of a file's answer with all
 *     that comes before it: so that one that drips byte by byte ends too
 */
public record TimeOuts(
        Duration connect,
        Duration tls,
        Duration response,
        Duration silence,
        Duration words,
        Duration answer) {

    /** The status has said enough; the words are for whoever wants to know more. */
    private static final Duration WORDS = Duration.ofSeconds(3);

    /** Nobody waits longer for words than for the file. */
    public TimeOuts(
            Duration connect, Duration tls, Duration response, Duration silence, Duration answer) {
        this(
                connect,
                tls,
                response,
                silence,
                silence.compareTo(WORDS) < 0 ? silence : WORDS,
                answer);
    }

    /** The transfer engine's requirement R34; the whole answer twice the longest single wait. */
    public static TimeOuts standard() {
        return new TimeOuts(
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60));
    }
}
