package app.jackdaw.net;

import java.time.Duration;

/**
 * How long the clients wait for the other side. Immutable.
 *
 * @param connect until a TCP connection stands
 * @param tls until its TLS handshake is done
 * @param response from the request until the first byte of the answer's header
 * @param silence between two reads of an answer's body
 * @param apiCall for a whole call of the API, so that an answer that drips byte by byte ends too
 */
public record TimeOuts(
        Duration connect, Duration tls, Duration response, Duration silence, Duration apiCall) {

    /** The transfer engine's requirement R34; the whole call twice the longest single wait. */
    public static TimeOuts standard() {
        return new TimeOuts(
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60));
    }
}
