package app.jackdaw.net;

import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.function.Predicate;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.io.CloseMode;

/**
 * The front door to the network: owns the clients and their connections. One per application;
 * closing it ends whatever is under way. Any thread.
 */
public final class Http implements AutoCloseable {

    /** Twice the calls that may be in flight per identity: two identities rarely work at once. */
    private static final int API_CONNECTIONS = 10;

    /** Sixteen files at once, with room for one that ends while the next begins. */
    private static final int BYTE_CONNECTIONS = 32;

    /** The byte client looks at its connections itself, and starts again where one was left. */
    private static final Duration BYTE_TRUSTED_IDLE = Duration.ofHours(1);

    private final CloseableHttpClient apiConnections;
    private final CloseableHttpClient byteConnections;
    private final ApiClient api;
    private final Proxies proxies;
    private final TimeOuts timeOuts;

    Http(Connections connections) throws GeneralSecurityException {
        NetworkFault faults = new NetworkFault(connections.proxies());
        apiConnections = connections.builder(API_CONNECTIONS, Duration.ZERO).build();
        byteConnections =
                connections
                        .builder(BYTE_CONNECTIONS, BYTE_TRUSTED_IDLE)
                        .setRequestExecutor(new CarefulExecutor(connections.timeOuts().words()))
                        .build();
        proxies = connections.proxies();
        timeOuts = connections.timeOuts();
        api = new HttpApiClient(apiConnections, faults, connections.timeOuts());
    }

    /**
     * With this machine's proxies and certificates.
     *
     * @param version of the application, told to servers as {@code Jackdaw/<version>}
     * @throws GeneralSecurityException when the Java run-time has no usable TLS
     */
    public static Http open(TimeOuts timeOuts, String version) throws GeneralSecurityException {
        return new Http(
                new Connections(timeOuts, Proxies.ofThisMachine(), Trust.ofThisMachine(), version));
    }

    public ApiClient api() {
        return api;
    }

    /**
     * @param allowedPrivate private addresses that a redirect may lead to all the same, see {@link
     *     PrivateAddresses#allowedBy}
     */
    public ByteSource bytes(Predicate<InetAddress> allowedPrivate) {
        return new Redirects(
                new HttpByteSource(byteConnections, proxies, timeOuts), allowedPrivate);
    }

    @Override
    public void close() {
        byteConnections.close(CloseMode.IMMEDIATE);
        apiConnections.close(CloseMode.IMMEDIATE);
    }
}
