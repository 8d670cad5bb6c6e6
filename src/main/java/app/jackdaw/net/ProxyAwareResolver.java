package app.jackdaw.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Resolves host names as the system does, but leaves those behind a SOCKS proxy to the proxy:
 * behind one, names often cannot be resolved, or are answered wrongly. Any thread.
 */
final class ProxyAwareResolver implements DnsResolver {

    private final Proxies proxies;

    ProxyAwareResolver(Proxies proxies) {
        this.proxies = proxies;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        return SystemDefaultDnsResolver.INSTANCE.resolve(host);
    }

    @Override
    public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
        String bracketed =
                host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
        for (String scheme : List.of("https", "http")) {
            if (proxies.socksFor(URI.create(scheme + "://" + bracketed + ":" + port)).isPresent()) {
                return List.of(InetSocketAddress.createUnresolved(host, port));
            }
        }
        return SystemDefaultDnsResolver.INSTANCE.resolve(host, port);
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return SystemDefaultDnsResolver.INSTANCE.resolveCanonicalHostname(host);
    }
}
