package app.jackdaw.download;

import app.jackdaw.model.Problem;
import app.jackdaw.model.ServerWord;
import app.jackdaw.model.ServerWord.Speaker;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was said of the last two links of a file, so that whoever reads why it failed reads both.
 * Immutable.
 *
 * @param before of the link that the present one was fetched for
 * @param last of the present link
 */
record Refusals(@Nullable Problem before, @Nullable Problem last) {

    static final Refusals NONE = new Refusals(null, null);

    Refusals and(Problem refusal) {
        return new Refusals(before, refusal);
    }

    /** Another link was had for the one that was refused. */
    Refusals ofAnotherLink() {
        return new Refusals(last, null);
    }

    /** The refusal of the present link, with what was said of the one before. */
    Problem told(Problem refusal) {
        if (before == null) {
            return refusal;
        }
        List<ServerWord> words = new ArrayList<>();
        add(words, before, Speaker.LINK);
        add(words, refusal, Speaker.NEW_LINK);
        return refusal.withSaid(words);
    }

    /** Why there is no other link, with what was said of the present one. */
    Problem toldByPlatform(Problem problem) {
        if (last == null) {
            return problem;
        }
        List<ServerWord> words = new ArrayList<>();
        add(words, last, Speaker.LINK);
        words.addAll(problem.said());
        return problem.withSaid(words);
    }

    /** Where it said nothing, its status is something. */
    private static void add(List<ServerWord> words, Problem refusal, Speaker speaker) {
        String text = refusal.said().isEmpty() ? "" : refusal.said().getFirst().text();
        if (!text.isEmpty() || refusal.httpStatus() != 0) {
            words.add(new ServerWord(speaker, refusal.httpStatus(), text));
        }
    }
}
