package app.jackdaw.ui.problems;

import app.jackdaw.model.Platform;
import app.jackdaw.model.Problem;
import app.jackdaw.ui.kit.Formats;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.problems.ProblemsController.Remedies;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * What is shown of one group. Its numbers and rows change while somebody reads it, has the keyboard
 * in it or copies from its details, so its nodes stay. FX thread.
 */
final class GroupBox {

    private static final int MOST_ROWS_OF_TEXT = 6;

    private final Messages messages;
    private final ProblemDetails details;
    private final Remedies remedies;
    private final Supplier<Platform.Kind> platform;
    private final Label what = new Label();
    private final Label remedy = new Label();
    private final Button first = new Button();
    private final Button again = button();
    private final ToggleButton fold;
    private final FlowPane buttons;
    private final TextArea text = new TextArea();
    private final VBox box;
    private ProblemGroup group;

    /** Says nothing before {@link #show}. */
    GroupBox(
            ProblemGroup group,
            Messages messages,
            Formats formats,
            Remedies remedies,
            Supplier<Platform.Kind> platform) {
        this.group = group;
        this.messages = messages;
        this.details = new ProblemDetails(messages, formats);
        this.remedies = remedies;
        this.platform = platform;
        fold = new ToggleButton(messages.get("problems.details"));
        fold.setGraphic(new FontIcon("fth-chevron-down"));
        fold.getStyleClass().addAll("small", "flat", "fold");
        what.setGraphic(new FontIcon(group.waiting() ? "fth-clock" : "fth-alert-circle"));
        what.setWrapText(true);
        what.getStyleClass().add("problem-what");
        if (group.waiting()) {
            what.getStyleClass().add("problem-waiting");
        }
        remedy.setWrapText(true);
        remedy.getStyleClass().add("secondary");
        first.getStyleClass().addAll("small", "accent");
        first.setOnAction(_ -> action().ifPresent(Runnable::run));
        again.setOnAction(_ -> remedies.retry().accept(this.group.rows()));
        Button show = button();
        show.setText(messages.get("problems.show"));
        show.setOnAction(_ -> remedies.show().accept(this.group.rows()));
        List.of(first, again).forEach(it -> it.managedProperty().bind(it.visibleProperty()));
        buttons = new FlowPane(8, 4, first, show, again, fold);
        prepareDetails();
        box = new VBox(what, remedy, buttons, text);
        box.getStyleClass().add("problem-group");
    }

    private static Button button() {
        Button button = new Button();
        button.getStyleClass().add("small");
        return button;
    }

    /** Folded until asked for. */
    private void prepareDetails() {
        text.setEditable(false);
        text.setMinHeight(Region.USE_PREF_SIZE);
        text.getStyleClass().add("mono");
        text.setAccessibleText(messages.get("problems.details"));
        text.visibleProperty().bind(fold.selectedProperty());
        text.managedProperty().bind(fold.selectedProperty());
        fold.selectedProperty().addListener((_, _, _) -> tellDetails());
    }

    Node node() {
        return box;
    }

    /** Gives the keyboard to the first button that is there. */
    void focus() {
        buttons.getChildren().stream()
                .filter(Node::isVisible)
                .findFirst()
                .ifPresent(Node::requestFocus);
    }

    boolean isUnfolded() {
        return fold.isSelected();
    }

    void unfold() {
        fold.setSelected(true);
    }

    /** The same group, as it is now. */
    void show(ProblemGroup now) {
        group = now;
        Problem problem = now.problem();
        what.setText(sentence(now, messages));
        remedy.setText(now.waiting() ? messages.remedyOfWait(problem) : messages.remedy(problem));
        Optional<String> label = messages.action(problem).filter(_ -> action().isPresent());
        first.setText(label.orElse(""));
        first.setVisible(label.isPresent());
        boolean helps = problem.cause().retryHelps();
        again.setText(messages.get(helps ? "problems.retry" : "problems.checkAgain"));
        again.setVisible(isOfferedAgain());
        tellDetails();
    }

    /** The same group, of which no more than the details can have changed. */
    void tellDetails(ProblemGroup now) {
        group = now;
        tellDetails();
    }

    static String sentence(ProblemGroup group, Messages messages) {
        boolean first = group.isFirstOfMany();
        String key =
                group.waiting()
                        ? (first ? "problems.waitingFirst" : "problems.waiting")
                        : (first ? "problems.groupFirst" : "problems.group");
        return messages.get(key, group.rows().size(), messages.what(group.problem()));
    }

    /** What the first button does, where there is something that mends this cause. */
    private Optional<Runnable> action() {
        return Mend.of(group.problem().cause()).action(group, remedies, platform.get());
    }

    /**
     * Whether there is another button, which does the same again after something was mended; not
     * where the first one does that for all rows, nor where it never helps.
     */
    private boolean isOfferedAgain() {
        return switch (Mend.of(group.problem().cause())) {
            case RETRY -> false;
            case NEW_LINK -> group.renewable().size() < group.rows().size();
            case CREDENTIALS, EXAMPLE, PAGE, HOW_TO, FOLDER -> true;
            case NONE -> Mend.canEndOtherwise(group.problem());
        };
    }

    private void tellDetails() {
        if (!fold.isSelected()) {
            return;
        }
        text.setPrefRowCount(Math.min(MOST_ROWS_OF_TEXT, group.rows().size() + 1));
        String words = details.of(group.rows());
        if (!words.equals(text.getText())) {
            replace(words);
        }
    }

    /** What is selected and in sight stays so, wherever it has moved. */
    private void replace(String words) {
        String selected = text.getSelectedText();
        int anchor = text.getAnchor();
        int caret = text.getCaretPosition();
        int from = Math.min(anchor, caret);
        double top = text.getScrollTop();
        double left = text.getScrollLeft();
        text.setText(words);
        int there = words.startsWith(selected, from) ? from : words.indexOf(selected);
        if (selected.isEmpty() || there < 0) {
            text.positionCaret(caret); // what was selected is gone, not other words in its place
        } else {
            int moved = there - from;
            text.selectRange(anchor + moved, caret + moved);
        }
        text.setScrollTop(top);
        text.setScrollLeft(left);
    }
}
