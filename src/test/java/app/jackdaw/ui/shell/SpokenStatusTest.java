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
import app.jackdaw.ui.model.Notice;
import app.jackdaw.ui.model.RowSync;
import app.jackdaw.ui.model.ToldTransfers;
import app.jackdaw.ui.model.TransferView;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javafx.scene.AccessibleAttribute;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** Who hears the status bar is told what is news, not every number. */
class SpokenStatusTest {

    private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
    private static final Problem BUSY = Problem.of(Cause.SERVER_TROUBLE);

    private final AppModel model = new AppModel();
    private final ToldTransfers transfers = new ToldTransfers();
    private final Label message = new Label();
    private final List<String> said = new ArrayList<>();
    private Instant now = START;
    private final RowSync sync = new RowSync(model, new NoLinks(), transfers, () -> now, () -> 0);

    @BeforeAll
    static void startToolkit() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    private static void onFx(Runnable action) throws Exception {
        WaitForAsyncUtils.asyncFx(action).get(120, TimeUnit.SECONDS);
    }

    /** What is said from now on, however often the same. */
    private StatusBar begin(Language language) throws Exception {
        Messages messages = new Messages(language);
        StatusBar bar =
                new StatusBar(
                        model,
                        sync,
                        messages,
                        new Formats(messages, ZoneOffset.UTC),
                        new StatusBar.Parts(message, new ProgressBar(), new Label(), new Label()),
                        () -> said.add(heard()));
        onFx(() -> bar.follow(new Lifetime()));
        said.clear();
        return bar;
    }

    /** What a reader finds that asks. */
    private String heard() {
        return String.valueOf(message.queryAccessibleAttribute(AccessibleAttribute.TEXT));
    }

    private void list(String token, TransferState state) {
        model.add(List.of(MediaItem.ofToken(token, new ItemSource.PastedToken(1))));
        transfers.tell(token, state);
    }

    /** Some of a file is there, and a beat later that shows. */
    private void show(StatusBar bar, String token, TransferState state) {
        int before = said.size();
        transfers.tell(token, state);
        sync.sync();
        bar.beat();
        if (said.size() == before) { // else it may be a milestone
            assertThat(heard()).isEqualTo(message.getText());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ENGLISH, Downloading: 0 of 1 done, Downloading: %s done, Finished: 1 of 1 saved (1.0 KB)",
        "CHINESE, 正在下载：已完成 0 / 1, 正在下载：已完成 %s, 已完成：1 个中保存了 1 个（1.0 KB）",
    })
    void everyQuarterIsSaidOnceAndTheEndWithItsCounts(
            Language language, String first, String milestone, String last) throws Exception {
        StatusBar bar = begin(language);
        onFx(() -> {
            list("a", new TransferState.Queued());
            for (int done = 0; done <= 1000; done++) {
                show(bar, "a", new TransferState.Running(done, 1000));
            }
            show(bar, "a", new TransferState.Saved(Path.of("a"), 1000));
        });
        assertThat(said)
                .containsExactly(
                        first,
                        milestone.formatted("25 %"),
                        milestone.formatted("50 %"),
                        milestone.formatted("75 %"),
                        milestone.formatted("100 %"),
                        last);
        assertThat(message.getText()).isEqualTo(last);
    }

    /** What was there before is no news, nor that rows which come take the bar back. */
    @Test
    void onlyWhatComesWhileItIsUnderWayIsSaid() throws Exception {
        StatusBar bar = begin(Language.ENGLISH);
        onFx(() -> {
            list("old", new TransferState.Saved(Path.of("old"), 600));
            list("new", new TransferState.Queued(0, 400));
            sync.sync();
            bar.beat();
            list("more", new TransferState.Queued(0, 9000));
            sync.sync();
            bar.beat();
        });
        assertThat(said).containsExactly("Downloading: 1 of 2 done");
        onFx(() -> show(bar, "more", new TransferState.Running(5000, 9000)));
        assertThat(said).last().isEqualTo("Downloading: 50 % done");
    }

    @Test
    void aFailureIsSaidWhenItHappens() throws Exception {
        StatusBar bar = begin(Language.ENGLISH);
        onFx(() -> {
            for (String token : List.of("a", "b", "c")) {
                list(token, new TransferState.Running(0, 1000));
            }
            sync.sync();
            bar.beat();
            show(bar, "a", new TransferState.Failed(BUSY, 0));
            show(bar, "c", new TransferState.Running(1, 1000));
        });
        assertThat(said).containsExactly("Downloading: 0 of 3 done", "1 file needs attention");
    }

    /** A milestone would cut the problem off that is being read. */
    @Test
    void milestonesWaitUntilAProblemWasRead() throws Exception {
        StatusBar bar = begin(Language.ENGLISH);
        onFx(() -> {
            list("a", new TransferState.Running(0, 1000));
            list("b", new TransferState.Running(0, 1000));
            sync.sync();
            bar.beat();
            model.noticeProperty().set(Notice.of("status.problem", BUSY));
            said.clear();
            show(bar, "a", new TransferState.Running(800, 1000));
            show(bar, "b", new TransferState.Failed(BUSY, 0));
        });
        assertThat(said).isEmpty();
        onFx(() -> {
            for (int beat = 0; beat < 30; beat++) {
                bar.beat();
            }
        });
        assertThat(said).last().asString().endsWith("1 file needs attention").contains("%");
        onFx(() -> {
            bar.beat();
            bar.beat();
        });
        assertThat(heard()).isEqualTo(message.getText()).startsWith("Downloading: 1 of 2 done");
    }

    /** They may be got for as long as files come. */
    @Test
    void milestonesAreSaidWhileLinksAreGot() throws Exception {
        StatusBar bar = begin(Language.ENGLISH);
        onFx(() -> {
            list("a", new TransferState.Running(0, 1000));
            sync.sync();
            bar.beat();
            model.noticeProperty().set(Notice.of(Notice.GETTING_LINKS, 1, 9));
            show(bar, "a", new TransferState.Running(300, 1000));
        });
        assertThat(said).last().isEqualTo("Downloading: 25 % done");
    }

    /** How long it still waits is read by whoever looks. */
    @Test
    void aCountdownIsSaidOnceForEachReason() throws Exception {
        StatusBar bar = begin(Language.ENGLISH);
        onFx(() -> {
            list("a", new TransferState.Waiting(START.plusSeconds(30), BUSY));
            for (int second = 0; second < 20; second++) {
                now = START.plusSeconds(second);
                sync.sync();
                bar.beat();
                assertThat(heard()).isEqualTo(message.getText());
            }
        });
        assertThat(message.getText()).startsWith("0 of 1 done, next try in 00:11.");
        assertThat(said).hasSize(1);
        assertThat(said.getFirst()).startsWith("0 of 1 done, next try in 00:30.");
        Problem offline = Problem.of(Cause.NETWORK_UNREACHABLE);
        onFx(() -> show(bar, "a", new TransferState.Waiting(START.plusSeconds(40), offline)));
        assertThat(said).hasSize(2).last().asString().startsWith("Waiting for the network:");
    }

    /** Nothing goes on without him. */
    @Test
    void thatTheUserIsAskedIsSaid() throws Exception {
        StatusBar bar = begin(Language.ENGLISH);
        onFx(() -> {
            list("a", new TransferState.Running(0, 10));
            list("b", new TransferState.Queued());
            sync.sync();
            bar.beat();
            transfers.remark("b", TransferView.Remark.ASKS_USER);
            sync.sync();
            bar.beat();
        });
        assertThat(said)
                .containsExactly(
                        "Downloading: 0 of 2 done",
                        "Downloading: 0 of 2 done, 1 needs your answer");
    }

    @Test
    void otherSentencesAreSaidAsTheyAreRead() throws Exception {
        begin(Language.ENGLISH);
        onFx(() -> {
            model.noticeProperty().set(Notice.of("status.gettingLinks", 1, 9));
            model.noticeProperty().set(Notice.of("status.gettingLinks", 2, 9));
            model.noticeProperty().set(Notice.of("status.removed", 2));
            model.noticeProperty().set(Notice.of("status.removed", 3));
        });
        assertThat(said).hasSize(3).last().isEqualTo(message.getText());
        assertThat(heard()).isEqualTo(message.getText());
    }
}
