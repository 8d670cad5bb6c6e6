package app.jackdaw.links;

import app.jackdaw.model.Problem;
import app.jackdaw.model.TemporaryLink;

/** What came of asking for one token. */
sealed interface Outcome {

    record Link(TemporaryLink link) implements Outcome {}

    /**
     * @param concernsEveryCall whether it says something about the identity or the network rather
     *     than about this token
     */
    record Refusal(Problem problem, boolean concernsEveryCall) implements Outcome {}
}
