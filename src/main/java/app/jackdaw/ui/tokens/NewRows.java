package app.jackdaw.ui.tokens;

import app.jackdaw.intake.Entry;
import app.jackdaw.intake.Reading;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.ui.kit.Slices;
import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.LinkService;
import app.jackdaw.ui.model.Notice;
import app.jackdaw.ui.model.RowSync;
import app.jackdaw.ui.model.TransferService;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Turns what was understood into rows, links that were pasted with it included, and says how many
 * are new. FX thread, a long list in slices.
 */
final class NewRows {

    private final AppModel model;
    private final LinkService links;
    private final TransferService transfers;
    private final RowSync sync;
    private final Slices slices;

    NewRows(
            AppModel model,
            LinkService links,
            TransferService transfers,
            RowSync sync,
            Slices slices) {
        this.model = model;
        this.links = links;
        this.transfers = transfers;
        this.sync = sync;
        this.slices = slices;
    }

    /**
     * @param whenKept told, on any thread, when they are on the disk
     */
    void add(Reading read, Runnable whenKept) {
        List<Entry> entries = read.entries();
        transfers.list(entries.stream().map(Entry::item).toList(), whenKept);
        AtomicInteger added = new AtomicInteger();
        slices.run(entries, some -> added.addAndGet(add(some)), () -> added(read, added.get()));
    }

    private int add(List<Entry> entries) {
        int added = model.add(entries.stream().map(Entry::item).toList()).added();
        for (Entry entry : entries) {
            TemporaryLink link = entry.link();
            if (link != null) {
                links.give(entry.item(), link);
            }
        }
        return added;
    }

    private void added(Reading read, int added) {
        sync.sync();
        String key = "status.added";
        if (!read.remainder().isBlank()) {
            key = read.addresses().isEmpty() ? "status.addedRest" : "status.addedAddresses";
        }
        int there = read.entries().size() - added;
        model.noticeProperty().set(Notice.of(key, added, there + read.duplicates()));
    }
}
