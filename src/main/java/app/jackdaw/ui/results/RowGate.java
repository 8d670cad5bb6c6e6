package app.jackdaw.ui.results;

import app.jackdaw.model.TransferState;
import app.jackdaw.ui.model.IdentityGate;
import app.jackdaw.ui.model.ItemRow;
import app.jackdaw.ui.model.LinkService;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which rows can go on: without an identity, those that need none do; the credentials panel says
 * why not the rest. FX thread.
 */
final class RowGate {

    private final IdentityGate gate;
    private final LinkService links;

    RowGate(IdentityGate gate, LinkService links) {
        this.gate = gate;
        this.links = links;
    }

    List<ItemRow> forLinks(List<ItemRow> rows) {
        return letThrough(rows, row -> links.awaitsUser(row.item()));
    }

    List<ItemRow> forFiles(List<ItemRow> rows) {
        return letThrough(rows, this::needsIdentity);
    }

    /** What failed for its link is tried with another one. */
    List<ItemRow> forAnotherTry(List<ItemRow> rows) {
        return letThrough(
                rows,
                row -> row.failedForItsLink() ? links.awaitsUser(row.item()) : needsIdentity(row));
    }

    private List<ItemRow> letThrough(List<ItemRow> rows, Predicate<ItemRow> needsIdentity) {
        boolean any = rows.stream().anyMatch(needsIdentity);
        if (!any) {
            gate.openIfFilled(); // a saved file may be gone, a link may grow stale
        }
        boolean all = !any || gate.open();
        return rows.stream().filter(row -> all || !needsIdentity.test(row)).toList();
    }

    /**
     * Pasted links, links that are there and what others than the user are asked for need nobody's
     * name; links may still expire later.
     */
    private boolean needsIdentity(ItemRow row) {
        boolean settled =
                row.state().transfer() instanceof TransferState.Saved
                        || (row.state().transfer() instanceof TransferState.Skipped there
                                && there.hasFile())
                        || row.state().transfer().isUnderWay();
        return !settled && row.state().link().present() == null && links.awaitsUser(row.item());
    }
}
