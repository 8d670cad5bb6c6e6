package app.jackdaw;

import app.jackdaw.download.Downloads;
import app.jackdaw.download.Transfer;
import app.jackdaw.links.LinkBook;
import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.MediaItem;
import app.jackdaw.ui.kit.FxThread;
import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.Notice;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import javafx.application.Platform;

/**
 * Brings the list of an earlier run into the window: how it begins before the first frame, however
 * long it is, and the rest as soon as the engine has it. FX thread.
 */
final class EarlierList {

    private static final Notice READING = Notice.of("status.readingList");

    private final AppModel model;
    private final Supplier<List<LedgerEntry>> first;
    private final Late<Downloads> engine;
    private final EngineTransfers transfers;
    private final LinkBook book;

    /**
     * @param first how the list begins; waits until that is known
     */
    EarlierList(
            AppModel model,
            Supplier<List<LedgerEntry>> first,
            Late<Downloads> engine,
            EngineTransfers transfers,
            LinkBook book) {
        this.model = model;
        this.first = first;
        this.engine = engine;
        this.transfers = transfers;
        this.book = book;
    }

    /** Shows how it begins, as it will be when the engine is there. */
    void begin() {
        List<LedgerEntry> entries = first.get();
        if (entries.isEmpty()) {
            return;
        }
        KeptState.refusedLinks(entries, book::recall);
        List<Transfer> foreseen = Downloads.foreseen(entries);
        transfers.foresee(foreseen);
        model.begin(items(foreseen));
        model.noticeProperty().set(READING);
    }

    /**
     * Shows all of it. Returns when it is there; the window answers meanwhile.
     *
     * @param breath taken between pieces of the list
     * @throws java.util.concurrent.CompletionException when there is no engine
     */
    void complete(Runnable breath) {
        await();
        List<MediaItem> rows = items(engine.opened().transfers());
        model.complete(rows, breath);
        if (model.noticeProperty().get().equals(READING)) {
            model.noticeProperty().set(Notice.NONE);
        }
    }

    private void await() {
        Object here = new Object();
        engine.whenThrough(() -> FxThread.later(() -> Platform.exitNestedEventLoop(here, null)));
        Platform.enterNestedEventLoop(here);
    }

    private static List<MediaItem> items(Collection<Transfer> transfers) {
        return transfers.stream().map(Transfer::item).toList();
    }
}
