package app.jackdaw.net;

import java.io.IOException;
import java.io.Serial;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Predicate;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.Timeout;

/**
 * Looks at a connection before a request goes over it: whom it leads to, and whether a server left
 * something on it that nobody asked for, which would be taken for the answer to this request.
 * Behind the header of a refusal the connection is not waited for as for a file. Any thread.
 */
final class CarefulExecutor extends HttpRequestExecutor {

    /** Where an exchange keeps which addresses it may talk to. */
    static final String ACCEPTABLE = "jackdaw.acceptable";

    /** Where it is noted that the exchange had a connection that was used before. */
    static final String REUSED = "jackdaw.reused";

    /** Where it is noted that the proxy has just opened the way to the host. */
    private static final String TUNNELLED = "jackdaw.tunnelled";

    /** The library treats zero as "for ever". */
    private static final Timeout GLANCE = Timeout.ofMilliseconds(1);

    private static final int FIRST_REFUSAL = 400;

    /** The connection is no good, the server has seen nothing: a fresh one may be tried. */
    static final class NotReusable extends IOException {
        @Serial private static final long serialVersionUID = 1L;
    }

    /** The address is one that this exchange must not reach. */
    static final class Forbidden extends IOException {
        @Serial private static final long serialVersionUID = 1L;
    }

    private final Timeout words;

    /**
     * @param words for what a host says in place of a file
     */
    CarefulExecutor(Duration words) {
        this.words = Timeout.of(words);
    }

    @Override
    public ClassicHttpResponse execute(
            ClassicHttpRequest request,
            HttpClientConnection connection,
            HttpResponseInformationCallback callback,
            HttpContext context)
            throws IOException, HttpException {
        if (context.getAttribute(ACCEPTABLE) instanceof Acceptable acceptable
                && connection.getRemoteAddress() instanceof InetSocketAddress remote
                && !acceptable.rule().test(remote.getAddress())) {
            throw new Forbidden();
        }
        // Over a fresh tunnel the proxy was asked before, the host never.
        boolean reused = wasUsed(connection) && context.getAttribute(TUNNELLED) == null;
        if (Method.CONNECT.isSame(request.getMethod())) {
            context.setAttribute(TUNNELLED, true);
        }
        context.setAttribute(REUSED, reused);
        if (reused && connection.isDataAvailable(GLANCE)) {
            throw new NotReusable();
        }
        ClassicHttpResponse response = super.execute(request, connection, callback, context);
        if (response.getCode() >= FIRST_REFUSAL) {
            connection.setSocketTimeout(words); // the next request sets its own
        }
        return response;
    }

    private static boolean wasUsed(HttpClientConnection connection) {
        EndpointDetails details = connection.getEndpointDetails();
        return details != null && details.getRequestCount() > 0;
    }

    /** Gives the rule a type that survives a context of plain objects. */
    record Acceptable(Predicate<InetAddress> rule) {}
}
