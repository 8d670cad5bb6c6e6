package app.jackdaw.ui.problems;

import app.jackdaw.model.Problem;
import app.jackdaw.ui.model.ItemRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows that met the same cause with the same arguments, in the order of the list. Immutable.
 *
 * @param problem of the first row
 */
record ProblemGroup(Problem problem, List<ItemRow> rows) {

    private record Key(Problem.Cause cause, List<String> arguments) {}

    static List<ProblemGroup> of(List<ItemRow> rows) {
        Map<Key, List<ItemRow>> byCause = new LinkedHashMap<>();
        for (ItemRow row : rows) {
            row.problem()
                    .ifPresent(problem ->
                            byCause.computeIfAbsent(key(problem), _ -> new ArrayList<>()).add(row));
        }
        return byCause.values().stream()
                .map(same ->
                        new ProblemGroup(
                                same.getFirst().problem().orElseThrow(), List.copyOf(same)))
                .toList();
    }

    private static Key key(Problem problem) {
        // how a host was silent makes no other sentence
        List<String> told =
                problem.arguments().stream()
                        .filter(argument -> !argument.equals(Problem.NOT_CONNECTED))
                        .toList();
        return new Key(problem.cause(), told);
    }
}
