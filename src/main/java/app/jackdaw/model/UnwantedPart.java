package app.jackdaw.model;

import app.jackdaw.model.LedgerEntry.PartRecord;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What may still lie in the user's folders of a file that is not wanted any more, or goes
 * elsewhere: no row tells of it, so that it is remembered by itself until it is deleted. Immutable.
 *
 * @param digest of the item, as the name of its part has it
 * @param root the folder that the user had chosen
 * @param target what the file would have been called
 * @param reserves whether an empty file under the target may be ours
 * @param part what was known of it; null where nothing was
 * @param volume that the root was on, in the engine's own words; null when not known
 */
public record UnwantedPart(
        String itemId,
        String digest,
        Path root,
        Path target,
        boolean reserves,
        @Nullable PartRecord part,
        @Nullable String volume) {

    /** Each place once. */
    public String key() {
        return digest + " " + target;
    }
}
