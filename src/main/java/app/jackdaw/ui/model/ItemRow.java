package app.jackdaw.ui.model;

import app.jackdaw.model.LinkState;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.TransferState;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The observable face of one item. FX thread. */
public final class ItemRow {

    private final SpeedMeter meter = new SpeedMeter();
    private final ReadOnlyObjectWrapper<RowState> state;

    public ItemRow(MediaItem item) {
        state = new ReadOnlyObjectWrapper<>(RowState.fresh(item));
    }

    public MediaItem item() {
        return state.get().item();
    }

    /** Fills in what this row did not know and a later mention of the same file says. */
    void complete(MediaItem mention) {
        RowState now = state.get();
        MediaItem whole = now.item().completedBy(mention);
        if (!whole.equals(now.item())) {
            state.set(new RowState(whole, now.link(), now.transferView(), now.bytesPerSecond()));
        }
    }

    public RowState state() {
        return state.get();
    }

    public ReadOnlyObjectProperty<RowState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** Accepts how link and transfer stand; the speed follows from the bytes of earlier calls. */
    public void show(LinkState link, TransferView transfer, long nanos) {
        long speed =
                transfer.state() instanceof TransferState.Running running
                        ? meter.speed(running.done(), nanos)
                        : meter.reset();
        RowState next = new RowState(item(), link, transfer, speed);
        if (!next.equals(state.get())) {
            state.set(next);
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
            return Optional.of(failed.problem());
        }
        // a paused transfer says itself, when it goes on, that it has no link
        if (state().transfer() instanceof TransferState.Idle
                && state().link() instanceof LinkState.Refused(Problem problem)) {
            return Optional.of(problem);
        }
        return Optional.empty();
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
