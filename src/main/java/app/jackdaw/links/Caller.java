package app.jackdaw.links;

import app.jackdaw.feishu.FeishuSession;
import app.jackdaw.model.Problem.Cause;
import java.util.Optional;
import java.util.function.Function;

/**
 * Whom to ask, and why not for some tokens: a platform that has nothing but files of its own learns
 * of no others, and nobody else is asked for those. Immutable.
 */
record Caller(FeishuSession session, Function<String, Optional<Cause>> objection) {

    /** Why this is not asked there; empty where it is. */
    Optional<Cause> objection(Ask ask) {
        return objection.apply(ask.key.token());
    }
}
