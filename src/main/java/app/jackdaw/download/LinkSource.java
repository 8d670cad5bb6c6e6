package app.jackdaw.download;

import app.jackdaw.model.MediaItem;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TemporaryLink;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Port: where transfers get temporary links from. Called on many threads at once. */
public interface LinkSource {

    /** Gives all links that nobody else gives. */
    String PLATFORM = "";

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
     * The link that {@link #holds} speaks of, null where nobody has fetched one; costs no call.
     * Must be quick.
     */
    default @Nullable TemporaryLink held(MediaItem item) {
        return null;
    }

    /**
     * Who gives the item's link: one who does not answer keeps nobody waiting who is given links by
     * another. Must be quick.
     */
    default String giver(MediaItem item) {
        return PLATFORM;
    }

    /**
     * How many links one second brings at most, at the pace that holds now: more than are needed
     * within moments are not asked for ahead. Must be quick.
     */
    default int linksASecond() {
        return 25; // the documented ceiling: five calls for five links each
    }

    /**
     * Tells which links will be asked for next, in order, so that calls can be filled. Nothing has
     * to come of it; must return at once.
     */
    default void soon(List<MediaItem> items) {}

    /** The host of the item's link gave what was asked for. Must return at once. */
    default void opened(MediaItem item) {}

    /**
     * The host of the item's link does not take it; another one will be asked for. Where many links
     * are refused one after the other, those that are as old are not worth a try. Must return at
     * once.
     */
    default void refused(MediaItem item) {}
}
