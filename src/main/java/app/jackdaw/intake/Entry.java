package app.jackdaw.intake;

import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TemporaryLink;
import org.jspecify.annotations.Nullable;

/**
 * One wanted file that the text names. Immutable, any thread.
 *
 * @param link where the text holds a temporary link for it: always for a pasted link, sometimes for
 *     a token (a copied answer of the link endpoint, a row of token and link)
 */
public record Entry(MediaItem item, @Nullable TemporaryLink link) {

    /** This entry with what it doesn't know yet filled in from another mention of the same file. */
    Entry completedBy(Entry other) {
        MediaItem more = other.item;
        MediaItem whole =
                item.withNames(
                                first(item.ownName(), more.ownName()),
                                first(item.knownName(), more.knownName()))
                        .withFolder(first(item.folder(), more.folder()))
                        .withFacts(
                                item.size() == null ? more.size() : item.size(),
                                first(item.type(), more.type()))
                        .withExtra(first(item.extra(), more.extra()));
        return new Entry(whole, link == null ? other.link : link);
    }

    private static @Nullable String first(@Nullable String one, @Nullable String other) {
        return one == null ? other : one;
    }

    @Override
    public String toString() {
        return "Entry[" + item.id() + ", " + item.source() + ", link=" + link + "]";
    }
}
