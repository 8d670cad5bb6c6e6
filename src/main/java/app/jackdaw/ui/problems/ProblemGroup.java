package app.jackdaw.ui.problems;

import app.jackdaw.model.LackOfRoom;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.TransferState;
import app.jackdaw.ui.model.ItemRow;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows that can be mended together, in the order of the list: they met the same cause, and where it
 * is about more than a single file with the same arguments. Immutable.
 *
 * @param problem of the first row; that of a full disk speaks of all rows together
 * @param waiting whether the rows go on by themselves once the cause is gone
 */
record ProblemGroup(Problem problem, List<ItemRow> rows, boolean waiting) {

    /** They tell of a file or its folder: every row has another argument and the same remedy. */
    static final Set<Cause> OF_ONE_FILE =
            EnumSet.of(
                    Cause.SIZE_DIFFERS,
                    Cause.FOLDER_REFUSED,
                    Cause.FOLDER_NOT_WRITABLE,
                    Cause.NAME_REFUSED,
                    Cause.FILE_TOO_LARGE,
                    Cause.NAME_NOT_SPELLED,
                    Cause.DISK_FAILED,
                    Cause.PART_CHANGED);

    /** Which group it is, whatever its numbers and its rows. */
    record Key(Problem.Cause cause, List<String> arguments, boolean waiting) {}

    Key key() {
        return key(problem, waiting);
    }

    /** Whether its problem speaks of the first row alone, and others say it of other files. */
    boolean isFirstOfMany() {
        return OF_ONE_FILE.contains(problem.cause())
                && rows.stream()
                        .flatMap(row -> row.reason().stream())
                        .anyMatch(other -> !other.arguments().equals(problem.arguments()));
    }

    /** Rows for which the platform can be asked for another link. */
    List<ItemRow> renewable() {
        return rows.stream().filter(row -> !row.item().isPastedLink()).toList();
    }

    /**
     * @param waited rows that waited when somebody looked before, and why: while they are only on
     *     their way to the next try they still do
     */
    static List<ProblemGroup> of(List<ItemRow> rows, Map<ItemRow, Problem> waited) {
        Map<Key, List<ItemRow>> byCause = new LinkedHashMap<>();
        Map<Key, Problem> problems = new HashMap<>();
        for (ItemRow row : rows) {
            boolean waiting = row.problem().isEmpty();
            Problem why = waiting ? waitsFor(row, waited) : row.problem().orElseThrow();
            if (why != null && (!waiting || Mend.needsPerson(why.cause()))) {
                Key key = key(why, waiting);
                byCause.computeIfAbsent(key, _ -> new ArrayList<>()).add(row);
                problems.merge(key, why, ProblemGroup::together);
            }
        }
        return byCause.entrySet().stream()
                .map(same ->
                        new ProblemGroup(
                                Objects.requireNonNull(problems.get(same.getKey())),
                                List.copyOf(same.getValue()),
                                same.getKey().waiting()))
                .toList();
    }

    private static @Nullable Problem waitsFor(ItemRow row, Map<ItemRow, Problem> waited) {
        return row.state().transfer() instanceof TransferState.Queued
                ? waited.get(row)
                : row.reason().orElse(null);
    }

    private static Problem together(Problem first, Problem next) {
        return first.cause() == Cause.DISK_FULL ? LackOfRoom.both(first, next) : first;
    }

    static Key key(Problem problem, boolean waiting) {
        if (problem.cause() == Cause.DISK_FULL) {
            // each row needs another size, and what is free changes all the time
            return new Key(problem.cause(), List.of(LackOfRoom.in(problem).folder()), waiting);
        }
        if (OF_ONE_FILE.contains(problem.cause())) {
            return new Key(problem.cause(), List.of(), waiting);
        }
        // how a host was silent makes no other sentence
        List<String> told =
                problem.arguments().stream()
                        .filter(argument -> !argument.equals(Problem.NOT_CONNECTED))
                        .toList();
        return new Key(problem.cause(), told, waiting);
    }
}
