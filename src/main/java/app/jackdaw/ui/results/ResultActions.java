package app.jackdaw.ui.results;

import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Move;
import app.jackdaw.model.TransferState;
import app.jackdaw.ui.kit.Background;
import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.IdentityGate;
import app.jackdaw.ui.model.ItemRow;
import app.jackdaw.ui.model.LinkService;
import app.jackdaw.ui.model.Notice;
import app.jackdaw.ui.model.RowSync;
import app.jackdaw.ui.model.TransferService;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the buttons and menus of the results do, to the rows that they are given. Every method
 * returns at once. FX thread.
 */
public final class ResultActions {

    private final AppModel model;
    private final RowGate gate;
    private final LinkService links;
    private final TransferService transfers;
    private final RowSync sync;
    private final LinkFetches fetches;
    private final LastWords words = new LastWords();

    public ResultActions(
            AppModel model,
            IdentityGate gate,
            LinkService links,
            TransferService transfers,
            RowSync sync,
            Background background) {
        this.model = model;
        this.gate = new RowGate(gate, links);
        this.links = links;
        this.transfers = transfers;
        this.sync = sync;
        this.fetches = new LinkFetches(model, gate, links, sync, background);
    }

    /** Asks anew for the links of these rows; pasted links have what they have. */
    void getLinks(List<ItemRow> rows) {
        fetches.wanted();
        fetch(rows);
    }

    private void fetch(List<ItemRow> rows) {
        List<ItemRow> asked = rows.stream().filter(row -> !row.item().isPastedLink()).toList();
        if (asked.isEmpty()) {
            model.noticeProperty().set(NothingShown.in(model, rows, "status.pastedLinksOnly"));
            return;
        }
        List<ItemRow> wanted = gate.forLinks(asked);
        if (!wanted.isEmpty()) {
            fetches.start(items(wanted));
        }
    }

    public void download(List<ItemRow> rows) {
        Optional<Path> destination = model.destinationFolder();
        if (destination.isEmpty()) {
            model.noticeProperty().set(Notice.of("status.folderImpossible"));
            return;
        }
        List<ItemRow> wanted = gate.forFiles(rows);
        if (!wanted.isEmpty()) {
            sync.begin(wanted);
            transfers.start(items(wanted), destination.get());
            begin(wanted);
        } else if (rows.isEmpty()) {
            model.noticeProperty().set(NothingShown.in(model));
        }
    }

    /**
     * They are on their way, or will be. The sentence holds until the counts move, or until they
     * show that all was quick.
     */
    private void begin(List<ItemRow> rows) {
        if (!rows.isEmpty()) {
            words.goOn(rows);
            model.noticeProperty().set(Notice.downloading(0, rows.size(), 0, 0));
        }
        look();
    }

    /**
     * Says it to all of them, whatever they show: each may have been told something else a moment
     * ago. Whom it does not concern takes no notice.
     */
    void pause(List<ItemRow> rows) {
        if (rows.stream().noneMatch(words::mayBeUnderWay)) {
            sayNothingDone(rows, "status.nothingUnderWay", "status.noneUnderWay");
        }
        transfers.pause(items(rows));
        words.pause(rows);
        look();
    }

    void resume(List<ItemRow> rows) {
        List<ItemRow> stopped = rows.stream().filter(words::mayGoOn).toList();
        if (stopped.isEmpty()) {
            sayNothingDone(rows, "status.nothingPaused", "status.nonePaused");
            return;
        }
        List<ItemRow> wanted = gate.forFiles(stopped);
        if (!wanted.isEmpty()) {
            sync.begin(wanted);
            transfers.resume(items(wanted));
            begin(wanted.stream().filter(words::isPaused).toList());
        }
    }

    private void sayNothingDone(List<ItemRow> rows, String ofAll, String ofThese) {
        model.noticeProperty().set(NothingShown.in(model, rows, ofAll, ofThese));
    }

    /**
     * Ends transfers of these rows and, where links are being got for one of them, that too.
     *
     * @return whether there was anything to end
     */
    boolean cancel(List<ItemRow> rows) {
        return cancel(rows, rows, true);
    }

    /**
     * The same, but what has come to its end by itself, well or not, stays as it is: of a saved row
     * nothing ends but the look at its file, for which it may wait.
     */
    boolean cancelUnderWay(List<ItemRow> rows) {
        List<ItemRow> underWay =
                rows.stream()
                        .filter(row ->
                                words.mayBeWanted(row) || row.state().transfer().isFinished())
                        .toList();
        return cancel(underWay, rows, true);
    }

    private boolean cancel(List<ItemRow> rows, List<ItemRow> withoutLinks, boolean told) {
        sync.stopped().add(rows.stream().filter(words::mayBeWanted).toList());
        List<ItemRow> begun = begun(rows);
        boolean atRest = begun.stream().noneMatch(words::mayBeUnderWay);
        boolean asking =
                fetches.cancel(
                        withoutLinks.stream()
                                .map(row -> row.item().id())
                                .collect(Collectors.toSet()));
        // else a row would go on needing attention for the link that its download waited for
        transfers.cancel(items(rows), links::dropRefusals);
        words.end(rows);
        look();
        if (told && atRest && !begun.isEmpty()) {
            // no work comes to an end with them that would be told
            model.noticeProperty().set(Notice.of("status.stopped", begun.size()));
        }
        return asking || !begun.isEmpty();
    }

    /** Those of which something may be there. */
    private List<ItemRow> begun(List<ItemRow> rows) {
        return rows.stream()
                .filter(row ->
                        words.mayBeWanted(row)
                                || row.state().transfer() instanceof TransferState.Failed)
                .toList();
    }

    /**
     * Tries again what failed, downloads as downloads, refused links as links; what waits and would
     * go on by itself is tried at once.
     */
    public void retry(List<ItemRow> rows) {
        List<ItemRow> failed = rows.stream().filter(row -> row.reason().isPresent()).toList();
        Map<Boolean, List<ItemRow>> byKind =
                failed.stream().collect(Collectors.partitioningBy(ResultActions::isDownload));
        List<ItemRow> downloads = byKind.getOrDefault(true, List.of());
        List<ItemRow> refused = byKind.getOrDefault(false, List.of());
        if (failed.isEmpty()) {
            sayNothingDone(rows, "status.nothingFailed", "status.noneFailed");
            return;
        }
        fetches.wanted();
        List<ItemRow> wanted = gate.forAnotherTry(downloads);
        if (!wanted.isEmpty()) {
            sync.begin(wanted);
            links.renounce(items(wanted.stream().filter(ItemRow::failedForItsLink).toList()));
            transfers.retry(items(wanted));
            begin(wanted.stream().filter(row -> !words.isStopping(row)).toList());
        }
        if (!refused.isEmpty()) {
            fetch(refused);
        }
    }

    private static boolean isDownload(ItemRow row) {
        return row.state().transfer() instanceof TransferState.Waiting
                || row.state().transfer() instanceof TransferState.Failed;
    }

    /** Changes the order of list and queue, in the window at once. */
    void move(List<ItemRow> rows, Move move) {
        model.move(rows, move);
        transfers.move(items(rows), move);
    }

    /** Takes rows off the list; finished files stay where they are. */
    void remove(List<ItemRow> rows) {
        cancel(rows, rows, false);
        List<MediaItem> items = items(rows);
        transfers.forget(items);
        links.forget(items);
        model.remove(rows);
        words.forget(rows);
        look();
        if (!rows.isEmpty()) {
            // the sentence before may have counted them
            model.noticeProperty().set(Notice.of("status.removed", rows.size()));
        }
    }

    private static List<MediaItem> items(List<ItemRow> rows) {
        return rows.stream().map(ItemRow::item).toList();
    }

    /** What a command did shows at once. */
    private void look() {
        sync.sync();
        words.settle(!sync.isCommanded());
    }

    /** With the heartbeat: says how far the running fetches are. */
    public void beat() {
        fetches.beat();
        words.settle(!sync.isCommanded());
    }

    /** Whether links are being got at this moment. */
    public boolean gettingLinks() {
        return fetches.isAny();
    }
}
