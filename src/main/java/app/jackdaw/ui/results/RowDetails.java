package app.jackdaw.ui.results;

import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.ui.kit.Formats;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.model.ItemRow;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import org.controlsfx.control.PopOver;
import org.jspecify.annotations.Nullable;

/** Everything that is known about a row, beside it; the link itself is not among it. FX thread. */
final class RowDetails {

    private static final double VALUE_WIDTH = 360;

    private final RowWords words;
    private final Messages messages;
    private final Formats formats;

    RowDetails(RowWords words, Messages messages, Formats formats) {
        this.words = words;
        this.messages = messages;
        this.formats = formats;
    }

    void show(ItemRow row, Node beside) {
        Map<String, String> facts = facts(row);
        GridPane grid = new GridPane();
        grid.setHgap(16);
        grid.setVgap(6);
        int line = 0;
        for (Map.Entry<String, String> fact : facts.entrySet()) {
            Label name = new Label(messages.get(fact.getKey()));
            name.getStyleClass().add("secondary");
            name.setMinWidth(Label.USE_PREF_SIZE);
            Label value = new Label(fact.getValue());
            value.setWrapText(true);
            value.setMaxWidth(VALUE_WIDTH);
            grid.addRow(line++, name, value);
        }
        Button copy = new Button(messages.get("details.copy"));
        copy.setOnAction(_ -> copy(facts));
        VBox box = new VBox(grid, copy);
        box.getStyleClass().add("details");
        PopOver popOver = new PopOver(box);
        popOver.setArrowLocation(PopOver.ArrowLocation.TOP_CENTER);
        popOver.setTitle(messages.get("details.title"));
        popOver.setHeaderAlwaysVisible(true);
        popOver.setDetachable(false);
        popOver.setAnimated(!Platform.getPreferences().isReducedMotion());
        popOver.show(beside);
    }

    /** Message key of the name → value, in the order shown; without what is not known. */
    Map<String, String> facts(ItemRow row) {
        MediaItem item = row.item();
        Map<String, String> facts = new LinkedHashMap<>();
        put(facts, "details.name", row.displayName());
        put(facts, "details.token", item.token());
        put(facts, "details.folder", item.folder());
        Long size = words.size(row);
        put(
                facts,
                "details.size",
                size == null ? null : formats.size(size) + " (" + formats.number(size) + " B)");
        put(facts, "details.type", item.type());
        put(facts, "details.extra", item.extra());
        TemporaryLink link = RowWords.linkOf(row);
        put(
                facts,
                "details.validUntil",
                link == null ? null : words.validUntil(words.validFor(row)));
        put(facts, "details.path", RowFiles.fileOf(row).map(Object::toString).orElse(null));
        put(facts, "details.sha256", row.state().transferView().sha256());
        put(facts, "details.problem", row.problem().map(messages::explained).orElse(null));
        return facts;
    }

    private static void put(Map<String, String> facts, String key, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            facts.put(key, value);
        }
    }

    /** A fact is a line in the copy, whatever it looks like in the window. */
    private static String oneLine(String value) {
        return value.replace("\n", " – ");
    }

    private void copy(Map<String, String> facts) {
        ClipboardContent content = new ClipboardContent();
        content.putString(
                facts.entrySet().stream()
                        .map(fact -> messages.get(fact.getKey()) + "\t" + oneLine(fact.getValue()))
                        .collect(Collectors.joining("\n")));
        Clipboard.getSystemClipboard().setContent(content);
    }
}
