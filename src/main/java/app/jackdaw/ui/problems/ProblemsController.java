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
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/**
 * Shows what needs attention below the table: what happened, what to do now, details folded. Looked
 * at when the counts change; a group that stays keeps its nodes. FX thread.
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
    private Remedies remedies = new Remedies(_ -> {}, _ -> {}, () -> {}, _ -> {}, _ -> {}, _ -> {});
    private Runnable focusTable = () -> {};
    private List<Told> shown = List.of();

    /** Nobody mends more of them at a time, and every one costs the window. */
    private static final int MOST_GROUPS = 50;

    /** Why rows waited when they were shown last. */
    private final Map<ItemRow, Problem> waited = new HashMap<>();

    private final Map<ProblemGroup.Key, GroupBox> boxes = new HashMap<>();

    /** Groups that left while their details were read: the next try brings most of them back. */
    private final Set<ProblemGroup.Key> unfolded = new HashSet<>();

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
        boxes.clear();
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
            groups.stream().limit(MOST_GROUPS).forEach(this::tellDetails);
            return;
        }
        shown = told;
        problemsPanel.setVisible(!groups.isEmpty());
        problemsTitle.setText(title(groups));
        show(groups);
    }

    private void show(List<ProblemGroup> groups) {
        List<ProblemGroup> first = groups.stream().limit(MOST_GROUPS).toList();
        Set<ProblemGroup.Key> keys =
                first.stream().map(ProblemGroup::key).collect(Collectors.toSet());
        boxes.forEach((key, box) -> {
            if (!keys.contains(key) && box.isUnfolded()) {
                unfolded.add(key);
            }
        });
        boxes.keySet().retainAll(keys);
        List<GroupBox> now = new ArrayList<>();
        for (ProblemGroup group : first) {
            GroupBox box = boxes.computeIfAbsent(group.key(), _ -> box(group));
            box.show(group);
            now.add(box);
        }
        List<Node> nodes = new ArrayList<>(now.stream().map(GroupBox::node).toList());
        if (groups.size() > MOST_GROUPS) {
            nodes.add(rest(groups.subList(MOST_GROUPS, groups.size())));
        }
        Optional<Runnable> handOver = handOver(now);
        place(nodes);
        handOver.ifPresent(Runnable::run);
    }

    /**
     * Where a box leaves that has the keyboard, that goes to the next one, else to the one before,
     * else to the table: the window would give it to whatever comes first in it, and the next key
     * would do something there.
     */
    private Optional<Runnable> handOver(List<GroupBox> now) {
        List<Node> present = problemsList.getChildren();
        for (int i = 0; i < present.size(); i++) {
            if (hasKeyboard(present.get(i))) {
                if (now.stream().map(GroupBox::node).anyMatch(present.get(i)::equals)) {
                    return Optional.empty();
                }
                List<Node> after = present.subList(i + 1, present.size());
                return Optional.of(
                        now.stream()
                                .filter(box -> after.contains(box.node()))
                                .findFirst()
                                .or(() -> now.reversed().stream().findFirst())
                                .<Runnable>map(box -> box::focus)
                                .orElse(focusTable));
            }
        }
        return Optional.empty();
    }

    private static boolean hasKeyboard(Node box) {
        Node node = box.getScene() == null ? null : box.getScene().getFocusOwner();
        while (node != null && !node.equals(box)) {
            node = node.getParent();
        }
        return node != null;
    }

    /** They hold more than the sentence does: the time and the log id of the last try. */
    private void tellDetails(ProblemGroup group) {
        GroupBox box = boxes.get(group.key());
        if (box != null) {
            box.tellDetails(group);
        }
    }

    private GroupBox box(ProblemGroup group) {
        GroupBox box =
                new GroupBox(
                        group,
                        messages,
                        formats,
                        remedies,
                        model.credentials().platformProperty()::get);
        if (unfolded.remove(group.key())) {
            box.unfold();
        }
        return box;
    }

    /** Boxes that stay are left alone: one that comes anew is styled and laid out again. */
    private void place(List<Node> nodes) {
        List<Node> present = problemsList.getChildren();
        present.retainAll(nodes);
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            if (i >= present.size() || !present.get(i).equals(node)) {
                present.remove(node);
                present.add(i, node);
            }
        }
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
