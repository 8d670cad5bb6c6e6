package app.jackdaw.net;

import app.jackdaw.model.ProblemException;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;

/** An answer whose body is still on the wire. For one thread. */
public interface ByteAnswer extends AutoCloseable {

    /** How the end of a body is known. */
    enum Framing {
        /** By its {@code Content-Length}. */
        LENGTH,
        /** By the last chunk. */
        CHUNKED,
        /** By the end of the connection, which a broken network looks like, too. */
        UNTIL_CLOSE
    }

    int status();

    /**
     * The first header of that name, any case; octets as ISO-8859-1 characters. Of {@code
     * Content-Encoding}, which is a list, all that there are.
     */
    Optional<String> header(String name);

    /** Whether the body is said to be anything else than the bytes of the file themselves. */
    default boolean isEncoded() {
        return header("Content-Encoding").stream()
                .flatMap(codings -> Stream.of(codings.split(",")))
                .map(String::strip)
                .anyMatch(coding -> !coding.isEmpty() && !coding.equalsIgnoreCase("identity"));
    }

    Framing framing();

    /** Length of the body in bytes; -1 when the header does not tell. */
    long length();

    /** What answered in the end, after redirects. */
    URI uri();

    /**
     * Reads the body as sent, without undoing any content coding.
     *
     * @return the number of bytes, at least 1; -1 at the end that the framing promised
     * @throws ProblemException {@code CONNECTION_CUT} when it ended early, {@code STALLED} when
     *     nothing came for the time-out of silence, {@code PROTOCOL_BROKEN}
     */
    int read(byte[] buffer, int offset, int length) throws ProblemException, InterruptedException;

    /** Keeps the connection if the body was read to its end, else drops it at once. */
    @Override
    void close();
}
