package app.jackdaw.ui.tokens;

import javafx.scene.control.ListView;
import javafx.scene.control.Skin;
import javafx.scene.control.SkinBase;
import javafx.scene.control.TextArea;

/**
 * A text area that stays quick with very long texts. The toolkit lays out the whole text as one
 * node, which takes seconds for 100,000 lines; above a few thousand lines this one shows them in a
 * list, for reading, until the text is short again. FX thread.
 */
public final class TokenArea extends TextArea {

    /** Laid out by the toolkit in well under 100 ms on a slow machine. */
    private static final int MOST_EDITABLE_LINES = 3_000;

    public TokenArea() {
        textProperty().addListener((_, _, _) -> chooseSkin());
    }

    /** Whether the text is shown for reading only. */
    public boolean isLong() {
        return getSkin() instanceof LongTextSkin;
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
    private static final class LongTextSkin extends SkinBase<TextArea> {

        private static final double LINE_HEIGHT = 20;

        private final ListView<CharSequence> lines = new ListView<>();

        LongTextSkin(TextArea area) {
            super(area);
            lines.setItems(area.getParagraphs());
            lines.setFixedCellSize(LINE_HEIGHT);
            lines.getStyleClass().add("long-text");
            getChildren().setAll(lines);
        }

        @Override
        public void dispose() {
            getChildren().clear();
            super.dispose();
        }
    }
}
