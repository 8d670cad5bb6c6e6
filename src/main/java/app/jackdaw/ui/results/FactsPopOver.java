package app.jackdaw.ui.results;

import app.jackdaw.ui.kit.Messages;
import java.util.List;
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

/** Sentences and facts about one row, shown beside it, to be copied. FX thread. */
final class FactsPopOver {

    private static final double VALUE_WIDTH = 360;
    private static final double SENTENCE_WIDTH = 440;

    private final Messages messages;

    FactsPopOver(Messages messages) {
        this.messages = messages;
    }

    /**
     * @param sentences above the facts
     * @param facts message key of the name → value, in the order shown
     */
    void show(String titleKey, List<String> sentences, Map<String, String> facts, Node beside) {
        VBox box = new VBox();
        box.getStyleClass().add("details");
        for (String sentence : sentences) {
            Label label = new Label(sentence);
            label.setWrapText(true);
            label.setMaxWidth(SENTENCE_WIDTH);
            box.getChildren().add(label);
        }
        Button copy = new Button(messages.get("details.copy"));
        copy.setOnAction(_ -> copy(sentences, facts));
        box.getChildren().addAll(grid(facts), copy);
        PopOver popOver = new PopOver(box);
        popOver.setArrowLocation(PopOver.ArrowLocation.TOP_CENTER);
        popOver.setTitle(messages.get(titleKey));
        popOver.setHeaderAlwaysVisible(true);
        popOver.setDetachable(false);
        popOver.setAnimated(!Platform.getPreferences().isReducedMotion());
        popOver.show(beside);
    }

    private GridPane grid(Map<String, String> facts) {
        GridPane grid = new GridPane();
        grid.setHgap(16);
        grid.setVgap(8);
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
        return grid;
    }

    private void copy(List<String> sentences, Map<String, String> facts) {
        String lines =
                facts.entrySet().stream()
                        .map(fact -> messages.get(fact.getKey()) + "\t" + oneLine(fact.getValue()))
                        .collect(Collectors.joining("\n"));
        ClipboardContent content = new ClipboardContent();
        content.putString(
                sentences.isEmpty() ? lines : String.join("\n", sentences) + "\n" + lines);
        Clipboard.getSystemClipboard().setContent(content);
    }

    /** A fact is a line in the copy, whatever it looks like in the window. */
    private static String oneLine(String value) {
        return value.replace("\n", " – ");
    }
}
