package app.jackdaw.download;

import app.jackdaw.model.Problem;
import app.jackdaw.model.TransferState;
import java.time.Duration;

/** How one go at a file ended. */
sealed interface Outcome {

    /** Saved, skipped or failed. */
    record Done(TransferState state) implements Outcome {}

    /** It will be tried again. */
    record Again(Duration after, Problem why) implements Outcome {}

    /** Its host rests; others may be asked meanwhile. */
    record Resting(String host, Problem why) implements Outcome {}

    /** The disk is full: nobody writes until there is room. */
    record Full(Problem why) implements Outcome {}

    /** The machine is offline: nobody tries until later. */
    record Offline(Duration after, Problem why) implements Outcome {}

    /** The proxy turns everybody away. */
    record ShutOut(Problem why) implements Outcome {}

    /** The folder that files go to is no longer there, or closed: none of them can go on. */
    record Homeless(Problem why) implements Outcome {}

    /** The system has no more open files to give: fewer at once. */
    record Crowded(Problem why) implements Outcome {}
}
