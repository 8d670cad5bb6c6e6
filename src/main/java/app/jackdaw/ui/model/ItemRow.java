package app.jackdaw.ui.model;

import app.jackdaw.model.LinkState;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.model.TransferState;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** The observable face of one item. FX thread. */
public final class ItemRow {

    private final SpeedMeter meter = new SpeedMeter();
    private RowState state;

    /** Made for whoever looks: of a long list few rows are ever seen. */
    private @Nullable ReadOnlyObjectWrapper<RowState> observed;

    public ItemRow(MediaItem item) {
        state = RowState.fresh(item);
    }

    public MediaItem item() {
        return state.item();
    }

    /**
     * Fills in what this row did not know and a later mention of the same file says. The transfer
     * engine does the same: a file that is there, or comes just now, stays in its folder.
     */
    void complete(MediaItem mention) {
        RowState now = state;
        MediaItem told = keepsFolder(now.transferView()) ? mention.withFolder(null) : mention;
        MediaItem whole = now.item().completedBy(told);
        if (!whole.equals(now.item())) {
            become(new RowState(whole, now.link(), now.transferView(), now.bytesPerSecond()));
        }
    }

    private static boolean keepsFolder(TransferView view) {
        TransferState transfer = view.state();
        return transfer instanceof TransferState.Running
                || transfer.isFinished()
                || (view.fileName() != null && transfer.done() > 0);
    }

    /**
     * Where the engine puts the file: it may have begun when the row did not show that yet. A
     * folder of which the engine has not heard is only believed while nothing is there.
     */
    private MediaItem placed(TransferView view) {
        MediaItem own = item();
        MediaItem engines = view.item();
        if (engines == null || (engines.folder() == null && !keepsFolder(view))) {
            return own;
        }
        return Objects.equals(own.folder(), engines.folder())
                ? own
                : own.withFolder(engines.folder());
    }

    public RowState state() {
        return state;
    }

    public ReadOnlyObjectProperty<RowState> stateProperty() {
        ReadOnlyObjectWrapper<RowState> property = observed;
        if (property == null) {
            property = new ReadOnlyObjectWrapper<>(state);
            observed = property;
        }
        return property.getReadOnlyProperty();
    }

    private void become(RowState next) {
        state = next;
        if (observed != null) {
            observed.set(next);
        }
    }

    /** Accepts how link and transfer stand; the speed follows from the bytes of earlier calls. */
    public void show(LinkState link, TransferView transfer, long nanos) {
        long speed =
                transfer.state() instanceof TransferState.Running running
                        ? meter.speed(running.done(), nanos)
                        : meter.reset();
        RowState next = new RowState(placed(transfer), link, transfer, speed);
        if (!next.equals(state)) {
            become(next);
        }
    }

    /** Own name, the transfer's final name, the source's name, else the token. */
    public String displayName() {
        String used = state().fileName();
        if (used != null) {
            return used;
        }
        MediaItem item = item();
        if (item.ownName() != null && !item.ownName().isBlank()) {
            return item.ownName();
        }
        if (item.knownName() != null && !item.knownName().isBlank()) {
            return item.knownName();
        }
        return item.token();
    }

    /** Why this row needs attention, if it does: the transfer's problem first, else the link's. */
    public Optional<Problem> problem() {
        if (state().transfer() instanceof TransferState.Failed failed) {
            return Optional.of(failed.problem()).filter(problem -> !isMended(problem));
        }
        // a paused transfer says itself, when it goes on, that it has no link
        if (state().transfer() instanceof TransferState.Idle
                && state().link() instanceof LinkState.Refused(Problem problem)) {
            return Optional.of(problem);
        }
        return Optional.empty();
    }

    /** Whether the transfer only wanted a link that has been pasted again since. */
    private boolean isMended(Problem problem) {
        return problem.cause() == Cause.PASTED_LINK_FORGOTTEN && state().link().present() != null;
    }

    /**
     * Whether its pasted link was forgotten by a restart, and is wanted once more: what was all
     * there by then gets its name without one.
     */
    public boolean awaitsPaste() {
        return !state().transfer().isFinished()
                && state().link() instanceof LinkState.Refused(Problem problem)
                && problem.cause() == Cause.PASTED_LINK_FORGOTTEN;
    }

    /** What went wrong: its problem, unless that is only a link that is to be pasted again. */
    public Optional<Problem> failure() {
        return problem()
                .filter(problem ->
                        !(awaitsPaste() && problem.cause() == Cause.PASTED_LINK_FORGOTTEN));
    }

    /**
     * Whether its download may go on with another link, for which the platform can be asked; not
     * where one came after that failure.
     */
    public boolean failedForItsLink() {
        return !item().isPastedLink()
                && state().transfer() instanceof TransferState.Failed failed
                && failed.problem().cause().wantsAnotherLink()
                && !cameAfter(failed.problem().at());
    }

    private boolean cameAfter(@Nullable Instant failure) {
        TemporaryLink present = state().link().present();
        return failure != null && present != null && present.given().isAfter(failure);
    }

    /**
     * Why this row stands still: its problem, else what it waits for and then goes on by itself.
     */
    public Optional<Problem> reason() {
        return state().transfer() instanceof TransferState.Waiting waiting
                ? Optional.of(waiting.why())
                : problem();
    }
}
