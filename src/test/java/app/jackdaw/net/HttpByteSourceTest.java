package app.jackdaw.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import app.jackdaw.download.Fault;
import app.jackdaw.download.Requirement;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        http =
                Http.open(
                        new TimeOuts(ten, ten, silence, silence, silence, silence, wholeHeader),
                        "test");
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

    /** Whatever the name says: what counts is the address that the connection leads to. */
    @Test
    @Fault(45)
    @Requirement(27)
    void nothingIsSentToAnAddressThatIsNotAcceptable() throws Exception {
        List<java.security.@Nullable KeyStore> stores = new ArrayList<>();
        stores.add(null);
        Connections connections =
                new Connections(
                        TimeOuts.standard(), new Proxies(Map.of(), null), Trust.of(stores), "test");
        URI named =
                URI.create(
                        server.on("/a", (_, wire) -> wire.answer("200 OK", "", new byte[1]))
                                .toString()
                                .replace("127.0.0.1", "localhost"));
        try (CloseableHttpClient client =
                connections
                        .builder(1, Duration.ZERO)
                        .setRequestExecutor(new CarefulExecutor(Duration.ofSeconds(3)))
                        .build()) {
            HttpByteSource hops =
                    new HttpByteSource(client, connections.proxies(), connections.timeOuts());
            assertThatThrownBy(() ->
                            hops.open(
                                    ByteRequest.whole(named),
                                    address -> !address.isLoopbackAddress()))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.problem().cause()).isEqualTo(Cause.REDIRECT_REFUSED));
            assertThat(server.requests()).isEmpty();
            try (HttpByteAnswer answer = hops.open(ByteRequest.whole(named), _ -> true)) {
                assertThat(answer.status()).isEqualTo(200);
            }
        }
    }

    /** Nothing of it is waited for as long as for a file, and then the next file is. */
    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 100", "Transfer-Encoding: chunked"})
    @Fault(30)
    @Requirement({21, 34})
    @Timeout(50) // every other wait takes longer
    void aRefusalThatIsNotExplainedIsTakenAsItIs(String framing) throws Exception {
        Duration minute = Duration.ofMinutes(1);
        http =
                Http.open(
                        new TimeOuts(
                                minute,
                                minute,
                                minute,
                                minute,
                                Duration.ofMillis(300),
                                minute,
                                minute),
                        "test");
        ByteSource bytes = http.bytes(_ -> false);
        URI refused =
                server.on(
                        "/a",
                        (_, wire) -> {
                            wire.text("HTTP/1.1 403 Forbidden\r\n" + framing + "\r\n\r\n");
                            wire.timeout();
                        });
        try (ByteAnswer answer = bytes.open(ByteRequest.whole(refused))) {
            assertThatThrownBy(() -> answer.read(new byte[9], 0, 9))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.problem().cause()).isEqualTo(Cause.STALLED));
        }
    }

    /** The same connection carries a refusal and then a file that stops. */
    @Test
    @Requirement(34)
    @Timeout(50) // nobody's words are waited for so long
    void aFileBehindARefusalIsWaitedForAsAnyOther() throws Exception {
        Duration minute = Duration.ofMinutes(1);
        Duration silence = Duration.ofSeconds(2);
        http =
                Http.open(
                        new TimeOuts(minute, minute, silence, silence, minute, minute, minute),
                        "test");
        ByteSource bytes = http.bytes(_ -> false);
        URI refused = server.on("/a", (_, wire) -> wire.answer("403 No", "", new byte[3]));
        URI stops =
                server.on(
                        "/b",
                        (_, wire) -> {
                            wire.text("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n");
                            wire.timeout();
                        });
        byte[] buffer = new byte[9];
        try (ByteAnswer answer = bytes.open(ByteRequest.whole(refused))) {
            assertThat(answer.read(buffer, 0, 9)).isEqualTo(3);
            assertThat(answer.read(buffer, 0, 9)).isEqualTo(-1);
        }
        try (ByteAnswer answer = bytes.open(ByteRequest.whole(stops))) {
            assertThatThrownBy(() -> answer.read(buffer, 0, 9))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.problem().cause()).isEqualTo(Cause.STALLED));
        }
        assertThat(server.connections()).isEqualTo(1);
    }

    /** A port that listens, and at which nobody is let in any more. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "refuses at once where others keep silent")
    @Fault(54)
    @Requirement(34)
    @Timeout(50) // every other wait takes longer
    void aConnectionThatNeverComesAboutEnds() throws Exception {
        Duration minute = Duration.ofMinutes(1);
        Duration connect = Duration.ofMillis(300);
        http = Http.open(new TimeOuts(connect, minute, minute, minute, minute), "test");
        ByteSource bytes = http.bytes(_ -> false);
        InetAddress here = InetAddress.ofLiteral("127.0.0.1");
        List<Closeable> waiting = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, here)) {
            boolean comesAbout = true;
            while (comesAbout && waiting.size() < 50) {
                Socket socket = new Socket();
                waiting.add(socket);
                comesAbout = connects(socket, full);
            }
            assumeThat(comesAbout).as("more than were to wait at the port").isFalse();
            URI uri = URI.create("http://127.0.0.1:" + full.getLocalPort() + "/a?code=secret");
            assertThatThrownBy(() -> bytes.open(ByteRequest.whole(uri)))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> {
                                assertThat(e.problem().cause()).isEqualTo(Cause.TIMED_OUT);
                                assertThat(e.problem().arguments()).contains(Problem.NOT_CONNECTED);
                            });
        } finally {
            for (Closeable socket : waiting) {
                socket.close();
            }
        }
    }

    private static boolean connects(Socket socket, ServerSocket to) throws IOException {
        try {
            socket.connect(to.getLocalSocketAddress(), 300);
            return true;
        } catch (SocketTimeoutException full) {
            return false;
        }
    }

    /** The connection stands, and nobody answers the first words of TLS. */
    @Test
    @Fault(54)
    @Requirement(34)
    @Timeout(50) // every other wait takes longer
    void aHandshakeThatNeverEndsEnds() throws Exception {
        Duration minute = Duration.ofMinutes(1);
        http =
                Http.open(
                        new TimeOuts(minute, Duration.ofMillis(300), minute, minute, minute),
                        "test");
        ByteSource bytes = http.bytes(_ -> false);
        try (ServerSocket silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            URI uri = URI.create("https://localhost:" + silent.getLocalPort() + "/a?code=secret");
            assertThatThrownBy(() -> bytes.open(ByteRequest.whole(uri)))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.problem().cause()).isEqualTo(Cause.TIMED_OUT));
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
