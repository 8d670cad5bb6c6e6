package app.jackdaw.links;

import app.jackdaw.feishu.FeishuSession;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whom to ask, and why not for some tokens: a platform that has nothing but files of its own learns
 * of no others, and nobody else is asked for those. Immutable.
 *
 * @param session null until somebody signs in
 */
record Caller(@Nullable FeishuSession session, Function<String, Optional<Cause>> objection) {

    static final Caller NOBODY = new Caller(null, _ -> Optional.empty());

    /** Why this is not asked there; empty where it is. */
    Optional<Outcome> objection(Ask ask) {
        Optional<Outcome> objected =
                objection
                        .apply(ask.key.token())
                        .map(why -> new Outcome.Refusal(Problem.of(why), false));
        return objected.isEmpty() && session == null
                ? Optional.of(new Outcome.Refusal(Problem.of(Cause.CREDENTIALS_MISSING), true))
                : objected;
    }
}
