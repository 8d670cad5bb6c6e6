package app.jackdaw.net;

import java.security.GeneralSecurityException;
import java.time.Duration;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.io.CloseMode;

/**
 * The front door to the network: owns the clients and their connections. One per application;
 * closing it ends whatever is under way. Any thread.
 */
public final class Http implements AutoCloseable {

    /** Twice the calls that may be in flight per identity: two identities rarely work at once. */
    private static final int API_CONNECTIONS = 10;

    private final CloseableHttpClient apiConnections;
    private final ApiClient api;

    Http(Connections connections) throws GeneralSecurityException {
        NetworkFault faults = new NetworkFault(connections.proxies());
        apiConnections = connections.builder(API_CONNECTIONS, Duration.ZERO).build();
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

    @Override
    public void close() {
        apiConnections.close(CloseMode.IMMEDIATE);
    }
}
