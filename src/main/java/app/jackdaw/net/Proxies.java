package app.jackdaw.net;

import app.jackdaw.model.Platform;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.jspecify.annotations.Nullable;

/**
 * Which proxy leads to a host: none to this very machine, else what the environment says ({@code
 * https_proxy} and its relatives), else what the system's settings say. Any thread.
 */
final class Proxies extends ProxySelector {

    private final ProxyEnvironment environment;
    private final @Nullable ProxySelector system;

    Proxies(Map<String, String> environment, @Nullable ProxySelector system) {
        this.environment = new ProxyEnvironment(environment);
        this.system = system;
    }

    /** As this machine is set up. */
    static Proxies ofThisMachine() {
        // The JDK's selector reads the property once, when it is first used; a value that somebody
        // gave on the command line stays.
        if (System.getProperty("java.net.useSystemProxies") == null) {
            System.setProperty("java.net.useSystemProxies", "true");
        }
        return new Proxies(System.getenv(), ProxySelector.getDefault());
    }

    @Override
    public List<Proxy> select(URI uri) {
        String host = uri.getHost();
        if (host == null || Platform.isLoopback(host)) {
            return List.of(Proxy.NO_PROXY);
        }
        if (environment.saysSomething(uri)) {
            return List.of(environment.proxy(uri));
        }
        List<Proxy> found = system == null ? List.of() : system.select(uri);
        return found.isEmpty() ? List.of(Proxy.NO_PROXY) : found;
    }

    /** The proxy's address, empty for a direct connection. */
    Optional<InetSocketAddress> proxyFor(URI uri) {
        return Optional.of(select(uri).getFirst())
                .filter(proxy -> proxy.type() != Proxy.Type.DIRECT)
                .map(Proxy::address)
                .map(InetSocketAddress.class::cast);
    }

    /** The address of a SOCKS proxy; those are no part of an HTTP route. */
    Optional<InetSocketAddress> socksFor(URI uri) {
        return select(uri).getFirst().type() == Proxy.Type.SOCKS ? proxyFor(uri) : Optional.empty();
    }

    /** Logins that stand in the environment's proxy addresses, each for its own proxy only. */
    BasicCredentialsProvider credentials() {
        BasicCredentialsProvider provider = new BasicCredentialsProvider();
        for (ProxyEnvironment.Login login : environment.logins()) {
            provider.setCredentials(
                    new AuthScope(login.host(), login.port()),
                    new UsernamePasswordCredentials(
                            login.user(), login.password().value().toCharArray()));
        }
        return provider;
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        if (system != null) {
            system.connectFailed(uri, address, failure);
        }
    }
}
