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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/**
 * Shows what needs attention below the table: what happened, what to do now, details folded. Looked
 * at when the counts change. FX thread.
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
    private final GroupBoxes boxes;
    private Remedies remedies = new Remedies(_ -> {}, _ -> {}, () -> {}, _ -> {}, _ -> {}, _ -> {});
    private Runnable focusTable = () -> {};
    private List<Told> shown = List.of();

    /** Why rows waited when they were shown last. */
    private final Map<ItemRow, Problem> waited = new HashMap<>();

    /** What is seen of a group while its details are folded. */
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
        this.boxes = new GroupBoxes(messages, this::box, () -> focusTable.run());
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
        boxes.forget();
        refresh();
    }

    /**
     * @param focus gives the keyboard to the table, when the last box leaves that had it
     */
    public void onKeyboardLost(Runnable focus) {
        focusTable = focus;
    }

    private void refresh() {
        Counts counts = model.countsProperty().get();
        boolean any = counts.batch().failed() > 0 || counts.toPaste() > 0;
        boolean waits = counts.delay() != null || !waited.isEmpty();
        if (!any && !waits && shown.isEmpty()) {
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
            boxes.tellDetails(groups);
            return;
        }
        shown = told;
        problemsPanel.setVisible(!groups.isEmpty());
        problemsTitle.setText(title(groups));
        boxes.show(groups, problemsList.getChildren());
    }

    private GroupBox box(ProblemGroup group) {
        return new GroupBox(
                group, messages, formats, remedies, model.credentials().platformProperty()::get);
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
        return new Told(group.key(), GroupBox.sentence(group, messages), group.rows());
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
}
