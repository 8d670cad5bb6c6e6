package app.jackdaw.ui.problems;

import app.jackdaw.model.Problem;
import app.jackdaw.ui.kit.Formats;
import app.jackdaw.ui.kit.Messages;
import app.jackdaw.ui.kit.Quotes;
import app.jackdaw.ui.model.ItemRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What support asks for, a line per row: name, cause, HTTP status, platform code, log id, time, the
 * sentence where it is about that file alone, and what servers said. Never a link, never a secret.
 * Pure.
 */
final class ProblemDetails {

    /** Nobody reads more in a folded pane; the count says what was left out. */
    private static final int MOST_LINES = 200;

    private static final String GAP = "  ·  ";

    private final Messages messages;
    private final Formats formats;

    ProblemDetails(Messages messages, Formats formats) {
        this.messages = messages;
        this.formats = formats;
    }

    String of(List<ItemRow> rows) {
        String lines =
                rows.stream().limit(MOST_LINES).map(this::line).collect(Collectors.joining("\n"));
        int more = rows.size() - MOST_LINES;
        return more > 0 ? lines + "\n" + messages.get("problems.more", more) : lines;
    }

    private String line(ItemRow row) {
        Problem problem = row.reason().orElse(null);
        List<String> parts = new ArrayList<>();
        parts.add(row.displayName().isEmpty() ? row.item().id() : row.displayName());
        if (!row.item().token().isEmpty() && !row.item().token().equals(row.displayName())) {
            parts.add(row.item().token());
        }
        if (problem == null) { // on its way to the next try
            return String.join(GAP, parts);
        }
        parts.add(problem.cause().name());
        if (problem.httpStatus() != 0) {
            parts.add("HTTP " + problem.httpStatus());
        }
        if (problem.platformCode() != 0) {
            parts.add("code " + problem.platformCode());
        }
        if (!problem.logId().isEmpty()) {
            parts.add("log_id " + problem.logId());
        }
        Instant at = problem.at();
        if (at != null) {
            parts.add(formats.second(at));
        }
        if (ProblemGroup.OF_ONE_FILE.contains(problem.cause())) {
            parts.add(messages.what(problem)); // the sentence above is about the first row
        }
        Quotes.of(problem).forEach((who, words) -> parts.add(messages.get(who) + ": " + words));
        return String.join(GAP, parts);
    }
}
