package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.FaultServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whoever is stopped hangs up at once, whatever he waits for. No time-out of silence helps: here a
 * server may be silent for a day.
 */
class HangUpTest {

    @TempDir Path folder;
    private Bench bench;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch gone = new CountDownLatch(1);

    @BeforeEach
    void open() {
        bench = new Bench(folder, Duration.ofDays(1));
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    /** Says so much and waits for the other side to hang up. */
    private FaultServer.Script says(String text) {
        return (_, wire) -> {
            wire.text(text);
            asked.countDown();
            wire.timeout();
            gone.countDown();
        };
    }

    private void stop(boolean forGood) throws InterruptedException {
        if (forGood) {
            bench.downloads().cancelAll();
        } else {
            bench.downloads().pauseAll();
        }
        assertThat(gone.await(60, TimeUnit.SECONDS)).as("the server sees the end").isTrue();
        assertThat(bench.server.connections()).isEqualTo(1);
    }

    /** The interrupt ends the read, and with it the connection. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Requirement(35)
    void inTheMiddleOfABody(boolean forGood) throws Exception {
        Transfer transfer =
                bench.start(
                        bench.scripted(
                                "t", says("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe")));
        Bench.until(transfer, s -> s instanceof TransferState.Running r && r.done() > 0);
        stop(forGood);
    }

    /** The wait is ended by the interrupt, the connection by whoever waited. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Requirement(35)
    void beforeTheAnswer(boolean forGood) throws Exception {
        bench.start(bench.scripted("t", says("")));
        asked.await();
        stop(forGood);
    }

    /** Nobody reads: here the interrupt closes nothing, and the answer must be put down. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Requirement(35)
    void whileTheUserThinks(boolean forGood) throws Exception {
        Files.write(folder.resolve("a.txt"), new byte[3]);
        CountDownLatch thinks = new CountDownLatch(1);
        bench.question =
                (_, _) -> {
                    thinks.countDown();
                    new CountDownLatch(1).await();
                    throw new AssertionError("never answered");
                };
        bench.downloads().setConflicts(Conflicts.ASK);
        bench.scripted("t", says("HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\nhello"));
        MediaItem item = Bench.item("t", "a.txt", null);
        bench.start(item);
        thinks.await();
        stop(forGood);
    }
}
