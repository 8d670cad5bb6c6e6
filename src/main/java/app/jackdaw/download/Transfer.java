package app.jackdaw.download;

import app.jackdaw.model.MediaItem;
import app.jackdaw.model.TransferState;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * One item's transfer as the window pulls it: each value is read without waiting. Written by the
 * worker that owns it; any thread may read.
 */
public final class Transfer {

    private static final Facts NO_FACTS =
            new Facts(null, Name.AS_WANTED, 0, null, Size.NOT_CHECKED, Version.SAME);

    private static final AtomicLongFieldUpdater<Transfer> RECEIVED =
            AtomicLongFieldUpdater.newUpdater(Transfer.class, "received");

    private final String itemId;
    private volatile MediaItem item;
    private volatile Shown shown;
    private volatile Facts facts = NO_FACTS;
    private volatile long received;
    private volatile Halt halt = Halt.NONE;

    Transfer(MediaItem item, TransferState state) {
        this.itemId = item.id();
        this.item = item;
        this.shown = new Shown(state, 0);
    }

    /**
     * One event of a transfer. Whoever sees that less of the file is there than before finds in the
     * same event that this is meant.
     *
     * @param lost how often some of what was there had to be given up, since the file was asked for
     */
    public record Shown(TransferState state, int lost) {

        private Shown next(TransferState newer) {
            if (newer instanceof TransferState.Idle) {
                return new Shown(newer, 0); // nobody asks for it any more
            }
            boolean meansTheSameFile = !state.isFinished() && !newer.isFinished();
            return new Shown(
                    newer, meansTheSameFile && newer.done() < state.done() ? lost + 1 : lost);
        }
    }

    /** How far the length of the file was checked. */
    public enum Size {
        NOT_CHECKED,
        CHECKED,
        /** Saved, but nobody told how long the file is: only the end of the connection ended it. */
        UNVERIFIED
    }

    /** Whether a file has the name that was wanted for it; a number makes no difference. */
    public enum Name {
        AS_WANTED,
        /** Some file system would not have taken the wanted one. */
        ADJUSTED
    }

    /** Whether the file changed on the server while it was fetched. */
    public enum Version {
        SAME,
        /** It was begun anew because of that. */
        CHANGED
    }

    /** What a transfer that is under way waits for, apart from what its state tells. */
    public enum Halt {
        NONE,
        /**
         * The user is asked about it: it touches neither disk nor network until he has answered.
         */
        USER,
        /** A file before it in the list has no name yet, and equal names are numbered in order. */
        TURN
    }

    /**
     * What the details of a row show.
     *
     * @param target the final file, once its name is known; may get a number at the very end
     * @param name whether the target has the wanted name
     * @param attempts how often the file was asked for
     * @param sha256 of the finished file, hexadecimal; null before that
     */
    public record Facts(
            @Nullable Path target,
            Name name,
            int attempts,
            @Nullable String sha256,
            Size size,
            Version version) {

        Facts withTarget(@Nullable Path newTarget, Name newName) {
            return new Facts(newTarget, newName, attempts, sha256, size, version);
        }

        Facts withAttempts(int newAttempts) {
            return new Facts(target, name, newAttempts, sha256, size, version);
        }

        Facts withResult(@Nullable String newSha256, Size newSize) {
            return new Facts(target, name, attempts, newSha256, newSize, version);
        }

        Facts withVersion(Version newVersion) {
            return new Facts(target, name, attempts, sha256, size, newVersion);
        }
    }

    public String itemId() {
        return itemId;
    }

    public MediaItem item() {
        return item;
    }

    public TransferState state() {
        return shown.state();
    }

    /** The state and what is to be said with it, read at once. */
    public Shown shown() {
        return shown;
    }

    public Facts facts() {
        return facts;
    }

    /** Bytes that came over the wire for this file; never falls, so speeds can be read off it. */
    public long received() {
        return received;
    }

    public Halt halt() {
        return halt;
    }

    void halt(Halt newHalt) {
        halt = newHalt;
    }

    void item(MediaItem newer) {
        item = newer;
    }

    /** No counter falls unannounced, whoever lets it fall, and for whatever reason. */
    void state(TransferState newer) {
        shown = shown.next(newer);
    }

    /** The file is asked for anew: what was lost before is no news any more. */
    void asked() {
        shown = new Shown(shown.state(), 0);
        facts = facts.withAttempts(0).withVersion(Version.SAME);
    }

    void facts(Facts newer) {
        facts = newer;
    }

    void addReceived(long bytes) {
        RECEIVED.addAndGet(this, bytes);
    }
}
