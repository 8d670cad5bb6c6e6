package app.jackdaw.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.jackdaw.download.Fault;
import app.jackdaw.download.Requirement;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TLS over loopback with certificates that only a "system" store knows. */
class TrustTest {

    @TempDir static Path folder;
    private static KeyStore rightName;
    private static KeyStore wrongName;

    @BeforeAll
    static void makeCertificates() throws Exception {
        rightName = Certificates.selfSigned(folder, "right", "ip:127.0.0.1");
        wrongName = Certificates.selfSigned(folder, "wrong", "dns:other.example");
    }

    @Test
    void aServerThatOnlyTheSystemKnowsIsBelieved() throws Exception {
        try (RawServer server = tlsServer(rightName);
                Http http = TestHttp.trusting(null, rightName)) {
            assertThat(http.api().get(https(server), null).body()).isEqualTo("{}");
        }
        try (RawServer server = tlsServer(rightName);
                Http http = TestHttp.trusting(rightName, null)) {
            assertThat(http.api().get(https(server), null).status()).isEqualTo(200);
        }
    }

    @Test
    void aServerThatNobodyKnowsIsRefusedWithItsHostName() throws Exception {
        try (RawServer server = tlsServer(rightName);
                Http http = TestHttp.trusting((KeyStore) null)) {
            assertThat(problem(http, https(server)))
                    .isEqualTo(Problem.of(Cause.TLS_FAILED, "127.0.0.1"));
            assertThat(server.requests).noneMatch(request -> request.contains("GET"));
        }
    }

    @Test
    void aKnownCertificateForAnotherHostIsRefused() throws Exception {
        try (RawServer server = tlsServer(wrongName);
                Http http = TestHttp.trusting(null, wrongName)) {
            assertThat(problem(http, https(server)).cause()).isEqualTo(Cause.TLS_FAILED);
        }
    }

    @Test
    @Fault(58)
    void anExpiredCertificateOfAKnownIssuerIsRefusedForFilesToo() throws Exception {
        KeyStore expired = Certificates.expired(folder, "expired", "ip:127.0.0.1");
        KeyStore issuer = KeyStore.getInstance("PKCS12");
        issuer.load(null, null); // without the server's own, which would be believed at any age
        issuer.setCertificateEntry("issuer", expired.getCertificate("trusted"));
        try (RawServer server = tlsServer(expired);
                Http http = TestHttp.trusting(null, issuer)) {
            Problem refused = Problem.of(Cause.TLS_FAILED, "127.0.0.1");
            assertThat(problem(http, https(server))).isEqualTo(refused);
            assertThatThrownBy(() -> http.bytes(_ -> true).open(ByteRequest.whole(https(server))))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.problem()).isEqualTo(refused));
            assertThat(refused.cause().retryHelps()).isFalse();
            assertThat(server.requests).noneMatch(request -> request.contains("GET"));
        }
    }

    @Test
    void aServerWithoutTlsIsATlsProblem() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Http http = TestHttp.trusting((KeyStore) null)) {
            Thread.ofVirtual().start(() -> answerInClear(plain));
            URI uri = URI.create("https://127.0.0.1:" + plain.getLocalPort() + "/");
            assertThat(problem(http, uri).cause()).isEqualTo(Cause.TLS_FAILED);
        }
    }

    /** What the other side says when it does not want, or just cannot. */
    @ParameterizedTest
    @CsvSource({
        "42, TLS_FAILED", // bad_certificate
        "40, TLS_FAILED", // handshake_failure
        "70, TLS_FAILED", // protocol_version
        "80, CONNECTION_CUT", // internal_error
        "10, CONNECTION_CUT", // unexpected_message
    })
    @Fault(58)
    @Requirement(30)
    void anAlertIsForGoodOnlyIfItIsAboutTrustOrLanguage(int alert, Cause cause) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Http http = TestHttp.trusting((KeyStore) null)) {
            byte[] fatal = {0x15, 3, 3, 0, 2, 2, (byte) alert};
            Thread.ofVirtual()
                    .start(() -> {
                        try (Socket socket = server.accept()) {
                            socket.getInputStream().read(new byte[10_000]);
                            socket.getOutputStream().write(fatal);
                            socket.shutdownOutput();
                            socket.getInputStream().readAllBytes();
                        } catch (IOException closed) {
                            // the client has gone
                        }
                    });
            URI uri = URI.create("https://127.0.0.1:" + server.getLocalPort() + "/");
            assertThat(problem(http, uri).cause()).isEqualTo(cause);
        }
    }

    /** A record is nothing before its last octet: of this one, none ever is a byte of the file. */
    @Test
    @Fault(56)
    @Requirement(34)
    void aRecordThatDripsEnds() throws Exception {
        Duration minute = Duration.ofMinutes(1);
        Duration second = Duration.ofSeconds(1);
        TimeOuts timeOuts = new TimeOuts(minute, minute, minute, minute, minute, second, minute);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Http http = TestHttp.patient(timeOuts, null, rightName)) {
            Thread.ofVirtual().start(() -> dripOverTls(server));
            URI uri = URI.create("https://127.0.0.1:" + server.getLocalPort() + "/");
            try (ByteAnswer answer = http.bytes(_ -> true).open(ByteRequest.whole(uri))) {
                byte[] buffer = new byte[100];
                assertThat(answer.read(buffer, 0, 100)).isEqualTo(5);
                Problem ended =
                        catchThrowableOfType(
                                        ProblemException.class, () -> answer.read(buffer, 0, 100))
                                .problem();
                assertThat(ended).isEqualTo(Problem.of(Cause.STALLED, "127.0.0.1"));
            }
        }
    }

    private static void dripOverTls(ServerSocket server) {
        try (Socket socket = server.accept()) {
            SSLSocket tls =
                    (SSLSocket)
                            Certificates.context(rightName)
                                    .getSocketFactory()
                                    .createSocket(socket, null, socket.getPort(), false);
            tls.setUseClientMode(false);
            tls.getInputStream().read(new byte[1000]);
            tls.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\nhello".getBytes());
            tls.getOutputStream().flush();
            socket.getOutputStream().write(new byte[] {0x17, 3, 3, 0x40, 0}); // 16 KiB follow
            CountDownLatch never = new CountDownLatch(1);
            for (int drops = 0; drops < 200; drops++) { // then it is cut
                socket.getOutputStream().write(0);
                never.await(100, TimeUnit.MILLISECONDS);
            }
        } catch (IOException | GeneralSecurityException | InterruptedException closed) {
            // the client has gone
        }
    }

    private static void answerInClear(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream().write("HTTP/1.1 400 Bad\r\n\r\n".getBytes());
            socket.getInputStream().readAllBytes();
        } catch (IOException closed) {
            // the client has gone, as it should
        }
    }

    @Test
    void allStoresNameTheirIssuersAndEachSystemHasItsOwn() throws Exception {
        Trust trust = Trust.of(Arrays.asList(null, rightName));
        assertThat(trust.getAcceptedIssuers())
                .contains((java.security.cert.X509Certificate) rightName.getCertificate("server"))
                .hasSizeGreaterThan(50);
        assertThat(Trust.systemStores("Windows 11")).containsExactly("Windows-ROOT");
        assertThat(Trust.systemStores("Mac OS X"))
                .containsExactly("KeychainStore-ROOT", "KeychainStore");
        assertThat(Trust.systemStores("Linux")).isEmpty();
        assertThat(Trust.ofThisMachine().getAcceptedIssuers()).isNotEmpty();
    }

    private static URI https(RawServer server) {
        return URI.create("https://127.0.0.1:" + server.port() + "/x?code=secret");
    }

    private static Problem problem(Http http, URI uri) {
        return catchThrowableOfType(ProblemException.class, () -> http.api().get(uri, null))
                .problem();
    }

    private static RawServer tlsServer(KeyStore store)
            throws GeneralSecurityException, IOException {
        return new RawServer(
                Certificates.context(store)
                        .getServerSocketFactory()
                        .createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                RawServer.text("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"));
    }
}
