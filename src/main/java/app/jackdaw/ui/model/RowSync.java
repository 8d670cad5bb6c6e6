package app.jackdaw.ui.model;

import app.jackdaw.model.TransferState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.collections.ListChangeListener;
import org.jspecify.annotations.Nullable;

/**
 * Copies the states of links and transfers into the rows and counts them, in rounds. A round over a
 * long list takes several beats: at each only a part of the rows is looked at, and beside it those
 * that run and those that are seen. While nothing is under way only the clock moves, and a round a
 * second is enough. FX thread.
 */
public final class RowSync {

    private static final long IDLE_COUNT_NANOS = 1_000_000_000L;

    /** Looked at within a few milliseconds. */
    static final int ROWS_A_BEAT = 20_000;

    private final AppModel model;
    private final LinkService links;
    private final TransferService transfers;
    private final Supplier<Instant> clock;
    private final LongSupplier nanos;
    private final SpeedMeter totalMeter = new SpeedMeter();
    private final ReadOnlyLongWrapper totalSpeed = new ReadOnlyLongWrapper();
    private final ReadOnlyBooleanWrapper transferring = new ReadOnlyBooleanWrapper();
    private final Set<ItemRow> running = new LinkedHashSet<>();
    private final StoppedRows stopped;
    private long lastCount = Long.MIN_VALUE;
    private boolean commanded;

    /** The round that is under way, null between two. */
    private @Nullable Round round;

    /** Counts so far; they are shown when every row has been counted once. */
    private static final class Round {

        private final Tally tally;
        private final boolean commanded;
        private int next;
        private boolean underWay;

        Round(Tally tally, boolean commanded) {
            this.tally = tally;
            this.commanded = commanded;
        }
    }

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
        stopped = new StoppedRows(model);
        // rows would be left out or counted twice
        model.rows().addListener((ListChangeListener<ItemRow>) _ -> round = null);
    }

    /**
     * @param linksUnderWay whether links are being fetched
     * @param seen rows that somebody looks at
     */
    public void beat(boolean linksUnderWay, Collection<ItemRow> seen) {
        long now = nanos.getAsLong();
        boolean due = lastCount == Long.MIN_VALUE || now - lastCount >= IDLE_COUNT_NANOS;
        boolean lively = linksUnderWay || transferring.get() || commanded || transfers.isBusy();
        if (round == null && !lively && !due) {
            return;
        }
        boolean whole = model.rows().size() <= ROWS_A_BEAT;
        if (!whole) {
            List.copyOf(running).forEach(row -> look(row, now));
            seen.forEach(row -> look(row, now));
        }
        part(ROWS_A_BEAT, now);
    }

    /** Gives a row its state before it is in the list. */
    public void look(ItemRow row) {
        look(row, nanos.getAsLong());
    }

    /** Looks at every row, now: after an action whose effect must show at once. */
    public void sync() {
        round = null;
        part(Integer.MAX_VALUE, nanos.getAsLong());
    }

    private void part(int atMost, long now) {
        Round part = round;
        if (part == null) {
            // asked first: what was done later is seen in the next round
            part =
                    new Round(
                            new Tally(clock.get(), links::isAskedOfPresent, links::isBroughtAlong),
                            transfers.isBusy());
            round = part;
            lastCount = now;
        }
        List<ItemRow> rows = model.rows();
        int to = (int) Math.min(rows.size(), (long) part.next + atMost);
        for (; part.next < to; part.next++) {
            ItemRow row = rows.get(part.next);
            part.underWay |= look(row, now).isUnderWay();
            part.tally.add(row);
        }
        long speed = totalMeter.speed(transfers.bytesReceived(), now);
        boolean underWay = part.underWay || (part.next < rows.size() && transferring.get());
        totalSpeed.set(underWay ? speed : totalMeter.reset());
        if (part.next >= rows.size()) {
            end(part);
        }
    }

    private void end(Round whole) {
        round = null;
        running.removeIf(row -> !(row.state().transfer() instanceof TransferState.Running));
        commanded = whole.commanded;
        // whoever hears that work has ended must find the counts of its end
        if (model.wholeList().isCountable()) { // nobody takes those of a part for all
            model.setCounts(whole.tally.counts());
        }
        transferring.set(whole.underWay);
    }

    private TransferState look(ItemRow row, long now) {
        TransferView transfer = transfers.view(row.item().id());
        row.show(links.state(row.item().id()), transfer, now);
        if (transfer.state() instanceof TransferState.Running) {
            running.add(row);
        }
        return transfer.state();
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

    /** Which rows of this work, or of the last, are wanted no more. */
    public StoppedRows stopped() {
        return stopped;
    }

    /** The user wants these rows: where nothing is under way, that is other work than the last. */
    public void begin(Collection<ItemRow> rows) {
        stopped.begin(rows, transferring.get() || commanded);
    }

    /** How long nothing is tried any more before the first row that waits; never negative. */
    public Duration waitsFor(Counts.Delay delay) {
        Duration left = Duration.between(now(), delay.until());
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** How long the platform still asks to wait; zero when it does not. */
    public Duration slowedDownFor() {
        return links.slowedDownFor();
    }

    /** The time by which rows are judged. */
    public Instant now() {
        return clock.get();
    }
}
