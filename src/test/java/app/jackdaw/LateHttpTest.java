package app.jackdaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.jackdaw.model.Problem;
import app.jackdaw.model.ProblemException;
import app.jackdaw.net.Http;
import app.jackdaw.net.TimeOuts;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.KeyStoreException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The network that is opened beside the window: who calls early waits, and is told if it fails. */
class LateHttpTest {

    private static final URI NOWHERE = URI.create("http://127.0.0.1:1/");

    private final CountDownLatch gate = new CountDownLatch(1);

    @Test
    void aCallThatComesTooEarlyWaitsAndIsAnswered() throws Exception {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        server.start();
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        try (LateHttp http = new LateHttp(this::openBehindTheGate)) {
            FutureTask<Integer> call = new FutureTask<>(() -> http.get(address, null).status());
            Thread caller = Thread.ofPlatform().start(call);
            awaitWaiting(caller);
            gate.countDown();
            assertThat(call.get(1, TimeUnit.MINUTES)).isEqualTo(204);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aNetworkThatCannotBeOpenedIsAProblemOfEveryCall() {
        try (LateHttp http =
                new LateHttp(() -> {
                    throw new KeyStoreException("no certificates");
                })) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> http.post(NOWHERE, null, "{}"))
                        .isInstanceOfSatisfying(
                                ProblemException.class,
                                failed ->
                                        assertThat(failed.problem().cause())
                                                .isEqualTo(Problem.Cause.INTERNAL))
                        .hasRootCauseInstanceOf(KeyStoreException.class);
            }
        }
    }

    @Test
    void anInterruptEndsTheWaitAndSoDoesClosing() throws Exception {
        LateHttp http = new LateHttp(this::openBehindTheGate);
        FutureTask<?> interrupted = new FutureTask<>(() -> http.get(NOWHERE, null));
        FutureTask<?> closed = new FutureTask<>(() -> http.get(NOWHERE, null));
        Thread first = Thread.ofPlatform().start(interrupted);
        Thread second = Thread.ofPlatform().start(closed);
        awaitWaiting(first);
        awaitWaiting(second);
        first.interrupt();
        assertThatThrownBy(() -> interrupted.get(1, TimeUnit.MINUTES))
                .hasCauseInstanceOf(InterruptedException.class);
        http.close();
        assertThatThrownBy(() -> closed.get(1, TimeUnit.MINUTES))
                .hasCauseInstanceOf(InterruptedException.class);
        gate.countDown();
    }

    private Http openBehindTheGate() throws Exception {
        gate.await();
        return Http.open(TimeOuts.standard(), "1");
    }

    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }
}
