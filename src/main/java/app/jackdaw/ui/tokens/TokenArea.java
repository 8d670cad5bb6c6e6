package app.jackdaw.ui.tokens;

import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.Skin;
import javafx.scene.control.SkinBase;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/**
 * A text area that stays quick with very long texts. The toolkit lays out the whole text as one
 * node, which takes seconds for 100,000 lines; above a few thousand lines this one shows them in a
 * list, for reading, until the text is short again. What was read of it is taken out, wherever it
 * stands. FX thread.
 */
public final class TokenArea extends TextArea {

    /** Laid out by the toolkit in well under 100 ms on a slow machine. */
    private static final int MOST_EDITABLE_LINES = 3_000;

    private String longTextHint = "";

    public TokenArea() {
        textProperty().addListener((_, _, _) -> chooseSkin());
    }

    /** Said above a text that is shown for reading only. */
    void setLongTextHint(String hint) {
        longTextHint = hint;
    }

    /** Whether the text is shown for reading only. */
    public boolean isLong() {
        return getSkin() instanceof LongTextSkin;
    }

    /** Adds to what stands here, on a line of its own. */
    void append(String text) {
        String before = text();
        setText(before.isEmpty() ? text : joined(before, text));
    }

    /**
     * Puts a remainder in place of the text that was read, wherever that stands by now, or before
     * what was typed since.
     */
    void putBack(String read, String remainder) {
        String present = text();
        int at = present.indexOf(read);
        if (at >= 0) {
            String since = present.substring(at + read.length()).stripLeading();
            setText(joined(present.substring(0, at) + remainder, since));
        } else if (!remainder.isBlank()) {
            setText(joined(remainder, present));
        }
    }

    private String text() {
        String text = getText();
        return text == null ? "" : text;
    }

    private static String joined(String first, String then) {
        boolean needsLine = !first.isEmpty() && !then.isEmpty() && !first.endsWith("\n");
        return first + (needsLine ? "\n" : "") + then;
    }

    /** The few keys that make sense while the text cannot be edited: more of it, or none of it. */
    private void longTextKey(KeyEvent key) {
        if (key.isShortcutDown() && key.getCode() == KeyCode.V) {
            String more = Clipboard.getSystemClipboard().getString();
            appendText(more == null ? "" : "\n" + more);
        } else if (key.getCode() == KeyCode.DELETE || key.getCode() == KeyCode.BACK_SPACE) {
            clear();
        }
    }

    private void chooseSkin() {
        boolean tooLong = getParagraphs().size() > MOST_EDITABLE_LINES;
        if (getSkin() != null && tooLong != isLong()) {
            setSkin(tooLong ? new LongTextSkin(this) : createDefaultSkin());
        }
    }

    @Override
    protected Skin<?> createDefaultSkin() {
        return getParagraphs().size() > MOST_EDITABLE_LINES
                ? new LongTextSkin(this)
                : super.createDefaultSkin();
    }

    /** Shows the lines in a virtual list. */
    private static final class LongTextSkin extends SkinBase<TokenArea> {

        private static final double LINE_HEIGHT = 20;

        private final ListView<CharSequence> lines = new ListView<>();

        LongTextSkin(TokenArea area) {
            super(area);
            Label hint = new Label(area.longTextHint);
            hint.setWrapText(true);
            hint.getStyleClass().add("long-text-hint");
            lines.setItems(area.getParagraphs());
            lines.setFixedCellSize(LINE_HEIGHT);
            lines.getStyleClass().add("long-text");
            lines.setOnKeyPressed(area::longTextKey);
            VBox.setVgrow(lines, Priority.ALWAYS);
            getChildren().setAll(new VBox(hint, lines));
        }

        @Override
        public void dispose() {
            getChildren().clear();
            super.dispose();
        }
    }
}
