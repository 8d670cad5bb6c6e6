package app.jackdaw;

import app.jackdaw.download.Downloads;
import app.jackdaw.download.Transfer;
import app.jackdaw.links.LinkBook;
import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.ui.kit.FxThread;
import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.Notice;
import app.jackdaw.ui.shell.MainWindow;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import javafx.application.Platform;

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
        model.begin(items(foreseen));
        model.noticeProperty().set(Notice.READING_LIST);
    }

    @Override
    public void readOn() {
        kept.readOn();
    }

    /**
     * @throws java.util.concurrent.CompletionException when there is no engine
     */
    @Override
    public void complete(Runnable breath) {
        await();
        model.complete(items(engine.opened().transfers()), breath);
        List<Problem> troubles = kept.problems().toList();
        if (!troubles.isEmpty()) {
            model.noticeProperty().set(new Notice("status.problem", List.copyOf(troubles)));
        } else if (model.noticeProperty().get().equals(Notice.READING_LIST)) {
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
