package app.jackdaw.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.jackdaw.download.Fault;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Servers that leave an encrypted connection they had kept, as most of them do: without TLS's own
 * goodbye, which for the JDK is an error that has no reason.
 */
class LeftConnectionsTest {

    private static final int AT_ONCE = 16;

    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

    /** What the host does with a connection. */
    private interface Host {
        void serve(Socket line, SSLSocket tls) throws Exception;
    }

    private enum Leaving {
        WHILE_IDLE,
        INSTEAD_OF_AN_ANSWER,
        WITH_A_RESET
    }

    @TempDir static Path folder;
    private static KeyStore store;
    private static SSLContext context;

    private final List<Socket> lines = new CopyOnWriteArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private ServerSocket server;

    @BeforeAll
    static void makeCertificate() throws Exception {
        store = Certificates.selfSigned(folder, "server", "ip:127.0.0.1,dns:files.example.com");
        context = Certificates.context(store);
    }

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        for (Socket line : lines) {
            line.close();
        }
    }

    private void host(boolean tunnels, Host host) {
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        while (true) {
                            Socket line = server.accept();
                            lines.add(line);
                            Thread.ofVirtual().start(() -> serve(line, tunnels, host));
                        }
                    } catch (IOException closed) {
                        // the end of the test
                    }
                });
    }

    private static void serve(Socket line, boolean tunnels, Host host) {
        try {
            if (tunnels) {
                readHeader(line.getInputStream());
                line.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes());
            }
            SSLSocket tls =
                    (SSLSocket)
                            context.getSocketFactory()
                                    .createSocket(line, null, line.getPort(), false);
            tls.setUseClientMode(false);
            host.serve(line, tls);
        } catch (Exception gone) {
            // the client has gone, or the test is over
        }
    }

    /** Whether a request came, and not the end. */
    private static boolean readHeader(InputStream in) throws IOException {
        StringBuilder header = new StringBuilder();
        while (header.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return false;
            }
            header.append((char) next);
        }
        return true;
    }

    private static void answer(SSLSocket tls) throws IOException {
        tls.getOutputStream().write(ANSWER.getBytes(StandardCharsets.US_ASCII));
        tls.getOutputStream().flush();
    }

    private URI uri() {
        return URI.create("https://127.0.0.1:" + server.getLocalPort() + "/a?code=secret");
    }

    private static String fetch(ByteSource bytes, URI uri) throws Exception {
        try (ByteAnswer answer = bytes.open(ByteRequest.whole(uri))) {
            byte[] body = new byte[10];
            int length = 0;
            for (int n = 0; n >= 0; n = answer.read(body, length, 10 - length)) {
                length += n;
            }
            return new String(body, 0, length, StandardCharsets.US_ASCII);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Fault(64)
    void aConnectionThatWasLeftWithoutAGoodbyeCostsNoTry(Leaving leaving) throws Exception {
        host(
                false,
                (line, tls) -> {
                    readHeader(tls.getInputStream());
                    asked.incrementAndGet();
                    answer(tls);
                    if (leaving != Leaving.WHILE_IDLE) {
                        readHeader(tls.getInputStream());
                        line.setSoLinger(leaving == Leaving.WITH_A_RESET, 0);
                        line.close();
                    } else {
                        line.shutdownOutput(); // the socket's end, without a word of TLS
                        line.getInputStream().readAllBytes();
                    }
                });
        try (Http http = TestHttp.trusting(store)) {
            ByteSource bytes = http.bytes(_ -> true);
            for (int i = 0; i < 5; i++) {
                assertThat(fetch(bytes, uri())).isEqualTo("hello");
            }
        }
        assertThat(asked).hasValue(5);
    }

    /** As after a pause that was longer than the host keeps connections. */
    @Test
    @Fault(64)
    void howeverManyConnectionsWereLeftTheNextFileComes() throws Exception {
        CountDownLatch all = new CountDownLatch(AT_ONCE);
        host(
                false,
                (line, tls) -> {
                    while (readHeader(tls.getInputStream())) {
                        all.countDown();
                        all.await();
                        answer(tls);
                    }
                });
        try (Http http = TestHttp.trusting(store)) {
            ByteSource bytes = http.bytes(_ -> true);
            List<FutureTask<String>> files = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                files.add(new FutureTask<>(() -> fetch(bytes, uri())));
            }
            files.forEach(Thread::startVirtualThread);
            for (FutureTask<String> file : files) {
                assertThat(file.get()).isEqualTo("hello");
            }
            for (Socket line : lines) {
                line.shutdownOutput();
            }
            assertThat(fetch(bytes, uri())).isEqualTo("hello");
        }
        assertThat(lines).as("a fresh one for the last file").hasSize(AT_ONCE + 1);
    }

    /** The proxy was spoken to over it before, the host was not: there is nothing to try again. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Fault(64)
    void aFreshTunnelIsNoConnectionThatWasLeft(boolean reset) throws Exception {
        host(
                true,
                (line, tls) -> {
                    readHeader(tls.getInputStream());
                    asked.incrementAndGet();
                    line.setSoLinger(reset, 0);
                    line.close();
                });
        Proxies proxies =
                new Proxies(Map.of("all_proxy", "http://127.0.0.1:" + server.getLocalPort()), null);
        try (Http http =
                new Http(
                        new Connections(
                                TimeOuts.standard(),
                                proxies,
                                Trust.of(Arrays.asList(store)),
                                "test"))) {
            assertThatThrownBy(() ->
                            fetch(http.bytes(_ -> true), URI.create("https://files.example.com/a")))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.problem().cause()).isEqualTo(Cause.CONNECTION_CUT));
        }
        assertThat(asked).hasValue(1);
    }
}
