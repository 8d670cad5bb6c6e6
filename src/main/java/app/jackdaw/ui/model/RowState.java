package app.jackdaw.ui.model;

import app.jackdaw.model.LinkState;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TransferState;
import org.jspecify.annotations.Nullable;

/**
 * Everything about an item that changes while it is worked on. Immutable.
 *
 * @param item what is wanted; a later mention may have completed it
 * @param bytesPerSecond smoothed; 0 while nothing runs
 */
public record RowState(
        MediaItem item, LinkState link, TransferView transferView, long bytesPerSecond) {

    public TransferState transfer() {
        return transferView.state();
    }

    /** The final name once it is known, else null. */
    public @Nullable String fileName() {
        return transferView.fileName();
    }

    static RowState fresh(MediaItem item) {
        return new RowState(item, new LinkState.NotFetched(), TransferView.NONE, 0);
    }
}
