package app.jackdaw.ui.model;

import app.jackdaw.model.LinkState;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;

/**
 * Copies the states of links and transfers into the rows at every beat and counts them. While
 * nothing is under way only the clock moves, and a count a second is enough. FX thread.
 */
public final class RowSync {

    private static final long IDLE_COUNT_NANOS = 1_000_000_000L;

    private final AppModel model;
    private final LinkService links;
    private final TransferService transfers;
    private final Supplier<Instant> clock;
    private final LongSupplier nanos;
    private final SpeedMeter totalMeter = new SpeedMeter();
    private final ReadOnlyLongWrapper totalSpeed = new ReadOnlyLongWrapper();
    private final ReadOnlyBooleanWrapper transferring = new ReadOnlyBooleanWrapper();
    private long lastCount = Long.MIN_VALUE;
    private boolean commanded;

    public RowSync(
            AppModel model,
            LinkService links,
            TransferService transfers,
            Supplier<Instant> clock,
            LongSupplier nanos) {
        this.model = model;
        this.links = links;
        this.transfers = transfers;
        this.clock = clock;
        this.nanos = nanos;
    }

    /**
     * @param linksUnderWay whether links are being fetched
     */
    public void beat(boolean linksUnderWay) {
        long now = nanos.getAsLong();
        boolean due = lastCount == Long.MIN_VALUE || now - lastCount >= IDLE_COUNT_NANOS;
        if (linksUnderWay || transferring.get() || commanded || transfers.isBusy() || due) {
            sync();
        }
    }

    /** Looks at every row, now: after an action whose effect must show at once. */
    public void sync() {
        long now = nanos.getAsLong();
        lastCount = now;
        commanded = transfers.isBusy(); // asked first: what was done later is seen at the next beat
        Tally tally = new Tally(clock.get());
        boolean underWay = false;
        for (ItemRow row : model.rows()) {
            LinkState link = links.state(row.item().id());
            TransferView transfer = transfers.view(row.item().id());
            row.show(link, transfer, now);
            underWay |= transfer.state().isUnderWay();
            tally.add(row);
        }
        long speed = totalMeter.speed(transfers.bytesReceived(), now);
        totalSpeed.set(underWay ? speed : totalMeter.reset());
        // whoever hears that work has ended must find the counts of its end
        model.setCounts(tally.counts());
        transferring.set(underWay);
    }

    public ReadOnlyLongProperty totalSpeedProperty() {
        return totalSpeed.getReadOnlyProperty();
    }

    /** Whether the rows may not show yet what was last commanded. */
    public boolean isCommanded() {
        return commanded;
    }

    /** Whether any transfer is under way. */
    public ReadOnlyBooleanProperty transferringProperty() {
        return transferring.getReadOnlyProperty();
    }

    /** How long the platform still asks to wait; zero when it does not. */
    public Duration slowedDownFor() {
        return links.slowedDownFor();
    }
}
