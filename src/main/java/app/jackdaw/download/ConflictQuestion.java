package app.jackdaw.download;

import app.jackdaw.model.MediaItem;
import java.nio.file.Path;

/** Port: asks the user about a file that is there already. Called on one thread at a time. */
public interface ConflictQuestion {

    /** The user's choice. */
    enum Choice {
        KEEP_BOTH,
        OVERWRITE,
        SKIP
    }

    /** Whether the choice is for all files that are still to come. */
    enum Reach {
        THIS_ONE,
        ALL
    }

    record Answer(Choice choice, Reach reach) {}

    /** Blocks until there is an answer; an interrupt ends the wait. */
    Answer ask(MediaItem item, Path existing) throws InterruptedException;
}
