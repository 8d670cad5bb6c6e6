package app.jackdaw.download;

import app.jackdaw.model.Problem;
import app.jackdaw.model.TransferState;
import java.time.Duration;
import java.util.Optional;

/** How one go at a file ended. */
sealed interface Outcome {

    /** Saved, failed, or whole and then found to be there already. */
    record Done(TransferState state) implements Outcome {}

    /** Nothing of it was fetched because of a file that is there: says so of its folder alone. */
    record LeftAlone(TransferState.Skipped state) implements Outcome {}

    /** It will be tried again. */
    record Again(Duration after, Problem why) implements Outcome {}

    /** Its host rests; others may be asked meanwhile. */
    record Resting(String host, Problem why) implements Outcome {}

    /**
     * The disk is full: nobody writes until there is room.
     *
     * @param withRoom what it is called if there seems to be room, and the disk goes on like that
     */
    record Full(Problem why, Optional<Problem> withRoom) implements Outcome {}

    /** The proxy turns everybody away. */
    record ShutOut(Problem why) implements Outcome {}

    /** The folder that files go to is no longer there, or closed: none of them can go on. */
    record Homeless(Problem why) implements Outcome {}

    /** Nothing of it was there yet when its folder was told: it begins anew, with its link. */
    record Elsewhere() implements Outcome {}

    /** The system has no more open files to give: fewer at once. */
    record Crowded(Problem why) implements Outcome {}
}
