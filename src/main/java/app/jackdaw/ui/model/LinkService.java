package app.jackdaw.ui.model;

import app.jackdaw.model.LinkState;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TemporaryLink;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/** What the window wants of link resolving. Any thread. */
public interface LinkService {

    /** Told from any thread while links are fetched. */
    interface Progress {

        /**
         * @param item has its answer now
         * @param answered of {@code wanted}, refused ones among them
         */
        void answered(MediaItem item, int answered, int wanted);
    }

    LinkState state(String itemId);

    /** How long the platform still asks to wait, which is obeyed; zero when it does not. */
    Duration slowedDownFor();

    /** Whether nobody is asked for the item's link before the user has signed in. */
    boolean awaitsUser(MediaItem item);

    /** Whether the item's link is asked for with the identity that was taken into use last. */
    boolean isAskedOfPresent(MediaItem item);

    /** Whether the item's present link came from the user, so that it says nothing of anybody. */
    default boolean isBroughtAlong(MediaItem item) {
        return item.isPastedLink();
    }

    /**
     * Blocks until every item has a new link or a reason; an interrupt ends it.
     *
     * @return what went wrong although no item says so, because links that still work were kept
     */
    Optional<Problem> fetch(Collection<MediaItem> items, Progress progress)
            throws InterruptedException;

    /** Blocks until the item has a link that is worth having. */
    TemporaryLink link(MediaItem item) throws ProblemException, InterruptedException;

    /** Takes a link that the user pasted. */
    void give(MediaItem item, TemporaryLink link);

    /** The links that are there did not open: whoever needs one asks for another. */
    default void renounce(Collection<MediaItem> items) {}

    /**
     * The user wants these links no more for now: that they were refused is no news any more. Where
     * one is to be pasted again, that stays true. Any thread.
     */
    default void dropRefusals(Collection<MediaItem> items) {}

    void forget(Collection<MediaItem> items);
}
