package app.jackdaw.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxiesTest {

    private static final ProxySelector SYSTEM =
            new ProxySelector() {
                @Override
                public List<Proxy> select(URI uri) {
                    InetSocketAddress address =
                            InetSocketAddress.createUnresolved("system.example", 3128);
                    return List.of(new Proxy(Proxy.Type.HTTP, address));
                }

                @Override
                public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
            };

    @Test
    void neverBetweenThisMachineAndItself() {
        Proxies proxies = new Proxies(Map.of("all_proxy", "http://p.example:1"), SYSTEM);
        for (String host : List.of("127.0.0.1", "127.8.9.1", "localhost", "[::1]", "LOCALHOST")) {
            assertThat(proxies.select(URI.create("http://" + host + ":80/")))
                    .containsExactly(Proxy.NO_PROXY);
        }
    }

    @Test
    void theEnvironmentWinsOverTheSystem() {
        assertThat(chosen(Map.of())).isEqualTo("HTTP system.example:3128");
        assertThat(chosen(Map.of("HTTPS_PROXY", "p.example"))).isEqualTo("HTTP p.example:80");
        assertThat(chosen(Map.of("http_proxy", "p.example:1")))
                .isEqualTo("HTTP system.example:3128");
        assertThat(chosen(Map.of("https_proxy", "http://small:1", "HTTPS_PROXY", "http://big:2")))
                .isEqualTo("HTTP small:1");
        assertThat(chosen(Map.of("ALL_PROXY", "socks5h://p.example")))
                .isEqualTo("SOCKS p.example:1080");
        assertThat(chosen(Map.of("https_proxy", " ", "all_proxy", "http://[bad")))
                .isEqualTo("HTTP system.example:3128");
    }

    @ParameterizedTest
    @CsvSource({
        "*, true",
        "open.feishu.cn, true",
        "feishu.cn, true",
        ".feishu.cn, true",
        "*.feishu.cn, true",
        "FEISHU.CN, true",
        "'a.example, feishu.cn', true",
        "'a.example feishu.cn:443', true",
        "feishu.cn:80, false",
        "eishu.cn, false",
        "open.feishu, false",
        "10.0.0.0/8, false",
    })
    void exceptionsGoDirectly(String noProxy, boolean direct) {
        String chosen = chosen(Map.of("https_proxy", "http://p.example:1", "no_proxy", noProxy));
        assertThat(chosen).isEqualTo(direct ? "DIRECT" : "HTTP p.example:1");
    }

    @Test
    void exceptionsMayBeNetworks() {
        Proxies proxies =
                new Proxies(
                        Map.of("http_proxy", "p.example:1", "NO_PROXY", "10.1.0.0/16,1.2.3.4"),
                        null);
        assertThat(proxies.proxyFor(URI.create("http://10.1.255.3/"))).isEmpty();
        assertThat(proxies.proxyFor(URI.create("http://10.2.0.1/"))).isPresent();
        assertThat(proxies.proxyFor(URI.create("http://1.2.3.4/"))).isEmpty();
    }

    private static String chosen(Map<String, String> environment) {
        Proxy proxy =
                new Proxies(environment, SYSTEM)
                        .select(URI.create("https://open.feishu.cn/open-apis"))
                        .getFirst();
        return proxy.address() instanceof InetSocketAddress address
                ? proxy.type() + " " + address.getHostString() + ":" + address.getPort()
                : proxy.type().toString();
    }
}
