package app.jackdaw.net;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.download.Fault;
import app.jackdaw.download.Requirement;
import app.jackdaw.model.Problem.Cause;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a body without a length ends with over TLS: its server's word, or a cut line. */
class GoodbyeTest {

    private static final int PATIENCE_SECONDS = 180;

    @TempDir Path folder;

    /** By what the application does itself, whatever ran before and whoever started it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Fault(6)
    @Requirement(3)
    void onlyTheServersWordEndsABodyWithoutLength(boolean saysGoodbye) throws Exception {
        KeyStore store = Certificates.selfSigned(folder, "server", "ip:127.0.0.1");
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerOverTls(server, store, saysGoodbye));
            Process child =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-XX:TieredStopAtLevel=1",
                                    "-Djavax.net.ssl.trustStore=" + folder.resolve("server.p12"),
                                    "-Djavax.net.ssl.trustStorePassword="
                                            + new String(Certificates.PASSWORD),
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    GoodbyeChild.class.getName(),
                                    "https://127.0.0.1:" + server.getLocalPort() + "/")
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            String end = saysGoodbye ? GoodbyeChild.WHOLE : Cause.CONNECTION_CUT.name();
            assertThat(new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains(ByteAnswer.Framing.UNTIL_CLOSE + " 5 " + end);
            assertThat(child.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void answerOverTls(ServerSocket server, KeyStore store, boolean saysGoodbye) {
        try (Socket socket = server.accept()) {
            SSLSocket tls =
                    (SSLSocket)
                            Certificates.context(store)
                                    .getSocketFactory()
                                    .createSocket(socket, null, socket.getPort(), false);
            tls.setUseClientMode(false);
            tls.getInputStream().read(new byte[1000]);
            tls.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\nhello".getBytes());
            tls.getOutputStream().flush();
            if (saysGoodbye) {
                tls.shutdownOutput();
            }
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        } catch (IOException | GeneralSecurityException closed) {
            // the client has gone
        }
    }
}
