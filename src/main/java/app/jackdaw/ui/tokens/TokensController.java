package app.jackdaw.ui.tokens;

import app.jackdaw.intake.ExtraCheck;
import app.jackdaw.intake.Intake;
import app.jackdaw.intake.Reading;
import app.jackdaw.ui.kit.Background;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.kit.SidePanel;
import app.jackdaw.ui.kit.Slices;
import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.LinkService;
import app.jackdaw.ui.model.Notice;
import app.jackdaw.ui.model.RowSync;
import app.jackdaw.ui.model.TakenTexts;
import app.jackdaw.ui.model.TransferService;
import java.io.File;
import java.time.InstantSource;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.Clipboard;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * The token editor: reads what stands in the box while it is typed, says what it is, and turns it
 * into rows. FX thread; long texts are read off it.
 */
public final class TokensController {

    /** Read at once while typing; longer texts take a virtual thread. */
    private static final int SHORT_TEXT = 20_000;

    private final AppModel model;
    private final Intake intake;
    private final Background background;
    private final Messages messages;
    private final InstantSource clock;
    private final NewRows newRows;
    private final ListFiles listFiles;
    private @Nullable SidePanel panel;
    private @Nullable Reading reading;
    private @Nullable LongText longText;

    /** A long text while it is read. FX thread. */
    private static final class LongText {
        private final String text;

        /** With what stood in the {@code extra} field when Add was pressed; null before. */
        private TakenTexts.@Nullable Taken taken;

        LongText(String text) {
            this.text = text;
        }
    }

    @FXML private Node body;
    @FXML private FontIcon chevron;
    @FXML private TokenArea tokenArea;
    @FXML private Label tokenSummary;
    @FXML private Label draftStatus;
    @FXML private TextField extraField;
    @FXML private Label extraStatus;

    public TokensController(
            AppModel model,
            Intake intake,
            LinkService links,
            TransferService transfers,
            RowSync sync,
            Background background,
            Messages messages,
            InstantSource clock,
            Slices slices) {
        this.model = model;
        this.intake = intake;
        this.background = background;
        this.messages = messages;
        this.clock = clock;
        this.newRows = new NewRows(model, links, transfers, sync, slices);
        this.listFiles = new ListFiles(model, background, messages, this::append);
    }

    @FXML
    private void initialize() {
        panel = new SidePanel(body, chevron, model.panelOpenProperty("tokenEditor"));
        tokenArea.setLongTextHint(messages.get("tokens.long"));
        tokenArea.textProperty().bindBidirectional(model.editorTextProperty());
        tokenArea.textProperty().addListener((_, _, text) -> read(text == null ? "" : text));
        draftStatus.visibleProperty().bind(model.draftCutProperty());
        draftStatus.managedProperty().bind(draftStatus.visibleProperty());
        extraField.textProperty().bindBidirectional(model.extraTextProperty());
        extraField.textProperty().addListener((_, _, _) -> checkExtra());
        extraStatus.managedProperty().bind(extraStatus.visibleProperty());
        checkExtra();
        read(text(tokenArea));
    }

    /** The fold of this panel. */
    public SidePanel panel() {
        SidePanel made = panel;
        if (made == null) {
            throw new IllegalStateException("the view is not loaded yet");
        }
        return made;
    }

    public void focus() {
        tokenArea.requestFocus();
    }

    private void read(String text) {
        longText = null;
        if (text.length() <= SHORT_TEXT) {
            show(intake.read(text));
            return;
        }
        LongText started = new LongText(text);
        longText = started;
        reading = null;
        tokenSummary.setText(messages.get("tokens.reading", tokenArea.getParagraphs().size()));
        background.call(
                "read tokens",
                () -> intake.read(text),
                read -> finished(started, read),
                problem -> {
                    TakenTexts.Taken taken = started.taken;
                    if (taken != null) {
                        tokenArea.putBack(text, text);
                        giveBackExtra(taken.extra());
                        taken.isKept();
                    }
                    model.noticeProperty().set(new Notice("status.problem", List.of(problem)));
                });
    }

    private void finished(LongText done, Reading read) {
        if (done == longText) {
            longText = null;
            show(read);
        }
        TakenTexts.Taken taken = done.taken;
        if (taken != null) {
            add(read, taken);
        }
    }

    private void show(Reading read) {
        reading = read;
        tokenSummary.setText(new SummaryWords(messages).of(read, clock.instant()));
        boolean attention = !read.rejected().isEmpty() || !read.misplaced().isEmpty();
        tokenSummary.getStyleClass().remove("attention");
        if (attention) {
            tokenSummary.getStyleClass().add("attention");
        }
    }

    private void checkExtra() {
        ExtraCheck check = ExtraCheck.of(text(extraField));
        extraStatus.setVisible(check instanceof ExtraCheck.Invalid);
        if (check instanceof ExtraCheck.Invalid(ExtraCheck.Reason reason, int line, int column)) {
            extraStatus.setText(
                    reason == ExtraCheck.Reason.HOLDS_SECRET
                            ? messages.get("tokens.extra.secret")
                            : messages.get("tokens.extra.invalid", line, column));
        }
    }

    /** Turns what was understood into rows and leaves the rest in the box. Returns at once. */
    @FXML
    public void add() {
        model.wholeList().orNow(this::addToWhole); // what the list has already is not added
    }

    private void addToWhole() {
        String extra = text(extraField);
        if (ExtraCheck.of(extra) instanceof ExtraCheck.Invalid(var reason, _, _)) {
            boolean secret = reason == ExtraCheck.Reason.HOLDS_SECRET;
            model.noticeProperty()
                    .set(Notice.of(secret ? "status.extraSecret" : "status.extraInvalid"));
            return;
        }
        LongText underWay = longText;
        if (underWay != null) {
            if (underWay.taken == null) {
                // added as soon as it is read, whatever is typed until then
                underWay.taken = model.takenTexts().take(underWay.text, extra);
                extraField.clear();
            }
            return;
        }
        Reading read = reading;
        if (read != null) {
            TakenTexts.Taken taken = model.takenTexts().take(text(tokenArea), extra);
            if (!read.entries().isEmpty()) {
                extraField.clear();
            }
            add(read, taken);
        }
    }

    /** It belongs to the next rows, and there were none. */
    private void giveBackExtra(String extra) {
        if (text(extraField).isEmpty()) {
            extraField.setText(extra);
        }
    }

    /**
     * @param taken what was read
     */
    private void add(Reading read, TakenTexts.Taken taken) {
        taken.leavesBut(read.remainder());
        tokenArea.putBack(taken.text(), read.remainder());
        newRows.add(read.withExtra(ExtraCheck.of(taken.extra())), taken::isKept);
        if (read.entries().isEmpty()) {
            giveBackExtra(taken.extra());
            taken.isKept();
        }
    }

    @FXML
    private void clear() {
        tokenArea.clear();
        tokenArea.requestFocus();
    }

    @FXML
    private void toggle() {
        panel().toggle();
    }

    /** Puts the clipboard's text into the box. */
    public void paste() {
        Clipboard clipboard = Clipboard.getSystemClipboard();
        if (clipboard.hasString()) {
            append(clipboard.getString());
        } else {
            model.noticeProperty().set(Notice.of("status.clipboardEmpty"));
        }
    }

    @FXML
    public void openList() {
        listFiles.choose(tokenArea.getScene().getWindow());
    }

    /** Takes what was dropped or opened: a text, or list files that are read off the FX thread. */
    public void take(@Nullable String text, List<File> files) {
        if (text != null) {
            append(text);
        }
        listFiles.read(files);
    }

    private void append(String text) {
        model.startPaneShownProperty().set(false);
        tokenArea.append(text);
    }

    private static String text(TextInputControl control) {
        String value = control.getText();
        return value == null ? "" : value;
    }
}
