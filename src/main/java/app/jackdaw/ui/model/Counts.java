package app.jackdaw.ui.model;

import app.jackdaw.model.BatchSummary;
import app.jackdaw.model.Problem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How many rows are in which state, counted by the heartbeat.
 *
 * @param ready rows whose link is alive
 * @param expiring of these, with less than an hour left
 * @param newestLink when the platform last gave the identity in use a link, null when it gave none
 * @param identityProblem the latest refusal that is about the identity in use, null when there is
 *     none
 * @param problems another number whenever the problem of any row is another one
 */
public record Counts(
        int all,
        int ready,
        int expiring,
        BatchSummary batch,
        @Nullable Instant newestLink,
        @Nullable Problem identityProblem,
        int problems) {

    public static final Counts NONE = new Counts(0, 0, 0, BatchSummary.NONE, null, null, 0);
}
