package app.jackdaw.ui.problems;

import app.jackdaw.model.Problem;
import app.jackdaw.model.TransferState;
import app.jackdaw.ui.kit.Formats;
import app.jackdaw.ui.kit.Lifetime;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.Counts;
import app.jackdaw.ui.model.ItemRow;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
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
            Consumer<List<ItemRow>> show,
            Consumer<List<ItemRow>> retry,
            Runnable credentials,
            Consumer<List<ItemRow>> example,
            Consumer<List<ItemRow>> chooseFolder,
            Consumer<URI> browse) {}

    private final AppModel model;
    private final Messages messages;
    private final Formats formats;
    private final Lifetime lifetime;
    private Remedies remedies =
            new Remedies(_ -> {}, _ -> {}, () -> {}, _ -> {}, _ -> {}, _ -> {});
    private List<Told> shown = List.of();

    /** Nobody mends more of them at a time, and every one costs the window. */
    private static final int MOST_GROUPS = 50;

    /** Why rows waited when they were shown last. */
    private final Map<ItemRow, Problem> waited = new HashMap<>();

    /** Groups whose details somebody reads. */
    private final Set<ProblemGroup.Key> unfolded = new HashSet<>();

    /** What is seen of a group; when it happened, for one, is not. */
    private record Told(ProblemGroup.Key key, String sentence, List<ItemRow> rows) {}

    @FXML private Node problemsPanel;
    @FXML private Label problemsTitle;
    @FXML private VBox problemsList;

    public ProblemsController(
            AppModel model, Messages messages, Formats formats, Lifetime lifetime) {
        this.model = model;
        this.messages = messages;
        this.formats = formats;
        this.lifetime = lifetime;
    }

    @FXML
    private void initialize() {
        problemsPanel.managedProperty().bind(problemsPanel.visibleProperty());
        problemsPanel.setVisible(false);
        lifetime.listen(model.countsProperty(), this::refresh);
        refresh();
    }

    public void remedy(Remedies with) {
        remedies = with;
        shown = List.of(); // what is shown already has the buttons of before
        refresh();
    }

    private void refresh() {
        Counts counts = model.countsProperty().get();
        boolean any = counts.batch().failed() > 0 || counts.delay() != null || !waited.isEmpty();
        if (!any && shown.isEmpty()) {
            return;
        }
        forgetWhereOneCameThrough();
        List<ProblemGroup> groups = ProblemGroup.of(model.rows(), waited);
        waited.keySet()
                .retainAll(
                        groups.stream()
                                .filter(ProblemGroup::waiting)
                                .flatMap(group -> group.rows().stream())
                                .collect(Collectors.toSet()));
        groups.stream()
                .filter(ProblemGroup::waiting)
                .flatMap(group -> group.rows().stream())
                .forEach(row -> row.reason().ifPresent(why -> waited.put(row, why)));
        List<Told> told = groups.stream().map(this::told).toList();
        if (told.equals(shown)) {
            return;
        }
        shown = told;
        problemsPanel.setVisible(!groups.isEmpty());
        problemsTitle.setText(title(groups));
        List<Node> nodes = new ArrayList<>();
        groups.stream().limit(MOST_GROUPS).map(this::node).forEach(nodes::add);
        if (groups.size() > MOST_GROUPS) {
            nodes.add(rest(groups.subList(MOST_GROUPS, groups.size())));
        }
        problemsList.getChildren().setAll(nodes);
    }

    private Node rest(List<ProblemGroup> groups) {
        int files = groups.stream().mapToInt(group -> group.rows().size()).sum();
        Label rest = new Label(messages.get("problems.rest", groups.size(), files));
        rest.getStyleClass().add("secondary");
        return rest;
    }

    /** Then the others of the group wait for their turn only. */
    private void forgetWhereOneCameThrough() {
        Set<ProblemGroup.Key> through = new HashSet<>();
        waited.forEach((row, why) -> {
            TransferState state = row.state().transfer();
            if (state instanceof TransferState.Running || state.isFinished()) {
                through.add(ProblemGroup.key(why, true));
            }
        });
        waited.values().removeIf(why -> through.contains(ProblemGroup.key(why, true)));
    }

    private Told told(ProblemGroup group) {
        return new Told(group.key(), sentence(group), group.rows());
    }

    private String sentence(ProblemGroup group) {
        boolean first = group.isFirstOfMany();
        String key =
                group.waiting()
                        ? (first ? "problems.waitingFirst" : "problems.waiting")
                        : (first ? "problems.groupFirst" : "problems.group");
        return messages.get(key, group.rows().size(), messages.what(group.problem()));
    }

    private String title(List<ProblemGroup> groups) {
        int failed = rows(groups, false);
        int waiting = rows(groups, true);
        if (waiting == 0) {
            return messages.get("problems.title", failed);
        }
        String wait = messages.get("problems.titleWaiting", waiting);
        return failed == 0
                ? wait
                : messages.get("problems.titleBoth", messages.get("problems.title", failed), wait);
    }

    private static int rows(List<ProblemGroup> groups, boolean waiting) {
        return groups.stream()
                .filter(group -> group.waiting() == waiting)
                .mapToInt(group -> group.rows().size())
                .sum();
    }

    private Node node(ProblemGroup group) {
        Problem problem = group.problem();
        Label what = new Label(sentence(group));
        what.setGraphic(new FontIcon(group.waiting() ? "fth-clock" : "fth-alert-circle"));
        what.setWrapText(true);
        what.getStyleClass().add("problem-what");
        if (group.waiting()) {
            what.getStyleClass().add("problem-waiting");
        }
        Label remedy = new Label(messages.remedy(problem));
        remedy.setWrapText(true);
        remedy.getStyleClass().add("secondary");
        FlowPane buttons = new FlowPane(8, 4);
        Mend mend = Mend.of(problem.cause());
        first(group, mend).ifPresent(buttons.getChildren()::add);
        buttons.getChildren()
                .add(button("problems.show", () -> remedies.show().accept(group.rows())));
        again(group, mend).ifPresent(buttons.getChildren()::add);
        VBox box = new VBox(what, remedy, buttons);
        addDetails(group, box, buttons);
        box.getStyleClass().add("problem-group");
        return box;
    }

    /** The one button that can mend this cause, where there is one. */
    private Optional<Button> first(ProblemGroup group, Mend mend) {
        return mend.action(group, remedies, model.credentials().platformProperty().get())
                .flatMap(action ->
                        messages.action(group.problem()).map(label -> primary(label, action)));
    }

    /** Does the same again after something was mended, here or elsewhere. */
    private Optional<Button> again(ProblemGroup group, Mend mend) {
        boolean helps = group.problem().cause().retryHelps();
        boolean newLinkForAll =
                mend == Mend.NEW_LINK && group.renewable().size() == group.rows().size();
        if (helps && mend != Mend.FOLDER && (mend != Mend.NEW_LINK || newLinkForAll)) {
            return Optional.empty();
        }
        return Optional.of(
                button(
                        helps ? "problems.retry" : "problems.checkAgain",
                        () -> remedies.retry().accept(group.rows())));
    }

    private static Button primary(String label, Runnable action) {
        Button button = new Button(label);
        button.getStyleClass().addAll("small", "accent");
        button.setOnAction(_ -> action.run());
        return button;
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
        fold.getStyleClass().addAll("small", "flat", "fold");
        buttons.getChildren().add(fold);
        TextArea text = new TextArea();
        text.setEditable(false);
        text.setPrefRowCount(Math.min(6, group.rows().size() + 1));
        text.setMinHeight(Region.USE_PREF_SIZE);
        text.getStyleClass().add("mono");
        text.setAccessibleText(messages.get("problems.details"));
        text.visibleProperty().bind(fold.selectedProperty());
        text.managedProperty().bind(fold.selectedProperty());
        fold.selectedProperty()
                .addListener((_, _, open) -> {
                    if (open) {
                        unfolded.add(group.key());
                        text.setText(new ProblemDetails(messages, formats).of(group.rows()));
                    } else {
                        unfolded.remove(group.key());
                    }
                });
        fold.setSelected(unfolded.contains(group.key()));
        box.getChildren().add(text);
    }
}
