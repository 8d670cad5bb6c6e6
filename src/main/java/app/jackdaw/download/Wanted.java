package app.jackdaw.download;

import app.jackdaw.model.TransferState;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file is wanted, and cannot begin yet: its folder is being made, or what there was of it is
 * being deleted. Needs the scheduler's lock; looked at whenever a row is remembered.
 */
final class Wanted {

    final Start start;

    /** A disk has let it down: it does not go on where its bytes are, but in the new folder. */
    final boolean letDown;

    /** Nothing is done about it before the user lets it go on. */
    boolean paused;

    /** What is true of the file if nothing comes of this; null while that is what is shown. */
    private volatile @Nullable TransferState before;

    Wanted(Start start, boolean letDown, @Nullable TransferState before) {
        this.start = start;
        this.letDown = letDown;
        this.before = before;
    }

    Path folder() {
        return start.folder;
    }

    /** Whether the row shows that it is wanted: nothing else of it is under way. */
    boolean isShown() {
        return before != null;
    }

    @Nullable TransferState before() {
        return before;
    }

    void before(TransferState state) {
        before = state;
    }
}
