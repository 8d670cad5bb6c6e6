package app.jackdaw.download;

import app.jackdaw.model.Problem;

/** What the header of an answer means for the transfer. */
sealed interface Verdict {

    /**
     * The body is the file from its first byte.
     *
     * @param total -1 when not told
     */
    record Whole(long total) implements Verdict {}

    /**
     * The body goes on where it was asked to.
     *
     * @param end first byte behind the body
     * @param total of the file
     */
    record Rest(long end, long total) implements Verdict {}

    /** The body is what was asked for to be compared, and nothing else. */
    record Sample() implements Verdict {}

    /** Everything was there already. */
    record Complete() implements Verdict {}

    /** The part cannot be continued with this answer: ask for the whole file. */
    record AskWhole() implements Verdict {}

    /** The answer has not the form that was asked for: the same once more, then the whole file. */
    record AskAgain() implements Verdict {}

    /** Perhaps the same file all the same: look at what is there. */
    record AskAfterLook() implements Verdict {}

    /** The host does not take this link. */
    record LinkRefused(Problem problem) implements Verdict {}
}
