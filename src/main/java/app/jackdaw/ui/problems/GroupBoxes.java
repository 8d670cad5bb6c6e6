package app.jackdaw.ui.problems;

import app.jackdaw.ui.kit.Messages;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Label;

/**
 * A box for each of the first groups, in their order: one that stays keeps its nodes, one that
 * leaves hands on the keyboard and comes back as open as it was. FX thread.
 */
final class GroupBoxes {

    /** Nobody mends more of them at a time, and every one costs the window. */
    private static final int MOST_GROUPS = 50;

    private final Messages messages;
    private final Function<ProblemGroup, GroupBox> make;
    private final Runnable focusTable;
    private final Map<ProblemGroup.Key, GroupBox> boxes = new HashMap<>();

    /** Groups that left while their details were read: the next try brings most of them back. */
    private final Set<ProblemGroup.Key> unfolded = new HashSet<>();

    /**
     * @param focusTable gives the keyboard to the table, when the last box leaves that had it
     */
    GroupBoxes(Messages messages, Function<ProblemGroup, GroupBox> make, Runnable focusTable) {
        this.messages = messages;
        this.make = make;
        this.focusTable = focusTable;
    }

    /** All of them are made anew. */
    void forget() {
        boxes.clear();
    }

    /**
     * @param present what is on the screen, which becomes what is on the screen now
     */
    void show(List<ProblemGroup> groups, List<Node> present) {
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
        Optional<Runnable> handOver = handOver(now, present);
        place(nodes, present);
        handOver.ifPresent(Runnable::run);
    }

    /** They hold more than the sentence does: the time and the log id of the last try. */
    void tellDetails(List<ProblemGroup> groups) {
        for (ProblemGroup group : groups) {
            GroupBox box = boxes.get(group.key());
            if (box != null) {
                box.tellDetails(group);
            }
        }
    }

    private GroupBox box(ProblemGroup group) {
        GroupBox box = make.apply(group);
        if (unfolded.remove(group.key())) {
            box.unfold();
        }
        return box;
    }

    /**
     * Where a box leaves that has the keyboard, that goes to the next one, else to the one before,
     * else to the table: the window would give it to whatever comes first in it, and the next key
     * would do something there.
     */
    private Optional<Runnable> handOver(List<GroupBox> now, List<Node> present) {
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

    /** Boxes that stay are left alone: one that comes anew is styled and laid out again. */
    private static void place(List<Node> nodes, List<Node> present) {
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
}
