package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.Problem.Cause;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A connection that cannot be trusted is not tried again and never switched off; a handshake that
 * just went wrong is tried again like a connection.
 */
class TlsFailureTest {

    @Test
    @Fault(58)
    @Requirement(30)
    void failsAtOnce(@TempDir Path folder) throws Exception {
        try (Bench bench = new Bench(folder)) {
            bench.server.on("/t", (_, wire) -> wire.close());
            // speaks no TLS at all; certificates are tested where trust is decided
            bench.links.put("t", URI.create("https://127.0.0.1:" + bench.server.port() + "/t"));
            bench.server.plainAnswerToAnything();
            bench.assertFailed(bench.run(Bench.item("t", "a", null)), Cause.TLS_FAILED);
            assertThat(bench.ticker.elapsed()).isZero();
        }
    }

    @Test
    @Fault(58)
    @Requirement(30)
    void aServerThatHasTroubleOfItsOwnIsAskedAgain(@TempDir Path folder) throws Exception {
        byte[] internalError = {0x15, 3, 3, 0, 2, 2, 80};
        AtomicInteger asked = new AtomicInteger();
        try (Bench bench = new Bench(folder);
                ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual()
                    .start(() -> {
                        while (!server.isClosed()) {
                            try (Socket socket = server.accept()) {
                                asked.incrementAndGet();
                                socket.getInputStream().read(new byte[10_000]);
                                socket.getOutputStream().write(internalError);
                                socket.shutdownOutput();
                                socket.getInputStream().readAllBytes();
                            } catch (IOException gone) {
                                // the client, or the test is over
                            }
                        }
                    });
            bench.links.put("t", URI.create("https://127.0.0.1:" + server.getLocalPort() + "/t"));
            bench.assertFailed(bench.run(Bench.item("t", "a", null)), Cause.CONNECTION_CUT);
            assertThat(asked).hasValueGreaterThan(3);
            assertThat(bench.ticker.elapsed()).isPositive();
        }
    }
}
