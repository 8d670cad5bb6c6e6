package app.jackdaw.ui.problems;

import app.jackdaw.model.LackOfRoom;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.ui.model.ItemRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows that met the same cause with the same arguments, in the order of the list. Immutable.
 *
 * @param problem of the first row; that of a full disk speaks of all rows together
 * @param waiting whether the rows go on by themselves once the cause is gone
 */
record ProblemGroup(Problem problem, List<ItemRow> rows, boolean waiting) {

    private record Key(Problem.Cause cause, List<String> arguments, boolean waiting) {}

    static List<ProblemGroup> of(List<ItemRow> rows) {
        Map<Key, List<ItemRow>> byCause = new LinkedHashMap<>();
        for (ItemRow row : rows) {
            boolean waiting = row.problem().isEmpty();
            row.reason()
                    .filter(why -> !waiting || Mend.needsPerson(why.cause()))
                    .map(why -> key(why, waiting))
                    .ifPresent(
                            key -> byCause.computeIfAbsent(key, _ -> new ArrayList<>()).add(row));
        }
        return byCause.entrySet().stream()
                .map(same ->
                        new ProblemGroup(
                                together(same.getValue()),
                                List.copyOf(same.getValue()),
                                same.getKey().waiting()))
                .toList();
    }

    private static Problem together(List<ItemRow> rows) {
        Problem first = rows.getFirst().reason().orElseThrow();
        return first.cause() != Cause.DISK_FULL
                ? first
                : rows.stream()
                        .map(row -> LackOfRoom.in(row.reason().orElseThrow()))
                        .reduce(LackOfRoom::and)
                        .orElseThrow()
                        .problem();
    }

    private static Key key(Problem problem, boolean waiting) {
        if (problem.cause() == Cause.DISK_FULL) {
            // each row needs another size, and what is free changes all the time
            return new Key(problem.cause(), List.of(LackOfRoom.in(problem).folder()), waiting);
        }
        // how a host was silent makes no other sentence
        List<String> told =
                problem.arguments().stream()
                        .filter(argument -> !argument.equals(Problem.NOT_CONNECTED))
                        .toList();
        return new Key(problem.cause(), told, waiting);
    }
}
