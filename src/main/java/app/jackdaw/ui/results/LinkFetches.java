package app.jackdaw.ui.results;

import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.ui.kit.Background;
import app.jackdaw.ui.model.AppModel;
import app.jackdaw.ui.model.IdentityGate;
import app.jackdaw.ui.model.LinkService;
import app.jackdaw.ui.model.Notice;
import app.jackdaw.ui.model.RowSync;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javafx.beans.InvalidationListener;

/** The links that are being got, and the sentence that says how far that is. FX thread. */
final class LinkFetches {

    /** Five beats a second: time to read a sentence, as in the status bar. */
    private static final int BEATS_TO_READ = 30;

    private final AppModel model;
    private final IdentityGate gate;
    private final LinkService links;
    private final RowSync sync;
    private final Background background;
    private final List<LinkFetch> running = new ArrayList<>();

    /** Beats for which somebody else's sentence stays before progress may replace it. */
    private int hold;

    LinkFetches(
            AppModel model,
            IdentityGate gate,
            LinkService links,
            RowSync sync,
            Background background) {
        this.model = model;
        this.gate = gate;
        this.links = links;
        this.sync = sync;
        this.background = background;
        // a listener for changes would not hear that the same is said once more
        model.noticeProperty().addListener((InvalidationListener) _ -> said());
    }

    private void said() {
        hold = model.noticeProperty().get().isOfProgress() ? 0 : BEATS_TO_READ;
    }

    /** The user wants links: what was said before that has had its time. */
    void wanted() {
        hold = 0;
    }

    void start(List<MediaItem> wanted) {
        LinkFetch fetch = new LinkFetch(wanted, links);
        running.add(fetch);
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

    /**
     * Nobody wants the links of these items any more.
     *
     * @return whether any of them was being got
     */
    boolean cancel(Set<String> ids) {
        List<LinkFetch> concerned =
                running.stream()
                        .filter(fetch ->
                                fetch.items().stream().anyMatch(item -> ids.contains(item.id())))
                        .toList();
        concerned.forEach(fetch -> leaveOut(fetch, ids));
        return !concerned.isEmpty();
    }

    /** The others go on, also those that the fetch has not come to yet. */
    private void leaveOut(LinkFetch fetch, Set<String> ids) {
        List<MediaItem> others =
                fetch.unanswered().stream().filter(item -> !ids.contains(item.id())).toList();
        if (!others.isEmpty()) {
            fetch.setOnCancelled(_ -> {
                running.remove(fetch);
                sync.sync();
            });
            start(others);
        }
        fetch.cancel();
    }

    void beat() {
        hold = Math.max(0, hold - 1);
        tell();
    }

    /** Says how far they are, or that the platform asked to slow down. */
    private void tell() {
        if (running.isEmpty() || hold > 0) {
            return;
        }
        long slowedFor = links.slowedDownFor().toSeconds();
        int answered =
                running.stream().mapToInt(fetch -> (int) Math.max(0, fetch.getWorkDone())).sum();
        int wanted = running.stream().mapToInt(fetch -> fetch.items().size()).sum();
        model.noticeProperty()
                .set(
                        slowedFor > 0
                                ? Notice.of(Notice.SLOWED_DOWN, slowedFor)
                                : Notice.of(Notice.GETTING_LINKS, answered, wanted));
    }

    /** The links are there, but they are the old ones. */
    private void tell(Problem problem) {
        model.noticeProperty().set(new Notice("status.problem", List.of(problem)));
        gate.hear(problem);
    }

    private int ready(List<MediaItem> wanted) {
        return (int)
                wanted.stream().filter(item -> links.state(item.id()).present() != null).count();
    }

    private void ended(LinkFetch fetch, Notice notice) {
        running.remove(fetch);
        sync.sync();
        model.noticeProperty().set(notice);
    }

    boolean isAny() {
        return !running.isEmpty();
    }
}
