package app.jackdaw.download;

import app.jackdaw.model.MediaItem;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TemporaryLink;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Port: where transfers get temporary links from. Called on many threads at once. */
public interface LinkSource {

    /**
     * Blocks until there is a link; an interrupt ends the wait.
     *
     * @param refused the link that its host has just refused or that is stale: another one must be
     *     given; null when any valid one will do
     * @throws ProblemException when there is none to be had
     */
    TemporaryLink link(MediaItem item, @Nullable TemporaryLink refused)
            throws ProblemException, InterruptedException;

    /**
     * Whether asking for the item's link costs no call, because a good one is there already. Must
     * be quick.
     */
    default boolean holds(MediaItem item) {
        return item.isPastedLink();
    }

    /**
     * Tells which links will be asked for next, in order, so that calls can be filled. Nothing has
     * to come of it; must return at once.
     */
    default void soon(List<MediaItem> items) {}
}
