package app.jackdaw.links;

import app.jackdaw.model.LinkState;
import app.jackdaw.model.MediaItem;

/** Hears how a fetch goes on; called on the thread that fetches, after the state is set. */
@FunctionalInterface
public interface FetchListener {

    /**
     * @param state how the item stands now, Ready or Refused
     * @param done items answered so far, this one included
     * @param total items of this fetch
     */
    void answered(MediaItem item, LinkState state, int done, int total);
}
