package app.jackdaw.ui.problems;

import app.jackdaw.model.Problem;
import app.jackdaw.ui.kit.Formats;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.ItemRow;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.fxml.FXML;
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
 * Shows what needs attention below the table: what happened, what to do now, details folded. Made
 * anew when the groups change, not at every beat. FX thread.
 */
public final class ProblemsController {

    /** What the buttons of a group do. */
    public record Remedies(
            Consumer<List<ItemRow>> show, Consumer<List<ItemRow>> retry, Consumer<URI> browse) {}

    private final AppModel model;
    private final Messages messages;
    private final Formats formats;
    private Remedies remedies = new Remedies(_ -> {}, _ -> {}, _ -> {});
    private List<ProblemGroup> shown = List.of();

    @FXML private Node problemsPanel;
    @FXML private Label problemsTitle;
    @FXML private VBox problemsList;

    public ProblemsController(AppModel model, Messages messages, Formats formats) {
        this.model = model;
        this.messages = messages;
        this.formats = formats;
    }

    @FXML
    private void initialize() {
        problemsPanel.managedProperty().bind(problemsPanel.visibleProperty());
        problemsPanel.setVisible(false);
        model.countsProperty().addListener((_, _, _) -> refresh());
        refresh();
    }

    public void remedy(Remedies with) {
        remedies = with;
    }

    private void refresh() {
        boolean any = model.countsProperty().get().batch().failed() > 0;
        if (!any && shown.isEmpty()) {
            return;
        }
        List<ProblemGroup> groups = ProblemGroup.of(model.rows());
        if (groups.equals(shown)) {
            return;
        }
        shown = groups;
        int rows = groups.stream().mapToInt(group -> group.rows().size()).sum();
        problemsPanel.setVisible(!groups.isEmpty());
        problemsTitle.setText(messages.get("problems.title", rows));
        problemsList.getChildren().setAll(groups.stream().map(this::node).toList());
    }

    private Node node(ProblemGroup group) {
        Problem problem = group.problem();
        Label what =
                new Label(
                        messages.get(
                                "problems.group", group.rows().size(), messages.what(problem)));
        what.setGraphic(new FontIcon("fth-alert-circle"));
        what.setWrapText(true);
        what.getStyleClass().add("problem-what");
        Label remedy = new Label(messages.remedy(problem));
        remedy.setWrapText(true);
        remedy.getStyleClass().add("secondary");
        FlowPane buttons = new FlowPane(8, 4);
        buttons.getChildren()
                .add(button("problems.show", () -> remedies.show().accept(group.rows())));
        if (problem.cause().retryHelps()) {
            buttons.getChildren()
                    .add(button("problems.retry", () -> remedies.retry().accept(group.rows())));
        } else {
            buttons.getChildren()
                    .add(
                            button(
                                    "problems.checkAgain",
                                    () -> remedies.retry().accept(group.rows())));
        }
        consolePage(problem)
                .ifPresent(page ->
                        buttons.getChildren()
                                .add(
                                        button(
                                                "problems.openPage",
                                                () -> remedies.browse().accept(page))));
        VBox box = new VBox(what, remedy, buttons);
        addDetails(group, box, buttons);
        box.getStyleClass().add("problem-group");
        return box;
    }

    /** The console page that grants a missing scope, where the platform named one. */
    private static Optional<URI> consolePage(Problem problem) {
        boolean scope =
                problem.cause() == Problem.Cause.SCOPE_MISSING
                        || problem.cause() == Problem.Cause.USER_SCOPE_MISSING;
        if (!scope || problem.arguments().size() < 2 || problem.arguments().get(1).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(URI.create(problem.arguments().get(1)));
    }

    private Button button(String key, Runnable action) {
        Button button = new Button(messages.get(key));
        button.getStyleClass().add("small");
        button.setOnAction(_ -> action.run());
        return button;
    }

    /** Folded until asked for. */
    private void addDetails(ProblemGroup group, VBox box, FlowPane buttons) {
        ToggleButton fold = new ToggleButton(messages.get("problems.details"));
        fold.setGraphic(new FontIcon("fth-chevron-down"));
        fold.getStyleClass().addAll("small", "flat");
        buttons.getChildren().add(fold);
        TextArea text = new TextArea(new ProblemDetails(messages, formats).of(group.rows()));
        text.setEditable(false);
        text.setPrefRowCount(Math.min(6, group.rows().size() + 1));
        text.setMinHeight(Region.USE_PREF_SIZE);
        text.getStyleClass().add("mono");
        text.setAccessibleText(messages.get("problems.details"));
        text.visibleProperty().bind(fold.selectedProperty());
        text.managedProperty().bind(fold.selectedProperty());
        box.getChildren().add(text);
    }
}
