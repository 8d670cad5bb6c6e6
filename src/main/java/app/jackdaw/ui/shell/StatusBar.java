package app.jackdaw.ui.shell;

import app.jackdaw.model.BatchSummary;
import app.jackdaw.model.Identity;
import app.jackdaw.model.Problem;
import app.jackdaw.ui.kit.Formats;
import app.jackdaw.ui.kit.Lifetime;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.ConnectionState;
import app.jackdaw.ui.model.Counts;
import app.jackdaw.ui.model.Notice;
import app.jackdaw.ui.model.RowSync;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import javafx.scene.AccessibleAttribute;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;

/**
 * What is happening, in one sentence; how far it is by bytes (by files where sizes are unknown),
 * how fast, how long still. FX thread.
 */
final class StatusBar {

    /** Five beats a second: time to read a sentence. */
    private static final int BEATS_TO_READ = 30;

    /** The labels and the bar of the status bar. */
    record Parts(Label message, ProgressBar progress, Label speed, Label identity) {}

    private final AppModel model;
    private final RowSync sync;
    private final Messages messages;
    private final Formats formats;
    private final Parts parts;
    private final EndWords endings;
    private final TotalBar total = new TotalBar();
    private final SpokenStatus spoken;
    private final Standstill standstill;
    private boolean wasTransferring;

    /** Of the rows that are wanted, when work began. */
    private int endedBefore;

    /** Beats for which somebody else's sentence stays before progress may replace it. */
    private int hold;

    private boolean speaking;

    /** Whether the sentence that is seen was said here. */
    private boolean isOwn;

    StatusBar(AppModel model, RowSync sync, Messages messages, Formats formats, Parts parts) {
        this(
                model,
                sync,
                messages,
                formats,
                parts,
                () -> parts.message().notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT));
    }

    /**
     * @param reader has the message read, for those who cannot see it
     */
    StatusBar(
            AppModel model,
            RowSync sync,
            Messages messages,
            Formats formats,
            Parts parts,
            Runnable reader) {
        this.model = model;
        this.sync = sync;
        this.messages = messages;
        this.formats = formats;
        this.parts = parts;
        this.endings = new EndWords(formats);
        this.standstill = new Standstill(sync);
        this.spoken = new SpokenStatus(parts.message(), reader, messages, formats);
    }

    void follow(Lifetime lifetime) {
        wasTransferring = sync.transferringProperty().get();
        lifetime.listen(
                model.noticeProperty(),
                () -> {
                    isOwn = speaking;
                    hold = isOwn || hasBegun() ? 0 : BEATS_TO_READ;
                    showMessage();
                });
        lifetime.listen(model.countsProperty(), this::refresh);
        lifetime.listen(model.credentials().connectionProperty(), this::showIdentity);
        showMessage();
        refresh();
        showIdentity();
    }

    void beat() {
        hold = Math.max(0, hold - 1);
        standstill.beat(model.countsProperty().get());
        spoken.beat();
        refresh();
    }

    private void speak(Notice notice) {
        speaking = true;
        model.noticeProperty().set(notice);
        speaking = false;
    }

    /** When the counts move. */
    void refresh() {
        BatchSummary batch = model.countsProperty().get().batch();
        boolean transferring = sync.transferringProperty().get();
        boolean worthShowing = batch.asked() > batch.failed() + batch.skipped();
        parts.progress().setVisible(worthShowing);
        parts.progress().setProgress(total.fraction(batch));
        long speed = sync.totalSpeedProperty().get();
        parts.speed().setText(transferring && speed > 0 ? speedWords(batch, speed) : "");
        if (transferring) {
            if (hold == 0) {
                speak(underWay(model.countsProperty().get()));
            }
            spoken.progress(parts.progress().getProgress(), batch.failed(), isBeingRead());
            // rows that are removed meanwhile have not ended since
            endedBefore = wasTransferring ? Math.min(endedBefore, ended(batch)) : ended(batch);
            wasTransferring = true;
        } else if (batch.underWay() == 0 && !sync.isCommanded() && !isReadingWhyNot()) {
            // a start that was refused has said so, and nothing of it has come to an end
            if (hasBegun() || (wasTransferring && ended(batch) > endedBefore)) {
                speak(endings.of(batch, sync.stopped()));
            }
            wasTransferring = false;
            spoken.end();
        }
    }

    /** Nobody speaks in between; how far something is may be interrupted. */
    private boolean isBeingRead() {
        return hold > 0 && !model.noticeProperty().get().isOfProgress();
    }

    /** A problem is not replaced by the news that the rest is done before it can be read. */
    private boolean isReadingWhyNot() {
        return hold > 0 && isProblem(model.noticeProperty().get());
    }

    private static int ended(BatchSummary batch) {
        return batch.asked() - batch.underWay();
    }

    /** Where nothing runs, the reason and its remedy; the rows say what each of them waits for. */
    private Notice underWay(Counts counts) {
        BatchSummary batch = counts.batch();
        long slowedFor = sync.slowedDownFor().toSeconds();
        // who has his link already is not slowed down
        if (slowedFor > 0 && standstill.isAtRest(counts) && counts.asking() == 0) {
            return Notice.of(Notice.SLOWED_DOWN, slowedFor);
        }
        Counts.Delay delay = counts.delay();
        if (delay == null || !standstill.isOf(counts, delay)) {
            int waiting = delay == null ? 0 : delay.rows();
            return Notice.downloading(done(batch), batch.asked(), waiting, counts.asking());
        }
        return Notice.of(
                isOfNetwork(delay.why()) ? Notice.WAITING_FOR_NETWORK : Notice.WAITING,
                done(batch),
                batch.asked(),
                formats.clock(sync.waitsFor(delay)),
                messages.explainedWaitInOneLine(delay.why()));
    }

    /** What a computer says that is not in any network, and what the engine takes for it. */
    private static boolean isOfNetwork(Problem why) {
        return switch (why.cause()) {
            case NETWORK_UNREACHABLE, HOST_NOT_FOUND -> true;
            default -> false;
        };
    }

    /** Small files are there before any beat has seen them under way. */
    private boolean hasBegun() {
        return switch (model.noticeProperty().get().key()) {
            case Notice.DOWNLOADING, Notice.WAITING, Notice.WAITING_FOR_NETWORK -> true;
            case Notice.SLOWED_DOWN -> isOwn; // it is also said of links that are got
            default -> false;
        };
    }

    private static int done(BatchSummary batch) {
        return batch.saved() + batch.alreadyHere() + batch.skipped() + batch.failed();
    }

    private String speedWords(BatchSummary batch, long speed) {
        String words = formats.speed(speed);
        long left = batch.bytesToCome();
        return left > 0 ? words + " · " + formats.clock(Duration.ofSeconds(left / speed)) : words;
    }

    private void showMessage() {
        Notice notice = model.noticeProperty().get();
        String text = words(notice);
        parts.message().setText(text);
        spoken.show(notice, text);
    }

    private String words(Notice notice) {
        if (isProblem(notice)) {
            return notice.arguments().stream()
                    .map(Problem.class::cast)
                    .map(messages::explainedInOneLine)
                    .collect(Collectors.joining(" "));
        }
        Object[] arguments = notice.arguments().stream().map(this::shown).toArray();
        return messages.get(notice.key(), arguments);
    }

    private Object shown(Object argument) {
        return argument instanceof Instant moment ? formats.moment(moment) : argument;
    }

    private static boolean isProblem(Notice notice) {
        return !notice.arguments().isEmpty() && notice.arguments().getFirst() instanceof Problem;
    }

    private void showIdentity() {
        parts.identity()
                .setText(
                        switch (model.credentials().connectionProperty().get()) {
                            case ConnectionState.Connected(Identity.App app) -> app.appId();
                            case ConnectionState.TokenAccepted(_) ->
                                    messages.get("credentials.token");
                            case ConnectionState.Connecting() ->
                                    messages.get("credentials.connecting");
                            case ConnectionState.Idle() -> messages.get("status.notConnected");
                            case ConnectionState.Failed(_) -> messages.get("status.notConnected");
                        });
    }
}
