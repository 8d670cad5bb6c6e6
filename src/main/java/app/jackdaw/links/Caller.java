package app.jackdaw.links;

import app.jackdaw.feishu.FeishuSession;
import java.util.function.Predicate;

/**
 * Whom to ask, and for which tokens: a platform that has nothing but files of its own learns of no
 * others. Immutable.
 */
record Caller(FeishuSession session, Predicate<String> serves) {

    boolean serves(Ask ask) {
        return serves.test(ask.key.token());
    }
}
