package app.jackdaw.ui.results;

import app.jackdaw.ui.kit.Formats;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.Notice;
import java.time.Instant;
import javafx.animation.PauseTransition;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.util.Duration;

/**
 * Says after copying how long the links live; the first time also that they open the file for
 * everybody. Goes by itself. FX thread.
 */
final class CautionBar {

    /** Long enough to read two sentences. */
    private static final Duration READING_TIME = Duration.seconds(12);

    private final HBox bar;
    private final Label words;
    private final Hyperlink copyNames;
    private final AppModel model;
    private final Messages messages;
    private final Formats formats;
    private final PauseTransition leave = new PauseTransition(READING_TIME);

    CautionBar(
            HBox bar,
            Label words,
            Hyperlink copyNames,
            AppModel model,
            Messages messages,
            Formats formats) {
        this.bar = bar;
        this.words = words;
        this.copyNames = copyNames;
        this.model = model;
        this.messages = messages;
        this.formats = formats;
        bar.managedProperty().bind(bar.visibleProperty());
        bar.setVisible(false);
        leave.setOnFinished(_ -> bar.setVisible(false));
    }

    void onCopyNames(Runnable action) {
        copyNames.setOnAction(_ -> action.run());
    }

    void show(LinkCopier.Copied copied) {
        Instant until = copied.earliestExpiry();
        model.noticeProperty()
                .set(Notice.of("status.copied", copied.links(), copied.leftOut(), until));
        if (!model.cautionShownProperty().get()) {
            model.cautionShownProperty().set(true);
            words.setText(
                    messages.get(
                            "caution.copied",
                            copied.links(),
                            formats.moment(until),
                            copied.leftOut()));
            bar.setVisible(true);
            leave.playFromStart();
        }
    }
}
