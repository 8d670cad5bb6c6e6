package app.jackdaw.ui.model;

import app.jackdaw.model.BatchSummary;
import app.jackdaw.model.LackOfRoom;
import app.jackdaw.model.Problem;
import app.jackdaw.model.TransferState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How many rows are in which state, counted by the heartbeat.
 *
 * @param ready rows whose link is alive
 * @param expiring of these, with less than an hour left
 * @param toPaste rows whose pasted link was forgotten
 * @param failures rows that failed for another reason than that
 * @param newestLink when the platform last gave the identity in use a link, null when it gave none
 * @param identityProblem the latest refusal that is about the identity in use, null when there is
 *     none
 * @param problems another number whenever the reason of any row is another one
 * @param names another number whenever any row is called something else or goes to another folder
 * @param running rows whose server has begun to answer
 * @param asking rows that wait for an answer of the user's
 * @param delay of the rows that wait for something to pass, null when none does
 */
public record Counts(
        int all,
        int ready,
        int expiring,
        int toPaste,
        int failures,
        BatchSummary batch,
        @Nullable Instant newestLink,
        @Nullable Problem identityProblem,
        int problems,
        int names,
        int running,
        int asking,
        @Nullable Delay delay) {

    /**
     * Rows that go on by themselves later.
     *
     * @param together the most of them that wait for the same until the same time
     * @param until when the first of them does
     * @param why that one waits; a full disk speaks of all rows that wait for it
     */
    public record Delay(int rows, int together, Instant until, Problem why) {

        static Delay of(TransferState.Waiting row) {
            return new Delay(1, 1, row.until(), row.why());
        }

        /** Whether some wait together, as where their host rests. */
        public boolean isCommon() {
            return together > 1;
        }

        Delay and(TransferState.Waiting row) {
            boolean sooner = row.until().isBefore(until);
            Problem other = row.why();
            return new Delay(
                    rows + 1,
                    together,
                    sooner ? row.until() : until,
                    LackOfRoom.isOneDisk(why, other)
                            ? LackOfRoom.both(why, other)
                            : sooner ? other : why);
        }

        Delay of(int most) {
            return new Delay(rows, most, until, why);
        }
    }

    public static final Counts NONE =
            new Counts(0, 0, 0, 0, 0, BatchSummary.NONE, null, null, 0, 0, 0, 0, null);
}
