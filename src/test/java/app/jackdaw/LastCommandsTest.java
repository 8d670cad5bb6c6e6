package app.jackdaw;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.download.Downloads;
import app.jackdaw.download.Requirement;
import app.jackdaw.model.ItemSource;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.net.Ticker;
import app.jackdaw.net.VirtualTicker;
import app.jackdaw.platform.AppFolders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is commanded just before the window is closed, on a list that is written nowhere. */
class LastCommandsTest {

    private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofMinutes(10);

    @TempDir Path home;
    private final CountDownLatch free = new CountDownLatch(1);
    private KeptState kept;
    private Downloads engine;
    private EngineTransfers transfers;

    /** Commands are carried out from when they are let. */
    @BeforeEach
    void open() throws Exception {
        Path inTheWay = Files.writeString(home.resolve("data"), "no folder");
        kept =
                KeptState.open(
                        new AppFolders(home, inTheWay, home.resolve("logs"), home),
                        Ticker.system());
        engine =
                new Downloads(
                        new Downloads.Ports(
                                _ -> {
                                    throw new AssertionError("nothing is fetched");
                                },
                                (_, _) -> {
                                    throw new AssertionError("no link is asked for");
                                },
                                new KeptLedger(kept.ledger()),
                                (_, _) -> {
                                    throw new AssertionError("nothing to ask");
                                },
                                new VirtualTicker()));
        transfers =
                new EngineTransfers(
                        Late.open(
                                "engine",
                                () -> {
                                    try {
                                        free.await();
                                        return engine;
                                    } catch (InterruptedException closing) {
                                        throw new IllegalStateException(closing);
                                    }
                                }),
                        () -> {},
                        _ -> {},
                        _ -> {});
    }

    @AfterEach
    void close() {
        free.countDown();
        transfers.close();
        engine.close();
        kept.close();
    }

    private static List<MediaItem> items(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> MediaItem.ofToken("t" + i, new ItemSource.PastedToken(i + 1)))
                .toList();
    }

    @Test
    @Requirement(42)
    void whatWasAddedJustBeforeTheEndIsOfTheListThatWouldBeLost() throws Exception {
        transfers.list(items(3), () -> {});
        transfers.list(items(5), () -> {});
        FutureTask<Optional<Problem>> asked =
                new FutureTask<>(() -> Wiring.notKept(transfers, AS_LONG_AS_IT_TAKES, kept));
        Thread closing = Thread.ofPlatform().start(asked);
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .until(() ->
                        closing.getState() == Thread.State.TIMED_WAITING
                                || closing.getState() == Thread.State.TERMINATED);
        free.countDown();
        assertThat(asked.get()).map(Problem::cause).contains(Cause.LEDGER_READ_ONLY);
        assertThat(engine.transfers()).as("all that was commanded").hasSize(5);
    }

    /** As a disk does that does not answer; the window closes all the same. */
    @Test
    void whatCannotBeCarriedOutKeepsNoWindowOpen() {
        transfers.list(items(3), () -> {});
        assertThat(Wiring.notKept(transfers, Duration.ofMillis(20), kept)).isEmpty();
        assertThat(transfers.isBusy()).isTrue();
    }

    /** Whoever is in a hurry is told so again by the next wait. */
    @Test
    void aHurriedEndWaitsForNoCommand() throws Exception {
        transfers.list(items(3), () -> {});
        CompletableFuture<Boolean> stillHurried = new CompletableFuture<>();
        Thread closing =
                Thread.ofPlatform()
                        .start(() -> {
                            Thread.currentThread().interrupt();
                            transfers.settle(AS_LONG_AS_IT_TAKES);
                            stillHurried.complete(Thread.currentThread().isInterrupted());
                        });
        closing.join();
        assertThat(stillHurried).isCompletedWithValue(true);
        assertThat(transfers.isBusy()).isTrue();
    }
}
