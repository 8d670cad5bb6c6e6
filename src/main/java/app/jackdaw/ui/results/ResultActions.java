package app.jackdaw.ui.results;

import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Move;
import app.jackdaw.model.Problem;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What the buttons and menus of the results do, to the rows that they are given. Every method
 * returns at once. FX thread.
 */
public final class ResultActions {

    private final AppModel model;
    private final IdentityGate gate;
    private final LinkService links;
    private final TransferService transfers;
    private final RowSync sync;
    private final Background background;
    private final List<LinkFetch> fetches = new ArrayList<>();

    public ResultActions(
            AppModel model,
            IdentityGate gate,
            LinkService links,
            TransferService transfers,
            RowSync sync,
            Background background) {
        this.model = model;
        this.gate = gate;
        this.links = links;
        this.transfers = transfers;
        this.sync = sync;
        this.background = background;
    }

    /** Asks anew for the links of these rows; pasted links have what they have. */
    void getLinks(List<ItemRow> rows) {
        List<ItemRow> asked = rows.stream().filter(row -> !row.item().isPastedLink()).toList();
        if (asked.isEmpty()) {
            model.noticeProperty()
                    .set(
                            Notice.of(
                                    rows.isEmpty()
                                            ? "status.nothingToDo"
                                            : "status.pastedLinksOnly"));
            return;
        }
        List<MediaItem> wanted = letThrough(asked, row -> links.awaitsUser(row.item()));
        if (!wanted.isEmpty()) {
            fetch(wanted);
        }
    }

    private void fetch(List<MediaItem> wanted) {
        LinkFetch fetch = new LinkFetch(wanted, links);
        fetches.add(fetch);
        fetch.progressProperty().addListener((_, _, _) -> tell());
        fetch.setOnSucceeded(_ -> {
            ended(fetch, Notice.of("status.linksDone", ready(wanted), wanted.size()));
            fetch.getValue().ifPresent(this::tell);
        });
        fetch.setOnCancelled(_ -> ended(fetch, Notice.of("status.linksCancelled")));
        fetch.setOnFailed(_ -> {
            Problem problem = Background.problemOf(fetch.getException());
            ended(fetch, new Notice("status.problem", List.of(problem)));
        });
        background.run("get links", fetch);
        sync.sync();
    }

    public void download(List<ItemRow> rows) {
        Optional<Path> destination = model.destinationFolder();
        if (destination.isEmpty()) {
            model.noticeProperty().set(Notice.of("status.folderImpossible"));
            return;
        }
        List<MediaItem> wanted = letThrough(rows, this::needsIdentity);
        if (!wanted.isEmpty()) {
            transfers.start(wanted, destination.get());
            begin(wanted);
        } else if (rows.isEmpty()) {
            model.noticeProperty().set(Notice.of("status.nothingToDo"));
        }
    }

    /** Without an identity, what can go on without one does; the panel says why not the rest. */
    private List<MediaItem> letThrough(List<ItemRow> rows, Predicate<ItemRow> needsIdentity) {
        boolean any = rows.stream().anyMatch(needsIdentity);
        if (!any) {
            gate.openIfFilled(); // a saved file may be gone, a link may grow stale
        }
        boolean all = !any || gate.open();
        return items(rows, row -> all || !needsIdentity.test(row));
    }

    /** The sentence holds until the counts move, or until they show that all was quick. */
    private void begin(List<MediaItem> wanted) {
        model.noticeProperty().set(Notice.of(Notice.DOWNLOADING, 0, wanted.size(), 0));
        sync.sync();
    }

    void pause(List<ItemRow> rows) {
        transfers.pause(items(rows, row -> row.state().transfer().isUnderWay()));
        sync.sync();
    }

    void resume(List<ItemRow> rows) {
        List<ItemRow> paused =
                rows.stream()
                        .filter(row -> row.state().transfer() instanceof TransferState.Paused)
                        .toList();
        List<MediaItem> wanted = letThrough(paused, this::needsIdentity);
        if (!wanted.isEmpty()) {
            transfers.resume(wanted);
            begin(wanted);
        }
    }

    /** Ends transfers of these rows and, where links are being got for one of them, that too. */
    void cancel(List<ItemRow> rows) {
        List<MediaItem> items = items(rows, _ -> true);
        transfers.cancel(items);
        Set<String> ids = items.stream().map(MediaItem::id).collect(Collectors.toSet());
        List.copyOf(fetches).stream()
                .filter(fetch -> fetch.items().stream().anyMatch(item -> ids.contains(item.id())))
                .forEach(fetch -> leaveOut(fetch, ids));
        sync.sync();
    }

    /** The others go on, also those that the fetch has not come to yet. */
    private void leaveOut(LinkFetch fetch, Set<String> ids) {
        List<MediaItem> others =
                fetch.unanswered().stream().filter(item -> !ids.contains(item.id())).toList();
        if (!others.isEmpty()) {
            fetch.setOnCancelled(_ -> {
                fetches.remove(fetch);
                sync.sync();
            });
            fetch(others);
        }
        fetch.cancel();
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
            model.noticeProperty().set(Notice.of("status.nothingFailed"));
            return;
        }
        List<MediaItem> wanted = letThrough(downloads, this::needsIdentity);
        if (!wanted.isEmpty()) {
            transfers.retry(wanted);
            begin(wanted);
        }
        if (!refused.isEmpty()) {
            getLinks(refused);
        }
    }

    private static boolean isDownload(ItemRow row) {
        return row.state().transfer() instanceof TransferState.Waiting
                || row.state().transfer() instanceof TransferState.Failed;
    }

    /** Changes the order of list and queue, in the window at once. */
    void move(List<ItemRow> rows, Move move) {
        model.move(rows, move);
        transfers.move(items(rows, _ -> true), move);
    }

    /** Takes rows off the list; finished files stay where they are. */
    void remove(List<ItemRow> rows) {
        cancel(rows);
        List<MediaItem> items = items(rows, _ -> true);
        transfers.forget(items);
        links.forget(items);
        model.remove(rows);
        sync.sync();
        if (!rows.isEmpty()) {
            // the sentence before may have counted them
            model.noticeProperty().set(Notice.of("status.removed", rows.size()));
        }
    }

    private static List<MediaItem> items(List<ItemRow> rows, Predicate<ItemRow> which) {
        return rows.stream().filter(which).map(ItemRow::item).toList();
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

    private int ready(List<MediaItem> wanted) {
        return (int)
                wanted.stream().filter(item -> links.state(item.id()).present() != null).count();
    }

    /** Says how far the running fetches are, or that the platform asked to slow down. */
    public void tell() {
        if (fetches.isEmpty()) {
            return;
        }
        long slowedFor = links.slowedDownFor().toSeconds();
        int answered =
                fetches.stream().mapToInt(fetch -> (int) Math.max(0, fetch.getWorkDone())).sum();
        int wanted = fetches.stream().mapToInt(fetch -> fetch.items().size()).sum();
        model.noticeProperty()
                .set(
                        slowedFor > 0
                                ? Notice.of("status.slowedDown", slowedFor)
                                : Notice.of("status.gettingLinks", answered, wanted));
    }

    /** The links are there, but they are the old ones. */
    private void tell(Problem problem) {
        model.noticeProperty().set(new Notice("status.problem", List.of(problem)));
        gate.hear(problem);
    }

    private void ended(LinkFetch fetch, Notice notice) {
        fetches.remove(fetch);
        sync.sync();
        model.noticeProperty().set(notice);
    }

    /** Whether links are being got at this moment. */
    public boolean gettingLinks() {
        return !fetches.isEmpty();
    }
}
