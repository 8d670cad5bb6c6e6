package app.jackdaw;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.download.Fault;
import app.jackdaw.model.ItemSource;
import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.Ticker;
import app.jackdaw.platform.AppFolders;
import app.jackdaw.store.SqliteLedger;
import app.jackdaw.ui.kit.Theme;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.Scene;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** A disk that shows how a list begins, and then does not answer. */
class HeldListTest {

    /** Where the header of a database tells how many of its pages are free. */
    private static final int FREE_PAGES = 36;

    @TempDir Path home;
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch free = new CountDownLatch(1);

    /** Whoever asks for the date, as a damaged list is set aside with it, is held. */
    private final class HeldDate implements Ticker {

        private final Ticker system = Ticker.system();

        @Override
        public Instant now() {
            held.countDown();
            try {
                free.await();
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
            return system.now();
        }

        @Override
        public long nanos() {
            return system.nanos();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            system.sleep(duration);
        }
    }

    private void rememberALongListThatIsToBeMended() throws Exception {
        Path file = home.resolve("jackdaw.db");
        try (SqliteLedger ledger = SqliteLedger.open(file, () -> Instant.EPOCH)) {
            for (int rank = 1; rank <= 3 * SqliteLedger.FIRST; rank++) {
                MediaItem item = MediaItem.ofToken("t" + rank, new ItemSource.PastedToken(rank));
                TransferState idle = new TransferState.Idle();
                ledger.record(new LedgerEntry(item, rank, idle, null, null, null));
            }
        }
        try (RandomAccessFile database = new RandomAccessFile(file.toFile(), "rw")) {
            database.seek(FREE_PAGES);
            database.writeInt(5);
        }
    }

    private static <V> V onFx(Callable<V> action) throws Exception {
        return WaitForAsyncUtils.asyncFx(action).get(60, TimeUnit.SECONDS);
    }

    private static void paste(Scene scene) {
        Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, "a text"));
        Event.fireEvent(
                scene,
                new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.V, false, true, false, false));
    }

    /** It keeps neither the window from its user nor the start from its end. */
    @Test
    @Fault(78)
    void keepsNobodyWaitingWhoLooksAtTheListOrClosesIt() throws Exception {
        System.setProperty("jackdaw.home", home.toString());
        System.setProperty("jackdaw.downloads", home.resolve("files").toString());
        rememberALongListThatIsToBeMended();
        Stage stage = FxToolkit.registerPrimaryStage();
        try (Theme theme = onFx(Theme::new)) {
            Platform.setImplicitExit(false);
            Wiring wiring =
                    onFx(() ->
                            Wiring.open(
                                    stage,
                                    theme,
                                    KeptState.open(AppFolders.ofThisMachine(), new HeldDate()),
                                    () -> {},
                                    () -> {}));
            try {
                CountDownLatch pasted = new CountDownLatch(1);
                onFx(() -> {
                    stage.setOnShown(_ -> Platform.runLater(() -> paste(stage.getScene())));
                    wiring.subject()
                            .model()
                            .editorTextProperty()
                            .addListener((_, _, _) -> pasted.countDown());
                    return stage;
                });
                Future<Boolean> started =
                        WaitForAsyncUtils.asyncFx(() -> {
                            wiring.show();
                            return true;
                        });
                held.await();
                assertThat(pasted.await(60, TimeUnit.SECONDS))
                        .as("all panels do what they can")
                        .isTrue();
                assertThat(onFx(() -> wiring.subject().model().rows().size()))
                        .as("the window answers")
                        .isEqualTo(SqliteLedger.FIRST);
                assertThat(started).isNotDone();
                onFx(() -> {
                    stage.hide();
                    return stage;
                });
                assertThat(started.get(60, TimeUnit.SECONDS)).isTrue();
                assertThat(wiring.subject().model().rows()).hasSize(SqliteLedger.FIRST);
            } finally {
                free.countDown();
                onFx(() -> {
                    stage.setOnShown(null);
                    wiring.close();
                    return stage;
                });
            }
        } finally {
            System.clearProperty("jackdaw.home");
            System.clearProperty("jackdaw.downloads");
        }
    }
}
