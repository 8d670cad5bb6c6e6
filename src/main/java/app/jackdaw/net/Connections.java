package app.jackdaw.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.TunnelRefusedException;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.SystemDefaultRoutePlanner;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * How every client of the application connects: HTTP/1.1, the machine's proxies and certificates,
 * time-outs on every wait, limits on header lines, and nothing that the library would do by itself
 * (retries, redirects, cookies, decompression, login caches). Any thread.
 */
final class Connections {

    /** Longest header line and most header lines; real answers stay far below. */
    private static final int LONGEST_LINE = 64 * 1024;

    private static final int MOST_HEADERS = 200;

    /** The measured range for bulk transfers is 64 to 256 KiB (transfer engine, decision 1). */
    private static final int SOCKET_BUFFER = 128 * 1024;

    private static final Duration LONGEST_IDLE = Duration.ofSeconds(50);

    private static final String REQUIRE_CLOSE_NOTIFY = "com.sun.net.ssl.requireCloseNotify";

    private static final String CONNECTED = "jackdaw.connected";

    private final TimeOuts timeOuts;
    private final Proxies proxies;
    private final Trust trust;
    private final String userAgent;
    private final AtomicLong made = new AtomicLong();

    /**
     * @param version of the application, for the User-Agent
     */
    Connections(TimeOuts timeOuts, Proxies proxies, Trust trust, String version) {
        this.timeOuts = timeOuts;
        this.proxies = proxies;
        this.trust = trust;
        this.userAgent = "Jackdaw/" + version;
        // Read by the JDK when the first TLS connection is made: a connection that ends without the
        // other side's word for it is cut, not complete.
        System.setProperty(REQUIRE_CLOSE_NOTIFY, "true");
    }

    TimeOuts timeOuts() {
        return timeOuts;
    }

    Proxies proxies() {
        return proxies;
    }

    /**
     * A client to which its user may add what it needs beyond the common part; whoever builds it
     * closes it, and its connections with it.
     *
     * @param connectionsPerHost at most, the rest waits
     * @param trustedIdle a connection that was idle for longer is looked at before it is used
     *     again, because servers close them; a look costs a millisecond
     */
    HttpClientBuilder builder(int connectionsPerHost, Duration trustedIdle)
            throws GeneralSecurityException {
        RequestConfig request =
                RequestConfig.custom()
                        .setResponseTimeout(timeout(timeOuts.response()))
                        .setConnectionRequestTimeout(timeout(timeOuts.answer()))
                        .setProtocolUpgradeEnabled(false)
                        .setRedirectsEnabled(false)
                        .setContentCompressionEnabled(false)
                        .build();
        return HttpClients.custom()
                .setConnectionManager(manager(connectionsPerHost, trustedIdle))
                .setDefaultRequestConfig(request)
                .setRoutePlanner(new SystemDefaultRoutePlanner(proxies))
                .setDefaultCredentialsProvider(proxies.credentials())
                .setUserAgent(userAgent)
                .addExecInterceptorBefore(
                        ChainElement.CONNECT.name(), "tunnel-refused", Connections::refuseTunnel)
                .addExecInterceptorAfter(
                        ChainElement.CONNECT.name(), "connected", Connections::noteConnected)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableContentCompression()
                .disableAuthCaching()
                .disableConnectionState();
    }

    /**
     * The library hands on a proxy's refusal of a tunnel as if the server behind had answered; an
     * exchange that never came as far as the server ends as what it is.
     */
    private static ClassicHttpResponse refuseTunnel(
            ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        scope.clientContext.removeAttribute(CONNECTED);
        ClassicHttpResponse response = chain.proceed(request, scope);
        if (scope.clientContext.getAttribute(CONNECTED) == null) {
            response.close();
            throw new TunnelRefusedException(response);
        }
        return response;
    }

    private static ClassicHttpResponse noteConnected(
            ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        scope.clientContext.setAttribute(CONNECTED, Boolean.TRUE);
        return chain.proceed(request, scope);
    }

    private PoolingHttpClientConnectionManager manager(int connectionsPerHost, Duration trustedIdle)
            throws GeneralSecurityException {
        Http1Config http1 =
                Http1Config.custom()
                        .setMaxLineLength(LONGEST_LINE)
                        .setMaxHeaderCount(MOST_HEADERS)
                        .build();
        ConnectionConfig connection =
                ConnectionConfig.custom()
                        .setConnectTimeout(timeout(timeOuts.connect()))
                        .setSocketTimeout(timeout(timeOuts.silence()))
                        .setIdleTimeout(timeout(LONGEST_IDLE))
                        .setValidateAfterInactivity(TimeValue.of(trustedIdle))
                        .build();
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(socket -> connection(socket, http1))
                .setTlsSocketStrategy(
                        new DefaultClientTlsStrategy(
                                trust.context(),
                                HostnameVerificationPolicy.BOTH,
                                new DefaultHostnameVerifier()))
                .setDefaultTlsConfig(
                        TlsConfig.custom().setHandshakeTimeout(timeout(timeOuts.tls())).build())
                .setDefaultConnectionConfig(connection)
                .setDnsResolver(new ProxyAwareResolver(proxies))
                .setSocketConfigResolver(this::socketConfig)
                .setMaxConnPerRoute(connectionsPerHost)
                .setMaxConnTotal(connectionsPerHost * 4)
                .build();
    }

    /**
     * @param socket null for one that is still to be opened
     */
    private ManagedHttpClientConnection connection(@Nullable Socket socket, Http1Config http1)
            throws IOException {
        StrictConnection connection =
                new StrictConnection("connection-" + made.incrementAndGet(), http1);
        if (socket != null) {
            connection.bind(socket);
        }
        return connection;
    }

    private SocketConfig socketConfig(HttpRoute route) {
        SocketConfig.Builder config =
                SocketConfig.custom()
                        .setSoTimeout(timeout(timeOuts.silence()))
                        .setRcvBufSize(SOCKET_BUFFER)
                        .setTcpNoDelay(true);
        if (route.getProxyHost() == null) {
            socks(route.getTargetHost()).ifPresent(config::setSocksProxyAddress);
        }
        return config.build();
    }

    private Optional<InetSocketAddress> socks(@Nullable HttpHost target) {
        if (target == null) {
            return Optional.empty();
        }
        return proxies.socksFor(URI.create(target.toURI()))
                .map(proxy -> new InetSocketAddress(proxy.getHostString(), proxy.getPort()));
    }

    private static Timeout timeout(Duration duration) {
        return Timeout.of(duration);
    }
}
