package app.jackdaw.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.ItemSource;
import app.jackdaw.model.LinkState;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.model.TransferState;
import app.jackdaw.ui.kit.Formats;
import app.jackdaw.ui.kit.Language;
import app.jackdaw.ui.kit.Lifetime;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.ItemRow;
import app.jackdaw.ui.model.NoLinks;
import app.jackdaw.ui.model.Notice;
import app.jackdaw.ui.model.RowSync;
import app.jackdaw.ui.model.ToldTransfers;
import app.jackdaw.ui.model.TransferView;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** The sentence of what is happening, while some rows wait. */
class StatusBarTest {

    private static final Messages ENGLISH = new Messages(Language.ENGLISH);
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final Problem OFFLINE = Problem.of(Cause.NETWORK_UNREACHABLE);
    private static final String STANDS_STILL =
            "Waiting for the network: 0 of 2 done, next try in 00:08. This computer finds no way to"
                    + " the server at the moment. – Check Wi-Fi, cable or VPN. It goes on by itself"
                    + " when the network is back.";

    private static final Notice REFUSED =
            Notice.of("status.problem", Problem.of(Cause.FOLDER_GONE, "/stick"));

    private final AppModel model = new AppModel();
    private final ToldTransfers transfers = new ToldTransfers();

    /** Rows that get no link. */
    private final Set<String> refused = new HashSet<>();

    /** Rows that have got theirs. */
    private final Set<String> linked = new HashSet<>();

    /** What the platform asks for. */
    private Duration slowedDownFor = Duration.ZERO;

    private final RowSync sync = new RowSync(model, new Links(), transfers, () -> NOW, () -> 0);
    private final Label message = new Label();
    private final ProgressBar progress = new ProgressBar();
    private final StatusBar bar =
            new StatusBar(
                    model,
                    sync,
                    ENGLISH,
                    new Formats(ENGLISH, ZoneOffset.UTC),
                    new StatusBar.Parts(message, progress, new Label(), new Label()));

    private final class Links extends NoLinks {

        @Override
        public LinkState state(String itemId) {
            if (linked.contains(itemId)) {
                Instant end = NOW.plusSeconds(9000);
                return new LinkState.Ready(
                        new TemporaryLink("https://x/" + itemId, NOW, end, false, NOW));
            }
            return refused.contains(itemId)
                    ? new LinkState.Refused(Problem.of(Cause.FILE_DELETED))
                    : super.state(itemId);
        }

        @Override
        public Duration slowedDownFor() {
            return slowedDownFor;
        }
    }

    @BeforeAll
    static void startToolkit() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    @BeforeEach
    void open() throws Exception {
        onFx(() -> bar.follow(new Lifetime()));
    }

    private static void onFx(Runnable action) throws Exception {
        WaitForAsyncUtils.asyncFx(action).get(120, TimeUnit.SECONDS);
    }

    /** What it says of these two rows, after so many beats. */
    private String said(TransferState one, TransferState other, int beats) throws Exception {
        onFx(() -> {
            list("one", one);
            list("other", other);
            sync.sync();
            beats(beats);
        });
        return message.getText();
    }

    private static TransferState waiting(Duration time) {
        return new TransferState.Waiting(NOW.plus(time), OFFLINE);
    }

    /** In the words of the language that the window speaks then. */
    @Test
    void momentsAreToldInTheLanguageOfTheWindow() throws Exception {
        onFx(() -> model.noticeProperty().set(Notice.of("status.copied", 2, 0, NOW)));
        assertThat(message.getText()).endsWith("valid until Mon 23 Nov 08:00.");
    }

    /** As when neither settings nor list could be opened. */
    @Test
    void ofSeveralProblemsNoneIsLeftOut() throws Exception {
        Problem other = Problem.of(Cause.LEDGER_NEWER, "/list");
        onFx(() -> model.noticeProperty().set(Notice.of("status.problem", OFFLINE, other)));
        assertThat(message.getText())
                .isEqualTo(
                        ENGLISH.explainedInOneLine(OFFLINE)
                                + " "
                                + ENGLISH.explainedInOneLine(other));
    }

    @Test
    void whereAllRowsWaitItSaysWhyAndWhenItGoesOn() throws Exception {
        assertThat(said(waiting(Duration.ofSeconds(8)), waiting(Duration.ofSeconds(9)), 1))
                .isEqualTo(STANDS_STILL);
    }

    /** Only of what tells that there is none: others may be mended elsewhere. */
    @ParameterizedTest
    @CsvSource({
        "NETWORK_UNREACHABLE, true",
        "HOST_NOT_FOUND, true",
        "CONNECTION_REFUSED, false",
        "TIMED_OUT, false",
        "PROXY_FAILED, false",
        "SERVER_TROUBLE, false",
        "NOT_ASKED, false",
    })
    void thatTheNetworkIsWaitedForIsSaidWithWhatHelps(Cause cause, boolean network)
            throws Exception {
        Problem why = Problem.of(cause, "h.example");
        TransferState waits = new TransferState.Waiting(NOW.plusSeconds(8), why);
        String begins = network ? "Waiting for the network: 0 of 2" : "0 of 2";
        assertThat(said(waits, waits, 1))
                .isEqualTo(
                        begins
                                + " done, next try in 00:08. "
                                + ENGLISH.explainedWaitInOneLine(why));
        Notice said = model.noticeProperty().get();
        assertThat(new Messages(Language.CHINESE).get(said.key(), said.arguments().toArray()))
                .startsWith(network ? "正在等待网络：已完成 0 / 2，" : "已完成 0 / 2，");
    }

    @Test
    void whatWaitedForTheNetworkIsToldAsFinished() throws Exception {
        begin();
        onFx(() -> {
            transfers.tell("one", waiting(Duration.ofSeconds(8)));
            look();
            saved("one");
        });
        assertThat(message.getText()).startsWith("Finished: 1 of 1 saved");
    }

    @Test
    void whereSomethingRunsItCountsThoseThatWait() throws Exception {
        assertThat(said(waiting(Duration.ofSeconds(8)), new TransferState.Running(1, 2), 100))
                .isEqualTo("Downloading: 0 of 2 done, 1 to be tried again");
    }

    /** He holds it up himself, whatever others wait for. */
    @Test
    void thatTheUserIsAskedIsSaid() throws Exception {
        transfers.remark("other", TransferView.Remark.ASKS_USER);
        assertThat(said(waiting(Duration.ofSeconds(8)), new TransferState.Queued(), 100))
                .isEqualTo("Downloading: 0 of 2 done, 1 to be tried again, 1 needs your answer");
    }

    @Test
    void whereNothingRunsThatThePlatformAsksForPatienceIsSaid() throws Exception {
        slowedDownFor = Duration.ofMinutes(5);
        assertThat(said(new TransferState.Queued(), new TransferState.Queued(), 10))
                .isEqualTo("The platform asks us to slow down; going on in 300 s.");
    }

    /** Who has his link already is not slowed down, and how far it is would be gone. */
    @Test
    void thatThePlatformAsksForPatienceDoesNotHideWhatRuns() throws Exception {
        slowedDownFor = Duration.ofMinutes(5);
        assertThat(said(new TransferState.Running(1, 2), new TransferState.Queued(), 100))
                .isEqualTo("Downloading: 0 of 2 done");
    }

    /** No pause of the platform's keeps him from answering. */
    @Test
    void thatThePlatformAsksForPatienceDoesNotHideThatTheUserIsAsked() throws Exception {
        slowedDownFor = Duration.ofMinutes(5);
        transfers.remark("other", TransferView.Remark.ASKS_USER);
        assertThat(said(new TransferState.Queued(), new TransferState.Queued(), 100))
                .isEqualTo("Downloading: 0 of 2 done, 1 needs your answer");
    }

    @Test
    void whatIsHeldUpBehindAPauseIsNotOnItsWay() throws Exception {
        TransferState waits = waiting(Duration.ofSeconds(8));
        assertThat(said(waits, new TransferState.Queued(), 1))
                .as("it may be on its way")
                .isEqualTo("Downloading: 0 of 2 done, 1 to be tried again");
        assertThat(said(waits, new TransferState.Queued(), 20)).isEqualTo(STANDS_STILL);
        assertThat(said(waits, new TransferState.Running(0, 2), 1))
                .isEqualTo("Downloading: 0 of 2 done, 1 to be tried again");
    }

    /** The chip of a row that has its turn later says that it waits: another number. */
    @ParameterizedTest
    @EnumSource
    void whatIsTriedAgainIsNotCalledLikeWhatHasItsTurnLater(Language language) {
        Messages messages = new Messages(language);
        String queued = messages.get("transfer.queued").toLowerCase(Locale.ROOT);
        assertThat(messages.get(Notice.DOWNLOADING, 0, 3, 1, 0).toLowerCase(Locale.ROOT))
                .doesNotContain(queued, queued.replace("中", ""));
    }

    /** A server may ask one file for an hour's patience while the others get their links. */
    @Test
    void aLongWaitOfOneFileIsNotThatOfAll() throws Exception {
        assertThat(said(waiting(Duration.ofHours(1)), new TransferState.Queued(), 100))
                .isEqualTo("Downloading: 0 of 2 done, 1 to be tried again");
    }

    /** Others are held back until the host has answered one of those that wait. */
    @Test
    void aLongWaitOfSeveralHoldsUpTheOthers() throws Exception {
        onFx(() -> {
            for (int number = 1; number <= 10; number++) {
                list("waits" + number, waiting(Duration.ofMinutes(5)));
                list("queued" + number, new TransferState.Queued());
            }
            sync.sync();
            beats(1);
        });
        assertThat(message.getText())
                .as("they may be on their way")
                .isEqualTo("Downloading: 0 of 20 done, 10 to be tried again");
        onFx(() -> beats(100));
        assertThat(message.getText())
                .startsWith("Waiting for the network: 0 of 20 done, next try in 05:00. This");
    }

    /** One that waits for itself, and goes on sooner, is not all there is to it. */
    @Test
    void aRestOfManyHoldsUpTheOthersThoughOneGoesOnBefore() throws Exception {
        Problem busy = Problem.of(Cause.SERVER_TROUBLE);
        onFx(() -> {
            list("alone", new TransferState.Waiting(NOW.plusSeconds(240), busy));
            for (int number = 1; number <= 10; number++) {
                list("waits" + number, new TransferState.Waiting(NOW.plusSeconds(300), busy));
                list("queued" + number, new TransferState.Queued());
            }
            sync.sync();
            beats(100);
        });
        assertThat(message.getText()).startsWith("0 of 21 done, next try in 04:00. ");
    }

    /** A server may ask for patience with each file that it gives. */
    @Test
    void longWaitsWithReasonsOfTheirOwnHoldUpNobody() throws Exception {
        Problem busy = Problem.of(Cause.SERVER_TROUBLE);
        onFx(() -> {
            list("one", waiting(Duration.ofMinutes(5)));
            list("other", new TransferState.Waiting(NOW.plusSeconds(400), busy));
            list("queued", new TransferState.Queued());
            sync.sync();
            beats(15);
        });
        assertThat(message.getText()).isEqualTo("Downloading: 0 of 3 done, 2 to be tried again");
    }

    /** As small files are: there before any beat has seen them run. */
    @Test
    void whereFilesComeNothingStandsStill() throws Exception {
        List<String> read = new ArrayList<>();
        onFx(() -> {
            list("waits", waiting(Duration.ofSeconds(50)));
            for (int number = 0; number < 40; number++) {
                list("file" + number, new TransferState.Queued());
            }
            look();
            message.textProperty().addListener((_, _, text) -> read.add(text));
            for (int number = 0; number < 30; number++) {
                saved("file" + number);
            }
        });
        assertThat(read).hasSize(30).allMatch(text -> text.startsWith("Downloading: "));
        onFx(() -> beats(10));
        assertThat(message.getText()).startsWith("Waiting for the network: 30 of 41 done");
    }

    /** A list of links that were asked ahead goes on while the platform asks for patience. */
    @Test
    void thatThePlatformAsksForPatienceIsNotSaidBetweenTwoFiles() throws Exception {
        slowedDownFor = Duration.ofMinutes(5);
        List<String> read = new ArrayList<>();
        onFx(() -> {
            for (int number = 0; number < 11; number++) {
                list("file" + number, new TransferState.Queued());
            }
            look();
            message.textProperty().addListener((_, _, text) -> read.add(text));
            for (int number = 0; number < 10; number++) {
                transfers.tell("file" + number, new TransferState.Running(1, 5));
                look();
                saved("file" + number);
            }
        });
        assertThat(read).isNotEmpty().allMatch(text -> text.startsWith("Downloading: "));
        onFx(() -> beats(10));
        assertThat(message.getText()).startsWith("The platform asks us to slow down;");
    }

    /** While a host rests, one now and then asks for links that lead to it, too. */
    @Test
    void aLinkEndsNoRest() throws Exception {
        List<String> read = new ArrayList<>();
        onFx(() -> {
            list("waits", waiting(Duration.ofSeconds(50)));
            list("file1", new TransferState.Queued());
            list("file2", new TransferState.Queued());
            sync.sync();
            beats(20);
            message.textProperty().addListener((_, _, text) -> read.add(text));
            linked.add("file1");
            look();
            beats(3);
        });
        assertThat(read).allMatch(text -> text.startsWith("Waiting for the network: 0 of 3 done"));
    }

    /** The links are there before the files are. */
    @Test
    void whereLinksComeNothingStandsStill() throws Exception {
        onFx(() -> {
            beats(20); // of a window that nobody uses
            list("waits", waiting(Duration.ofSeconds(50)));
            for (int number = 0; number < 20; number++) {
                list("file" + number, new TransferState.Queued());
            }
            for (int number = 0; number < 20; number++) {
                linked.add("file" + number);
                look();
            }
        });
        assertThat(message.getText()).startsWith("Downloading: 0 of 21 done");
    }

    /** The reason is what has to be read, not that nothing is under way any more. */
    @Test
    void aStartThatWasRefusedLeavesItsReason() throws Exception {
        begin();
        onFx(() -> {
            refuse();
            look();
            bar.beat();
        });
        assertThat(model.noticeProperty().get()).isEqualTo(REFUSED);
    }

    /** That others were saved long ago is no news. */
    @Test
    void aStartThatWasRefusedLeavesItsReasonAmongRowsThatAreSaved() throws Exception {
        begin();
        onFx(() -> {
            list("other", new TransferState.Saved(Path.of("a"), 5));
            refuse();
            sync.sync();
            beats(100);
        });
        assertThat(model.noticeProperty().get()).isEqualTo(REFUSED);
    }

    /** The reason first, for as long as it takes to read it; then how the others ended. */
    @Test
    void aBatchThatEndsBehindARefusalIsToldWhenThatWasRead() throws Exception {
        begin();
        onFx(() -> {
            transfers.tell("one", new TransferState.Running(1, 5));
            look();
            model.noticeProperty().set(REFUSED);
            transfers.tell("one", new TransferState.Saved(Path.of("a"), 5));
            look();
            bar.beat();
        });
        assertThat(model.noticeProperty().get()).isEqualTo(REFUSED);
        onFx(() -> beats(100));
        assertThat(message.getText()).startsWith("Finished: 1 of 1 saved");
    }

    /** The counts come before anybody knows that something is under way. */
    @Test
    void whatHasJustBegunIsNotTakenForItsEnd() throws Exception {
        begin();
        onFx(() -> {
            transfers.tell("one", new TransferState.Queued());
            sync.sync();
        });
        assertThat(message.getText()).startsWith("Downloading: 0 of ");
    }

    @Test
    void theEndIsToldThoughRowsThatHadEndedWereRemoved() throws Exception {
        begin();
        onFx(() -> {
            for (String token : List.of("old", "older")) {
                list(token, new TransferState.Saved(Path.of(token), 5));
            }
            transfers.tell("one", new TransferState.Running(1, 5));
            look();
            model.noticeProperty().set(Notice.of("status.removed", 2));
            model.remove(List.copyOf(model.rows().subList(1, 3)));
            look();
            saved("one");
        });
        assertThat(message.getText()).startsWith("Finished: 1 of 1 saved");
    }

    /** Nobody may have seen such a row under way. */
    @Test
    void aQuickStartAfterARefusedOneIsToldAsFinished() throws Exception {
        begin();
        onFx(() -> {
            refuse();
            model.noticeProperty().set(Notice.downloading(0, 1, 0, 0));
            transfers.busy(true);
            look();
        });
        assertThat(message.getText()).startsWith("Downloading: 0 of ");
        onFx(() -> {
            transfers.tell("one", new TransferState.Saved(Path.of("a"), 5));
            transfers.busy(false);
            look();
        });
        assertThat(message.getText()).startsWith("Finished: 1 of 1 saved");
    }

    /** Five rows are saved from earlier, and two run. */
    private void beginBesideSavedOnes() throws Exception {
        begin();
        onFx(() -> {
            for (int number = 1; number <= 5; number++) {
                list("old" + number, new TransferState.Saved(Path.of("old" + number), 5));
            }
            list("two", new TransferState.Running(1, 5));
            transfers.tell("one", new TransferState.Running(1, 5));
            look();
        });
        assertThat(message.getText()).startsWith("Downloading: 5 of 7 done");
    }

    /** Nothing else would be said, and it would seem to go on. */
    @Test
    void whatIsCancelledWhileThePlatformAsksForPatienceIsToldAsCancelled() throws Exception {
        slowedDownFor = Duration.ofMinutes(5);
        assertThat(said(new TransferState.Queued(), new TransferState.Queued(), 10))
                .startsWith("The platform asks us to slow down;");
        onFx(() -> {
            cancel("one", "other");
            slowedDownFor = Duration.ZERO;
            beats(2);
        });
        assertThat(message.getText()).startsWith("Cancelled.");
    }

    /** Whoever gets the links tells how that ended. */
    @Test
    void thatLinksAreGotMoreSlowlyIsNoWorkThatEnds() throws Exception {
        Notice ofLinks = Notice.of(Notice.SLOWED_DOWN, 9L);
        onFx(() -> {
            list("one", new TransferState.Idle());
            model.noticeProperty().set(ofLinks);
            look();
            beats(100);
        });
        assertThat(model.noticeProperty().get()).isEqualTo(ofLinks);
    }

    private void list(String token, TransferState state) {
        model.add(List.of(MediaItem.ofToken(token, new ItemSource.PastedToken(1))));
        transfers.tell(token, state);
    }

    private void look() {
        sync.sync();
        bar.beat();
    }

    private void beats(int count) {
        for (int beat = 0; beat < count; beat++) {
            bar.beat();
        }
    }

    private void saved(String... tokens) {
        for (String token : tokens) {
            transfers.tell(token, new TransferState.Saved(Path.of(token), 5));
        }
        look();
    }

    private List<ItemRow> rows(String... tokens) {
        return Stream.of(tokens).map(token -> model.row(token).orElseThrow()).toList();
    }

    /** As the command does that rows are ended by. */
    private void cancel(String... tokens) {
        sync.stopped().add(rows(tokens));
        for (String token : tokens) {
            transfers.tell(token, new TransferState.Idle());
        }
        look();
    }

    /** As the command does that rows are begun by. */
    private void want(String... tokens) {
        sync.begin(rows(tokens));
        model.noticeProperty().set(Notice.downloading(0, tokens.length, 0, 0));
    }

    @Test
    void whatWasCancelledIsNotToldAsFinished() throws Exception {
        beginBesideSavedOnes();
        onFx(() -> cancel("one", "two"));
        assertThat(message.getText()).startsWith("Cancelled: 2 stopped; 5 of 5 saved (25 B)");
    }

    @Test
    void cancellingSomeIsToldWithHowTheOthersEnded() throws Exception {
        beginBesideSavedOnes();
        onFx(() -> {
            list("three", new TransferState.Running(1, 5));
            cancel("one");
            transfers.tell("two", new TransferState.Failed(OFFLINE, 1));
            saved("three");
        });
        assertThat(message.getText())
                .startsWith("Cancelled: 1 stopped; 6 of 7 saved (30 B), 1 needs attention");
    }

    /** It has a reason of its own, and is counted with those that have one. */
    @Test
    void whatWasCancelledAndNeedsAttentionIsCountedOnce() throws Exception {
        beginBesideSavedOnes();
        onFx(() -> {
            refused.add("one");
            transfers.tell("one", waiting(Duration.ofMinutes(1)));
            look();
            cancel("one", "two");
        });
        assertThat(message.getText())
                .isEqualTo("Cancelled: 1 stopped; 5 of 6 saved (25 B), 1 needs attention");
    }

    @Test
    void whereAllThatWasCancelledNeedsAttentionItIsToldAsCancelled() throws Exception {
        beginBesideSavedOnes();
        onFx(() -> {
            refused.addAll(List.of("one", "two"));
            cancel("one", "two");
        });
        assertThat(message.getText()).isEqualTo("Cancelled: 5 of 7 saved (25 B), 2 need attention");
        Notice told = model.noticeProperty().get();
        assertThat(new Messages(Language.CHINESE).get(told.key(), told.arguments().toArray()))
                .isEqualTo("已取消：7 个中保存了 5 个（25 B），2 个需要处理");
    }

    /** It came to its end quicker than it could be stopped. */
    @Test
    void whatIsSavedAllTheSameWasNotStopped() throws Exception {
        beginBesideSavedOnes();
        onFx(() -> {
            sync.stopped().add(rows("one", "two"));
            look();
            saved("one", "two");
        });
        assertThat(message.getText()).startsWith("Finished: 7 of 7 saved");
    }

    @Test
    void whatWasCancelledAndStartedAgainIsNotCancelled() throws Exception {
        beginBesideSavedOnes();
        onFx(() -> {
            cancel("one");
            want("one");
            transfers.tell("one", new TransferState.Queued());
            look();
            saved("one", "two");
        });
        assertThat(message.getText()).startsWith("Finished: 7 of 7 saved");
    }

    /** What was cancelled is in no other count; nor is it told where nothing was. */
    @Test
    void cancellingBesideWhatIsPausedIsToldToo() throws Exception {
        beginBesideSavedOnes();
        onFx(() -> {
            list("three", new TransferState.Running(1, 5));
            transfers.tell("two", new TransferState.Paused(1, 5));
            look();
            cancel("one", "three");
        });
        assertThat(message.getText()).isEqualTo("Paused: 2 cancelled; 5 of 6 saved, 1 paused");
        onFx(() -> {
            want("two");
            transfers.tell("two", new TransferState.Running(1, 5));
            look();
            transfers.tell("two", new TransferState.Paused(1, 5));
            look();
        });
        assertThat(message.getText()).isEqualTo("Paused: 5 of 6 saved, 1 paused");
    }

    @Test
    void whatWasCancelledInEarlierWorkIsNoNewsOfTheNext() throws Exception {
        beginBesideSavedOnes();
        onFx(() -> {
            cancel("one");
            transfers.tell("two", new TransferState.Paused(1, 5));
            look();
        });
        assertThat(message.getText()).startsWith("Paused: 1 cancelled; 5 of 6 saved, 1 paused");
        onFx(() -> {
            want("two");
            transfers.tell("two", new TransferState.Running(1, 5));
            look();
            saved("two");
        });
        assertThat(message.getText()).startsWith("Finished: 6 of 6 saved");
    }

    /** Saved rows stay so while their files are looked for; small files are there at once. */
    @Test
    void whatWasCancelledEarlierIsNoNewsOfWorkThatNobodySawUnderWay() throws Exception {
        beginBesideSavedOnes();
        onFx(() -> {
            transfers.tell("two", new TransferState.Saved(Path.of("two"), 5));
            cancel("one");
        });
        assertThat(message.getText()).startsWith("Cancelled: 1 stopped; 6 of 6 saved");
        onFx(() -> {
            want("two", "old1");
            look();
        });
        assertThat(message.getText()).startsWith("Finished: 6 of 6 saved");
        onFx(() -> {
            list("small", new TransferState.Idle());
            look();
            want("small");
            saved("small");
        });
        assertThat(message.getText()).startsWith("Finished: 7 of 7 saved");
    }

    @Test
    void whatIsCancelledBeforeItWasSeenUnderWayWasStopped() throws Exception {
        begin();
        onFx(() -> {
            list("two", new TransferState.Idle());
            look();
            want("one", "two");
            transfers.busy(true);
            look();
            cancel("one");
            transfers.tell("two", new TransferState.Running(1, 5));
            look();
            transfers.busy(false);
            look();
            saved("two");
        });
        assertThat(message.getText()).startsWith("Cancelled: 1 stopped; 1 of 1 saved");
    }

    /** It was queued, and then it was not: nobody ended it. */
    @Test
    void aStartThatWasRefusedWasNotCancelled() throws Exception {
        beginBesideSavedOnes();
        onFx(() -> {
            list("three", new TransferState.Idle());
            want("three");
            transfers.tell("three", new TransferState.Queued());
            look();
            transfers.tell("three", new TransferState.Idle());
            look();
            saved("one", "two");
        });
        assertThat(message.getText()).startsWith("Finished: 7 of 7 saved");
    }

    @Test
    void rowsThatLeaveTheListWereNotCancelled() throws Exception {
        beginBesideSavedOnes();
        onFx(() -> {
            cancel("one");
            model.remove(List.of(model.row("one").orElseThrow()));
            look();
            saved("two");
        });
        assertThat(message.getText()).startsWith("Finished: 6 of 6 saved");
    }

    /** The start of the row, with a reason. */
    private void refuse() {
        transfers.tell("one", new TransferState.Queued());
        sync.sync();
        model.noticeProperty().set(REFUSED);
        transfers.tell("one", new TransferState.Idle());
    }

    private void begin() throws Exception {
        onFx(() -> {
            list("one", new TransferState.Idle());
            model.noticeProperty().set(Notice.downloading(0, 1, 0, 0));
        });
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
