package app.jackdaw;

import app.jackdaw.download.Downloads;
import app.jackdaw.download.Transfer;
import app.jackdaw.links.LinkBook;
import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.store.SqliteLedger;
import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.ItemRow;
import app.jackdaw.ui.model.Notice;
import app.jackdaw.ui.shell.MainWindow;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Brings the list of an earlier run into the window: how it begins before the first frame, however
 * long it is, and the rest as soon as the engine has it. FX thread.
 */
final class EarlierList implements MainWindow.RestOfList {

    /** What it needs to know of what was kept. */
    interface Kept {

        /** How the list begins; waits until that is known. */
        List<LedgerEntry> firstRows();

        /** The rest of a long list may be read now. */
        void readOn();

        /** What the user must be told of the opening; waits for its end. */
        Stream<Problem> problems();
    }

    private final AppModel model;
    private final Kept kept;
    private final Late<Downloads> engine;
    private final EngineTransfers transfers;
    private final LinkBook book;

    EarlierList(
            AppModel model,
            Kept kept,
            Late<Downloads> engine,
            EngineTransfers transfers,
            LinkBook book) {
        this.model = model;
        this.kept = kept;
        this.engine = engine;
        this.transfers = transfers;
        this.book = book;
    }

    /** Shows how it begins, as it will be when the engine is there. */
    void begin() {
        List<LedgerEntry> first = kept.firstRows();
        if (first.isEmpty()) {
            return;
        }
        KeptState.refusedLinks(first, book::recall);
        List<Transfer> foreseen = Downloads.foreseen(first);
        transfers.foresee(foreseen);
        boolean more = first.size() >= SqliteLedger.FIRST;
        model.wholeList().begin(items(foreseen), more);
        if (more) {
            model.noticeProperty().set(Notice.READING_LIST);
        }
    }

    @Override
    public void readOn() {
        kept.readOn();
    }

    @Override
    public void whenRead(Runnable action) {
        engine.whenThrough(action);
    }

    /**
     * @throws java.util.concurrent.CompletionException when there is no engine
     */
    @Override
    public void complete(Consumer<ItemRow> look, Runnable breath) {
        model.wholeList().complete(items(engine.opened().transfers()), look, breath);
        List<Problem> troubles = kept.problems().toList();
        if (!troubles.isEmpty()) {
            model.noticeProperty().set(new Notice("status.problem", List.copyOf(troubles)));
        } else if (model.noticeProperty().get().equals(Notice.READING_LIST)) {
            model.noticeProperty().set(Notice.NONE);
        }
    }

    private static List<MediaItem> items(Collection<Transfer> transfers) {
        return transfers.stream().map(Transfer::item).toList();
    }
}
