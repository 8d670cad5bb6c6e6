package app.jackdaw.download;

import app.jackdaw.model.LedgerEntry.PartRecord;
import app.jackdaw.model.LedgerEntry.Replaced;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.model.TransferState;
import app.jackdaw.model.UnwantedPart;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the engine knows about one item beyond what is shown. While a worker runs it belongs to that
 * worker, else to whoever holds the scheduler's lock; {@link #wish} alone may be set across, {@link
 * #answered} read.
 */
final class Job {

    private static final Object OF_AN_EARLIER_RUN = "of an earlier run";

    /** What a worker is to do instead of going on. */
    enum Wish {
        GO_ON,
        PAUSE,
        CANCEL,
        REMOVE,
        /** Back into the queue, keeping what is there. */
        STEP_BACK,
        /** The disk is full; try again later. */
        HOLD,
        QUIT
    }

    final Transfer transfer;

    /** The user may change it while a worker runs. */
    volatile long rank;

    volatile Wish wish = Wish.GO_ON;
    @Nullable Thread worker;
    final Whereabouts whereabouts = new Whereabouts();

    // where it goes
    @Nullable Path destination;

    /** Where the destination was found when it was chosen; null when nobody has looked. */
    @Nullable Mount mount;

    /** Its folder is on a volume, but on one that lacks what was begun for this file. */
    boolean missedAlone;

    @Nullable String name;
    @Nullable Path target;

    /** The file that was there already and is the wanted one: as good as a target of its own. */
    @Nullable Path found;

    /** As its server told; what is {@link #expected} may be known from elsewhere. */
    long total = TransferState.UNKNOWN;

    /** Whoever sent the last byte of the part had not told that it is the last. */
    boolean endUnseen;

    /** What was wanted had to be made safe to become the name. */
    boolean adjusted;

    /** The file that is there under the target, where the user wants it replaced. */
    @Nullable Replaced replaces;

    /** He was asked about it in this run; else the setting of that time says so. */
    boolean replacesAsAnswered;

    /** An empty file under the target may be ours: the name was to be reserved by one. */
    boolean reserves;

    // what is there
    @Nullable PartRecord part;
    @Nullable String sha256;

    /**
     * Of a file that is there: what could not be deleted yet; {@link Leftovers} may be done with
     * it.
     */
    volatile @Nullable PartRecord leftover;

    /** The user asked for it once more after answers had contradicted each other. */
    boolean contradicted;

    /** The last body ended as its sender ends it, short of what an earlier answer had told. */
    boolean cameShort;

    /** The last answer showed that ranges are not to be trusted. */
    boolean wholeNext;

    /** Spares reading the part again between two tries; never outlives a pause. */
    PartFile.@Nullable Mark mark;

    /** As the window says it; the link itself is never recorded. */
    volatile @Nullable Problem linkRefusal;

    // the link; never recorded
    @Nullable TemporaryLink link;
    @Nullable TemporaryLink refused;
    Refusals refusals = Refusals.NONE;
    boolean linkIsNewForPart;

    /** The link source knows that this one comes soon. */
    boolean announced;

    /** Some server answered since it was last queued; read while its worker may be writing it. */
    volatile boolean answered;

    boolean waitedForPermission;

    /** The host that the link's own host sent us to, where that one let nobody in. */
    @Nullable String ledTo;

    /** When, by the monotonic clock: the wall clock may jump. */
    List<Long> renewals = List.of();

    /** A file that is lost or changes on every try must come to an end some time. */
    private static final int MOST_FRESH_STARTS = 5;

    /** How far the file ever came: to come as far once more is no progress. */
    long farthest;

    private int freshStarts;

    /** For how long the speed limit held it back in its present go. */
    long heldBackNanos;

    // tries
    final Tries tries = new Tries();

    // waiting
    /** There is room, as far as anybody knows. */
    static final long NO_LACK = -1;

    boolean waitsApart;

    /** How many bytes its folder had no room for, else {@link #NO_LACK}; never recorded. */
    long roomNeeded = NO_LACK;

    /** Its disk took no more of it, and nobody has started it anew since: {@link FullFolders}. */
    boolean metFull;

    long dueNanos;
    @Nullable String restsAt;
    @Nullable Problem heldBy;

    /** Off the list: nothing about it is remembered any more. */
    volatile boolean removed;

    /** What its worker is about to delete, as a removed one is not remembered any more. */
    volatile @Nullable UnwantedPart unwanted;

    /** The item as it is wanted by now, while somebody goes on with what it was; remembered. */
    volatile @Nullable MediaItem mentioned;

    /** A folder for the case that nothing comes of what is asked just now; needs the lock. */
    @Nullable String toldLate;

    /** What the user wants of it that cannot begin yet; looked at when the row is remembered. */
    volatile @Nullable Wanted wanted;

    /** What was heard of anybody before its worker asked somebody; needs the lock of hosts. */
    long signsWhenAsking = -1;

    /** With which others it was started; of an earlier run those that go to the same folder. */
    volatile Object batch = OF_AN_EARLIER_RUN;

    /** Those of earlier rounds, whose turns are over: {@link Turns} look at the first of each. */
    int attemptsBefore;

    /** Was under way when the application ended. */
    boolean interruptedByExit;

    Job(MediaItem item, long rank) {
        this.transfer = new Transfer(item, new TransferState.Idle());
        this.rank = rank;
    }

    MediaItem item() {
        return transfer.item();
    }

    /** The item with all that was ever said of it. */
    MediaItem known() {
        MediaItem newer = mentioned;
        return newer == null ? item() : newer;
    }

    /** Its folder was told while its worker had not asked yet, and nothing of it is there. */
    boolean isSentElsewhere() {
        MediaItem newer = mentioned;
        return newer != null && done() == 0 && !Objects.equals(newer.folder(), item().folder());
    }

    String id() {
        return transfer.itemId();
    }

    long done() {
        return part == null ? 0 : part.bytes();
    }

    /** How long the file is to be: as its server told, else as its document does; -1 if nobody. */
    long expected() {
        Long stated = item().size();
        return total == TransferState.UNKNOWN && stated != null ? stated : total;
    }

    /** What a server told of the version of which something is there. */
    long promised() {
        return part == null ? TransferState.UNKNOWN : total;
    }

    Validator validator() {
        return part == null ? Validator.NONE : new Validator(part.etag(), part.lastModified());
    }

    Path partPath(Path ofTarget) {
        return PartFile.beside(ofTarget, item().shortDigest());
    }

    void target(@Nullable Path newTarget) {
        if (!Objects.equals(target, newTarget)) { // both are said of a file under one name
            reserves = false;
            replaces = null;
        }
        target = newTarget;
        boolean marked = newTarget != null && adjusted;
        transfer.facts(
                transfer.facts()
                        .withTarget(
                                newTarget,
                                marked ? Transfer.Name.ADJUSTED : Transfer.Name.AS_WANTED));
    }

    /** Nothing that it did so far keeps it from its turn to choose a name. */
    void takesItsTurn() {
        attemptsBefore = transfer.facts().attempts();
    }

    /** All tries are left again. */
    void startOver() {
        takesItsTurn();
        tries.startOver();
        waitedForPermission = false;
        roomNeeded = NO_LACK; // the user may know more
        metFull = false;
        farthest = 0;
        freshStarts = 0;
    }

    /** What came before is gone or of another version: to come as far as that is progress. */
    void startsFresh() {
        if (freshStarts < MOST_FRESH_STARTS) {
            freshStarts++;
            farthest = 0;
        }
    }

    /** Nothing of the file is there any more. */
    void forgetPart() {
        startsFresh();
        part = null;
        mark = null;
        total = TransferState.UNKNOWN;
        linkIsNewForPart = false;
    }
}
