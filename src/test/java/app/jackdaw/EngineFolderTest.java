package app.jackdaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.jackdaw.download.Downloads;
import app.jackdaw.download.Ledger;
import app.jackdaw.download.MemoryAnswer;
import app.jackdaw.model.ItemSource;
import app.jackdaw.model.LinkState;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.VirtualTicker;
import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.ItemRow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A folder is pasted beside a file that somebody works on, before its row shows that: the row and
 * the engine are of one mind about where the file goes.
 */
class EngineFolderTest {

    private static final MediaItem ITEM = MediaItem.ofToken("t", new ItemSource.PastedToken(1));
    private static final MediaItem TOLD = ITEM.withFolder("typed");

    private final VirtualTicker ticker = new VirtualTicker();
    private final CountDownLatch waits = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AppModel model = new AppModel();
    private volatile int status = 200;
    private @Nullable Downloads engine;
    @TempDir Path folder;

    private void hold() throws InterruptedException {
        waits.countDown();
        goOn.await();
    }

    /**
     * The folder is told while its worker waits; the row has shown nothing of it by then.
     *
     * @param atServer where its worker waits, else for its link
     */
    private EngineTransfers told(boolean atServer) throws Exception {
        engine =
                new Downloads(
                        new Downloads.Ports(
                                request -> {
                                    if (atServer) {
                                        hold();
                                    }
                                    return new MemoryAnswer(
                                            request.uri(),
                                            status,
                                            Map.of(),
                                            new byte[9],
                                            wanted -> wanted);
                                },
                                (_, _) -> {
                                    if (!atServer) {
                                        hold();
                                    }
                                    return TemporaryLink.given("https://h.example/", ticker.now());
                                },
                                Ledger.forgetful(),
                                (_, _) -> {
                                    throw new AssertionError("nothing to ask");
                                },
                                ticker));
        EngineTransfers transfers =
                new EngineTransfers(Late.of(engine), () -> {}, _ -> {}, _ -> {});
        model.add(List.of(ITEM));
        transfers.start(List.of(ITEM), folder);
        waits.await();
        model.add(List.of(TOLD));
        transfers.list(List.of(TOLD), () -> {});
        until(() -> !transfers.isBusy());
        return transfers;
    }

    /** Once something else has become of it, and not before. */
    private void showOnce(EngineTransfers transfers, Predicate<TransferState> state) {
        until(() -> state.test(transfers.view(ITEM.id()).state()));
        until(() -> !transfers.isBusy());
        show(transfers);
    }

    /**
     * @return the folder that was shown while the worker waited
     */
    private String shown(boolean atServer) throws Exception {
        try (EngineTransfers transfers = told(atServer)) {
            show(transfers);
            String shown = Objects.requireNonNullElse(row().item().folder(), "");
            goOn.countDown();
            showOnce(transfers, TransferState::isFinished);
            return shown;
        }
    }

    @AfterEach
    void close() {
        goOn.countDown();
        if (engine != null) {
            engine.close();
        }
    }

    private static void until(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(90)).until(condition);
    }

    private void show(EngineTransfers transfers) {
        row().show(new LinkState.NotFetched(), transfers.view(ITEM.id()), 0);
    }

    private ItemRow row() {
        return model.row(ITEM.id()).orElseThrow();
    }

    private Path savedIn() {
        TransferState.Saved saved = (TransferState.Saved) row().state().transfer();
        return Objects.requireNonNull(saved.path().getParent());
    }

    @Test
    void whoWaitsForItsLinkGoesThere() throws Exception {
        assertThat(shown(false)).isEqualTo("typed");
        assertThat(savedIn()).isEqualTo(folder.resolve("typed"));
        assertThat(row().item()).isEqualTo(TOLD);
    }

    @Test
    void whoWaitsForItsServerStaysWhereItIs() throws Exception {
        assertThat(shown(true)).isEmpty();
        assertThat(savedIn()).isEqualTo(folder);
        assertThat(row().item()).isEqualTo(ITEM);
    }

    /** Nothing of it is there after all, and nobody has seen that it ran. */
    @Test
    void whoIsRefusedByItsServerGoesThereThen() throws Exception {
        status = 404;
        try (EngineTransfers transfers = told(true)) {
            goOn.countDown();
            showOnce(transfers, TransferState.Failed.class::isInstance);
            assertThat(row().item()).isEqualTo(TOLD);
            status = 200;
            transfers.retry(List.of(ITEM));
            showOnce(transfers, TransferState::isFinished);
        }
        assertThat(savedIn()).isEqualTo(folder.resolve("typed"));
        assertThat(row().item()).isEqualTo(TOLD);
    }
}
