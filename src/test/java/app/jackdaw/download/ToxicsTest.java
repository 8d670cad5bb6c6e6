package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.FaultServer.Script;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every toxic of toxiproxy once, by its name, through the engine. */
class ToxicsTest {

    private static final byte[] CONTENT = Bench.bytes(300_000, 1);
    private static final Resource FILE = Resource.of(CONTENT, "\"v\"");

    @TempDir Path folder;
    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(folder);
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    /** Bad once, then as it should be. */
    private MediaItem once(Script bad) {
        AtomicInteger requests = new AtomicInteger();
        return bench.scripted(
                "t",
                (request, wire) -> {
                    if (requests.getAndIncrement() == 0) {
                        bad.answer(request, wire);
                    } else {
                        FILE.answer(request, wire);
                    }
                });
    }

    private void assertOneRequestWasEnough() {
        assertThat(bench.server.requests("/t")).hasSize(1);
    }

    private void assertContinuedAt(long from) {
        assertThat(bench.server.requests("/t")).hasSize(2);
        assertThat(bench.server.requests("/t").getLast().from()).isEqualTo(from);
    }

    @Test
    @Requirement(34)
    void latency() throws Exception {
        Duration minutes = Duration.ofMinutes(2); // the wait for the first byte has its own limit
        Script slow =
                (request, wire) ->
                        FILE.answer(request, wire.latency(() -> bench.ticker.advance(minutes)));
        bench.assertSaved(bench.run(bench.scripted("t", slow)), CONTENT);
        assertOneRequestWasEnough();
        assertThat(bench.ticker.elapsed()).isGreaterThanOrEqualTo(minutes);
    }

    private Script atBytesPerSecond(byte[] content, int perSecond) {
        Duration second = Duration.ofSeconds(1);
        String header = "HTTP/1.1 200 OK\r\nContent-Length: " + content.length + "\r\n\r\n";
        return (_, wire) ->
                wire.text(header).bandwidth(content, perSecond, bench.afterEach(perSecond, second));
    }

    /** Nobody is faster: however long it takes, one request is enough. */
    @ParameterizedTest
    @CsvSource({"2000, 200000", "900, 600000", "100, 20000"})
    @Requirement(34)
    void bandwidth(int perSecond, int bytes) throws Exception {
        byte[] content = Bench.bytes(bytes, 7);
        bench.assertSaved(
                bench.run(bench.scripted("t", atBytesPerSecond(content, perSecond))), content);
        assertOneRequestWasEnough();
    }

    @Test
    @Fault(56)
    @Requirement(34)
    void bandwidthOfNextToNothing() throws Exception {
        Script drips = atBytesPerSecond(CONTENT, 50);
        bench.assertFailed(bench.run(bench.scripted("t", drips)), Cause.TOO_SLOW);
    }

    @Test
    void slowCloseOfAToldLengthIsNotWaitedFor() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Script script =
                (request, wire) -> {
                    FILE.answer(request, wire);
                    wire.slowClose(never::await);
                };
        bench.assertSaved(bench.run(bench.scripted("t", script)), CONTENT);
        assertOneRequestWasEnough();
        never.countDown();
    }

    @Test
    @Fault(8)
    @Requirement(5)
    void slowCloseOfAnUntoldLengthIsTheEndOfTheFile() throws Exception {
        CountDownLatch enough = new CountDownLatch(1);
        byte[] content = "all of it".getBytes(StandardCharsets.UTF_8);
        Script script =
                (_, wire) ->
                        wire.text("HTTP/1.1 200 OK\r\n\r\n")
                                .bytes(content)
                                .slowClose(enough::await);
        Transfer transfer = bench.start(bench.scripted("t", script));
        Bench.until(
                transfer,
                state ->
                        state instanceof TransferState.Running running
                                && running.done() == content.length);
        enough.countDown();
        bench.assertSaved(Bench.ended(transfer), content);
        assertThat(transfer.facts().size()).isEqualTo(Transfer.Size.UNVERIFIED);
    }

    @Test
    @Fault(55)
    @Requirement(34)
    void timeout() throws Exception {
        bench.close();
        bench = new Bench(folder, Bench.SILENCE);
        // a machine that stands still may be taken for a silent server before the first byte, too
        Script silent =
                (request, wire) -> {
                    if (request.isRanged()) {
                        FILE.answer(request, wire);
                        return;
                    }
                    wire.text("HTTP/1.1 200 OK\r\nETag: \"v\"\r\nContent-Length: 300000\r\n\r\n");
                    wire.bytes(CONTENT, 0, 100_000);
                    wire.timeout();
                };
        bench.assertSaved(bench.run(bench.scripted("t", silent)), CONTENT);
        assertThat(bench.server.requests("/t").getLast().from()).isEqualTo(100_000);
    }

    @Test
    @Fault(2)
    @Requirement(3)
    void resetPeer() throws Exception {
        MediaItem item =
                once((request, wire) -> {
                    wire.text("HTTP/1.1 200 OK\r\nETag: \"v\"\r\nContent-Length: 300000\r\n\r\n");
                    // a reset throws away what was not read yet
                    wire.slicer(
                            Arrays.copyOf(CONTENT, 100_000),
                            100_000,
                            bench.afterEach(100_000, Duration.ZERO));
                    wire.resetPeer();
                });
        bench.assertSaved(bench.run(item), CONTENT);
        assertContinuedAt(100_000);
    }

    @Test
    void slicer() throws Exception {
        Script script =
                (_, wire) -> {
                    wire.text("HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\n");
                    wire.slicer(CONTENT, 97, bench.afterEach(97, Duration.ofMillis(1)));
                };
        bench.assertSaved(bench.run(bench.scripted("t", script)), CONTENT);
        assertOneRequestWasEnough();
    }

    @Test
    @Fault(1)
    @Requirement(3)
    void limitData() throws Exception {
        bench.assertSaved(
                bench.run(once((request, wire) -> FILE.answer(request, wire.limitData(100_000)))),
                CONTENT);
        long header = 100_000 - bench.server.requests("/t").getLast().from();
        assertThat(header).isBetween(1L, 1000L);
        assertContinuedAt(100_000 - header);
    }

    @Test
    @Requirement(33)
    void down() throws Exception {
        MediaItem item =
                once((request, wire) -> {
                    wire.text("HTTP/1.1 200 OK\r\nETag: \"v\"\r\nContent-Length: 300000\r\n\r\n");
                    wire.slicer(
                            Arrays.copyOf(CONTENT, 100_000),
                            100_000,
                            bench.afterEach(100_000, Duration.ZERO));
                    upAgainAfter(Duration.ofSeconds(1));
                    bench.server.down();
                });
        bench.assertSaved(bench.run(item), CONTENT);
        assertThat(bench.ticker.elapsed()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(bench.server.requests("/t").getLast().from()).isPositive();
    }

    /** In virtual time, which does not run on before the server is there. */
    private void upAgainAfter(Duration duration) {
        bench.ticker.start(() -> {
            try {
                bench.ticker.sleep(duration);
                bench.server.up();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
