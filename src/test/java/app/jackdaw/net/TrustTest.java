package app.jackdaw.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS over loopback with certificates that only a "system" store knows. */
class TrustTest {

    private static final char[] PASSWORD = "password".toCharArray();

    @TempDir static Path folder;
    private static KeyStore rightName;
    private static KeyStore wrongName;

    @BeforeAll
    static void makeCertificates() throws Exception {
        rightName = selfSigned("right", "ip:127.0.0.1");
        wrongName = selfSigned("wrong", "dns:other.example");
    }

    @Test
    void aServerThatOnlyTheSystemKnowsIsBelieved() throws Exception {
        try (RawServer server = tlsServer(rightName);
                Http http = http(null, rightName)) {
            assertThat(http.api().get(https(server), null).body()).isEqualTo("{}");
        }
        try (RawServer server = tlsServer(rightName);
                Http http = http(rightName, null)) {
            assertThat(http.api().get(https(server), null).status()).isEqualTo(200);
        }
    }

    @Test
    void aServerThatNobodyKnowsIsRefusedWithItsHostName() throws Exception {
        try (RawServer server = tlsServer(rightName);
                Http http = http((KeyStore) null)) {
            assertThat(problem(http, https(server)))
                    .isEqualTo(Problem.of(Cause.TLS_FAILED, "127.0.0.1"));
            assertThat(server.requests).noneMatch(request -> request.contains("GET"));
        }
    }

    @Test
    void aKnownCertificateForAnotherHostIsRefused() throws Exception {
        try (RawServer server = tlsServer(wrongName);
                Http http = http(null, wrongName)) {
            assertThat(problem(http, https(server)).cause()).isEqualTo(Cause.TLS_FAILED);
        }
    }

    @Test
    void aServerWithoutTlsIsATlsProblem() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Http http = http((KeyStore) null)) {
            Thread.ofVirtual().start(() -> answerInClear(plain));
            URI uri = URI.create("https://127.0.0.1:" + plain.getLocalPort() + "/");
            assertThat(problem(http, uri).cause()).isEqualTo(Cause.TLS_FAILED);
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

    private static Http http(@Nullable KeyStore... stores) throws GeneralSecurityException {
        return new Http(
                new Connections(
                        TimeOuts.standard(),
                        new Proxies(Map.of(), null),
                        Trust.of(Arrays.asList(stores)),
                        "9.9"));
    }

    private static RawServer tlsServer(KeyStore store)
            throws GeneralSecurityException, IOException {
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return new RawServer(
                context.getServerSocketFactory()
                        .createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                RawServer.text("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"));
    }

    private static KeyStore selfSigned(String file, String name)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve(file + ".p12");
        Process keytool =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                                .toString(),
                                        "-genkeypair",
                                        "-alias",
                                        "server",
                                        "-keyalg",
                                        "EC",
                                        "-dname",
                                        "CN=Test",
                                        "-ext",
                                        "san=" + name,
                                        "-validity",
                                        "30",
                                        "-storetype",
                                        "PKCS12",
                                        "-storepass",
                                        new String(PASSWORD),
                                        "-keystore",
                                        store.toString()))
                        .redirectErrorStream(true)
                        .start();
        String output = new String(keytool.getInputStream().readAllBytes());
        assertThat(keytool.waitFor()).as(output).isZero();
        KeyStore loaded = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            loaded.load(in, PASSWORD);
        }
        KeyStore both = KeyStore.getInstance("PKCS12");
        both.load(null, null);
        both.setCertificateEntry("trusted", loaded.getCertificate("server"));
        both.setKeyEntry(
                "server",
                loaded.getKey("server", PASSWORD),
                PASSWORD,
                loaded.getCertificateChain("server"));
        return both;
    }
}
