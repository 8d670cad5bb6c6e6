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
    private final InputStream body;
    private final Framing framing;
    private final long length;
    private boolean ended;

    /**
     * @throws HttpException when the header contradicts itself; everything is closed then
     */
    HttpByteAnswer(
            URI uri,
            HttpGet request,
            ClassicHttpResponse response,
            HttpClientContext context,
            NetworkFault faults)
            throws HttpException, IOException {
        this.uri = uri;
        this.request = request;
        this.response = response;
        this.context = context;
        this.faults = faults;
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
        try {
            int read = body.read(buffer, offset, wanted);
            ended = ended || read < 0;
            return read;
        } catch (SocketTimeoutException silence) {
            throw new ProblemException(Problem.of(Cause.STALLED, String.valueOf(uri.getHost())));
        } catch (IOException | RuntimeException failure) {
            if (Thread.interrupted()) { // an interrupt closes the socket under the read
                throw new InterruptedException();
            }
            Problem problem = faults.of(failure, uri);
            // Whom the connection leads to was settled before: what breaks later is the line.
            throw new ProblemException(
                    problem.cause() == Cause.TLS_FAILED
                            ? Problem.of(Cause.CONNECTION_CUT, String.valueOf(uri.getHost()))
                            : problem);
        }
    }

    @Override
    public void close() {
        if (!ended) {
            drop();
            ended = true;
        }
    }

    /** Closing the stream would read all the rest; cancelling closes the socket instead. */
    private void drop() {
        request.cancel();
    }
}
