package app.jackdaw.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.ItemSource;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.TransferState;
import app.jackdaw.ui.kit.Formats;
import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.kit.Lifetime;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.NoLinks;
import app.jackdaw.ui.model.RowSync;
import app.jackdaw.ui.model.ToldTransfers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** The sentence of what is happening, while some rows wait. */
class StatusBarTest {

    private static final Messages ENGLISH = new Messages(Language.ENGLISH);
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final Problem OFFLINE = Problem.of(Cause.NETWORK_UNREACHABLE);
    private static final String STANDS_STILL =
            "0 of 2 done, next try in 00:08. " + ENGLISH.explainedInOneLine(OFFLINE);

    private final AppModel model = new AppModel();
    private final ToldTransfers transfers = new ToldTransfers();
    private final RowSync sync = new RowSync(model, new NoLinks(), transfers, () -> NOW, () -> 0);
    private final Label message = new Label();
    private final ProgressBar progress = new ProgressBar();
    private final StatusBar bar =
            new StatusBar(
                    model,
                    sync,
                    ENGLISH,
                    new Formats(ENGLISH, ZoneOffset.UTC),
                    new StatusBar.Parts(message, progress, new Label(), new Label()));

    @BeforeAll
    static void startToolkit() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    @BeforeEach
    void open() throws Exception {
        onFx(() -> bar.follow(new Lifetime()));
    }

    private static void onFx(Runnable action) throws Exception {
        WaitForAsyncUtils.asyncFx(action).get(20, TimeUnit.SECONDS);
    }

    /** What it says of these two rows, after so many beats. */
    private String said(TransferState one, TransferState other, int beats) throws Exception {
        onFx(() -> {
            transfers.tell("one", one);
            transfers.tell("other", other);
            for (String token : List.of("one", "other")) {
                model.add(List.of(MediaItem.ofToken(token, new ItemSource.PastedToken(1))));
            }
            sync.sync();
            for (int beat = 0; beat < beats; beat++) {
                bar.beat();
            }
        });
        return message.getText();
    }

    private static TransferState waiting(Duration time) {
        return new TransferState.Waiting(NOW.plus(time), OFFLINE);
    }

    @Test
    void whereAllRowsWaitItSaysWhyAndWhenItGoesOn() throws Exception {
        assertThat(said(waiting(Duration.ofSeconds(8)), waiting(Duration.ofSeconds(9)), 1))
                .isEqualTo(STANDS_STILL);
    }

    @Test
    void whereSomethingRunsItCountsThoseThatWait() throws Exception {
        assertThat(said(waiting(Duration.ofSeconds(8)), new TransferState.Running(1, 2), 100))
                .isEqualTo("Downloading: 0 of 2 done, 1 waiting");
    }

    @Test
    void whatIsHeldUpBehindAPauseIsNotOnItsWay() throws Exception {
        TransferState waits = waiting(Duration.ofSeconds(8));
        assertThat(said(waits, new TransferState.Queued(), 1))
                .as("it may be on its way")
                .isEqualTo("Downloading: 0 of 2 done, 1 waiting");
        assertThat(said(waits, new TransferState.Queued(), 20)).isEqualTo(STANDS_STILL);
        assertThat(said(waits, new TransferState.Running(0, 2), 1))
                .isEqualTo("Downloading: 0 of 2 done, 1 waiting");
    }

    /** A server may ask one file for an hour's patience while the others get their links. */
    @Test
    void aLongWaitOfOneFileIsNotThatOfAll() throws Exception {
        assertThat(said(waiting(Duration.ofHours(1)), new TransferState.Queued(), 100))
                .isEqualTo("Downloading: 0 of 2 done, 1 waiting");
    }

    @Test
    void thereIsNoBarWhereNothingIsWanted() throws Exception {
        said(
                new TransferState.Failed(OFFLINE, 0),
                new TransferState.Skipped(Path.of("a"), TransferState.Skipped.Found.ANOTHER_FILE),
                0);
        assertThat(progress.isVisible()).isFalse();
    }
}
