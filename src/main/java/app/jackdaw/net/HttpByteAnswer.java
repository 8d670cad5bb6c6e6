package app.jackdaw.net;

import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.ProtocolException;
import org.jspecify.annotations.Nullable;

/** An answer of the HTTP library. For one thread. */
final class HttpByteAnswer implements Hops.Hop {

    /** Up to 18 digits fit a long; a sign is not allowed (RFC 9110, section 8.6). */
    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

    /** May come in several lines that count as one (RFC 9110, section 5.3). */
    private static final String LIST = "Content-Encoding";

    private final URI uri;
    private final HttpGet request;
    private final ClassicHttpResponse response;
    private final HttpClientContext context;
    private final NetworkFault faults;
    private final ReadWatch watch;
    private final InputStream body;
    private final Framing framing;
    private final long length;
    private ReadWatch.@Nullable Reads reads;
    private boolean ended;

    /**
     * @throws HttpException when the header contradicts itself; everything is closed then
     */
    HttpByteAnswer(
            URI uri,
            HttpGet request,
            ClassicHttpResponse response,
            HttpClientContext context,
            NetworkFault faults,
            ReadWatch watch)
            throws HttpException, IOException {
        this.uri = uri;
        this.request = request;
        this.response = response;
        this.context = context;
        this.faults = faults;
        this.watch = watch;
        HttpEntity entity = response.getEntity();
        this.ended = entity == null;
        this.body = entity == null ? InputStream.nullInputStream() : entity.getContent();
        try {
            this.length = checkedLength();
        } catch (ProtocolException contradiction) {
            drop();
            throw contradiction;
        }
        if (entity == null || length >= 0) {
            this.framing = Framing.LENGTH;
        } else {
            this.framing = isChunked() ? Framing.CHUNKED : Framing.UNTIL_CLOSE;
        }
    }

    /**
     * Whoever sends two lengths, or a length and chunks, may hide a second answer in the first (RFC
     * 9112, section 6.3).
     */
    private long checkedLength() throws ProtocolException {
        Header[] lengths = response.getHeaders("Content-Length");
        if (lengths.length == 0) {
            return -1;
        }
        if (isChunked()) {
            throw new ProtocolException("length and chunks");
        }
        String first = value(lengths[0]);
        for (Header other : lengths) {
            if (!value(other).equals(first) || !LENGTH.matcher(first).matches()) {
                throw new ProtocolException("no length");
            }
        }
        return Long.parseLong(first);
    }

    private boolean isChunked() {
        return response.containsHeader("Transfer-Encoding");
    }

    private static String value(Header header) {
        return header.getValue() == null ? "" : header.getValue().strip();
    }

    @Override
    public int status() {
        return response.getCode();
    }

    @Override
    public Optional<String> header(String name) {
        Stream<String> lines = Stream.of(response.getHeaders(name)).map(HttpByteAnswer::value);
        return name.equalsIgnoreCase(LIST)
                ? lines.reduce((before, next) -> before + ", " + next)
                : lines.findFirst();
    }

    @Override
    public Framing framing() {
        return framing;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public URI uri() {
        return uri;
    }

    @Override
    public boolean isFromPrivateAddress() {
        EndpointDetails details = context.getEndpointDetails();
        boolean direct = context.getAttribute(CarefulExecutor.ACCEPTABLE) != null;
        return direct
                && details != null
                && details.getRemoteAddress() instanceof InetSocketAddress remote
                && PrivateAddresses.isPrivate(remote.getAddress());
    }

    @Override
    public int read(byte[] buffer, int offset, int wanted)
            throws ProblemException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        ReadWatch.Reads watched = watched();
        try {
            int read = read(watched, buffer, offset, wanted);
            if (watched.wasTooLong()) {
                throw stalled();
            }
            if (read < 0) {
                end();
            }
            return read;
        } catch (SocketTimeoutException silence) {
            throw stalled();
        } catch (IOException | RuntimeException failure) {
            if (Thread.interrupted()) { // an interrupt closes the socket under the read
                throw new InterruptedException();
            }
            if (watched.wasTooLong()) { // and so does the watch
                throw stalled();
            }
            Problem problem = faults.of(failure, uri);
            // Whom the connection leads to was settled before: what breaks later is the line.
            throw new ProblemException(
                    problem.cause() == Cause.TLS_FAILED
                            ? Problem.of(Cause.CONNECTION_CUT, String.valueOf(uri.getHost()))
                            : problem);
        }
    }

    private int read(ReadWatch.Reads watched, byte[] buffer, int offset, int wanted)
            throws IOException {
        watched.begin();
        try {
            return body.read(buffer, offset, wanted);
        } finally {
            watched.returned();
        }
    }

    /** Most answers that are not read are closed at once, and need no watch. */
    private ReadWatch.Reads watched() {
        if (reads == null) {
            reads = watch.watch(request::cancel);
        }
        return reads;
    }

    private ProblemException stalled() {
        return new ProblemException(Problem.of(Cause.STALLED, String.valueOf(uri.getHost())));
    }

    @Override
    public void close() {
        if (!ended) {
            drop();
        }
        end();
    }

    private void end() {
        ended = true;
        if (reads != null) {
            reads.close();
        }
    }

    /** Closing the stream would read all the rest; cancelling closes the socket instead. */
    private void drop() {
        request.cancel();
    }
}
