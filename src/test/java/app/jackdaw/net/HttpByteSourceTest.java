package app.jackdaw.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.jackdaw.download.Fault;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract against the library in use. */
class HttpByteSourceTest extends ByteSourceContract {

    private static final String LOGIN =
            "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"x\"\r\n"
                    + "Content-Length: 0\r\n\r\n";

    private @Nullable Http http;

    @Override
    protected ByteSource source(Duration silence) throws Exception {
        Duration ten = Duration.ofSeconds(10);
        Duration wholeHeader = silence.multipliedBy(5);
        http = Http.open(new TimeOuts(ten, ten, silence, silence, wholeHeader), "test");
        return http.bytes(_ -> false);
    }

    private ByteSource behind(RawServer proxy) throws Exception {
        List<java.security.@Nullable KeyStore> stores = new ArrayList<>();
        stores.add(null);
        Proxies proxies =
                new Proxies(Map.of("all_proxy", "http://127.0.0.1:" + proxy.port()), null);
        http = new Http(new Connections(TimeOuts.standard(), proxies, Trust.of(stores), "test"));
        return http.bytes(_ -> false);
    }

    @Test
    @Fault(75)
    void aProxyThatWantsALoginIsNamed() throws Exception {
        try (RawServer proxy = new RawServer(RawServer.text(LOGIN))) {
            ByteSource bytes = behind(proxy);
            for (String scheme : List.of("http", "https")) {
                URI uri = URI.create(scheme + "://files.example.com/?code=secret");
                assertThatThrownBy(() -> bytes.open(ByteRequest.whole(uri)))
                        .isInstanceOfSatisfying(
                                ProblemException.class,
                                e -> {
                                    assertThat(e.problem().cause()).isEqualTo(Cause.PROXY_LOGIN);
                                    assertThat(e.problem().arguments())
                                            .containsExactly("127.0.0.1");
                                });
            }
        }
    }

    /** Without a proxy in between it is this file's server that refuses, and no other's. */
    @Test
    @Fault(75)
    void theSameAnswerOfTheServerItselfIsAnAnswer() throws Exception {
        URI uri = server.on("/a", (_, wire) -> wire.text(LOGIN));
        try (ByteAnswer answer = source(Duration.ofSeconds(30)).open(ByteRequest.whole(uri))) {
            assertThat(answer.status()).isEqualTo(407);
        }
    }

    @AfterEach
    void close() {
        if (http != null) {
            http.close();
        }
    }
}
