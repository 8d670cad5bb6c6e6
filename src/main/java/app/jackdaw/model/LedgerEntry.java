package app.jackdaw.model;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered about one item. Immutable.
 *
 * @param item without any link: a pasted link is known by its digest alone
 * @param rank place in the list; smaller is earlier
 * @param state running and waiting transfers are remembered as queued
 * @param plan null while nobody asked for the file
 * @param part null while nothing of it is on disk
 * @param sha256 of the finished file, hexadecimal
 * @param told what is shown of how it went
 * @param linkRefusal why there is no link, as it was last said; null when nobody said so
 */
public record LedgerEntry(
        MediaItem item,
        long rank,
        TransferState state,
        @Nullable Plan plan,
        @Nullable PartRecord part,
        @Nullable String sha256,
        Told told,
        @Nullable Problem linkRefusal) {

    public LedgerEntry(
            MediaItem item,
            long rank,
            TransferState state,
            @Nullable Plan plan,
            @Nullable PartRecord part,
            @Nullable String sha256) {
        this(item, rank, state, plan, part, sha256, Told.NOTHING, null);
    }

    /**
     * What the details of a row show beside its state.
     *
     * @param attempts how often the file was asked for
     * @param changed whether it was begun anew because it had changed on the server
     */
    public record Told(int attempts, boolean changed) {

        public static final Told NOTHING = new Told(0, false);
    }

    /**
     * Where the file goes.
     *
     * @param destination the folder that the user chose
     * @param target the finished file; null while its name is not known
     * @param total its length in bytes, -1 while nobody told it, of a finished file if nobody ever
     *     did
     * @param replaces the file under the target that the user wants replaced; null where he wants
     *     none replaced
     * @param adjusted whether the target's name is the wanted one made safe
     * @param reserves whether an empty file under the target may be ours: that is how a name is
     *     taken where there are no hard links
     * @param volume that the destination was on, in the engine's own words; null when not known
     * @param found the file that was there already and is this item's; null where there is none
     */
    public record Plan(
            Path destination,
            @Nullable Path target,
            long total,
            @Nullable Replaced replaces,
            boolean adjusted,
            boolean reserves,
            @Nullable String volume,
            @Nullable Path found) {

        public Plan(Path destination, @Nullable Path target, long total) {
            this(destination, target, total, null, false, false, null, null);
        }
    }

    /**
     * A file that is to be replaced, as it was when the user said so: what he made of it since, or
     * put in its place, is another one.
     *
     * @param modified when it was written last, as its system tells it
     * @param key which file it is, as its system tells it; null where it does not
     */
    public record Replaced(long bytes, String modified, @Nullable String key) {}

    /**
     * What of the file is safely in its part file.
     *
     * @param bytes from its beginning
     * @param sha256 of these bytes, hexadecimal
     * @param stage whether these bytes are all there are
     * @param etag strong entity tag of the version on disk, with its quotes
     * @param lastModified its date, where that is good enough for {@code If-Range}
     */
    public record PartRecord(
            long bytes,
            String sha256,
            Stage stage,
            @Nullable String etag,
            @Nullable String lastModified) {

        /** A whole part only waits for its final name. */
        public enum Stage {
            GROWING,
            WHOLE
        }
    }
}
