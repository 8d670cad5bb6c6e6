package app.jackdaw.ui.results;

import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.ui.model.LinkService;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javafx.concurrent.Task;

/**
 * Gets the links of some rows. Its body runs on a virtual thread; its progress (rows answered, rows
 * wanted) is told on the FX thread.
 */
final class LinkFetch extends Task<Optional<Problem>> {

    private final List<MediaItem> items;
    private final LinkService links;
    private final Set<String> done = ConcurrentHashMap.newKeySet();

    LinkFetch(List<MediaItem> items, LinkService links) {
        this.items = List.copyOf(items);
        this.links = links;
    }

    /**
     * @return what went wrong although no row says so
     */
    @Override
    protected Optional<Problem> call() throws InterruptedException {
        tell(0, items.size());
        return links.fetch(items, this::answered);
    }

    private void answered(MediaItem item, int answered, int wanted) {
        done.add(item.id());
        tell(answered, wanted);
    }

    /** The message is in digits, for any language; the status bar makes a sentence of it. */
    private void tell(int answered, int wanted) {
        updateProgress(answered, wanted);
        updateMessage(answered + "/" + wanted);
    }

    /** Those that have no answer yet. FX thread, while the fetch goes on. */
    List<MediaItem> unanswered() {
        return items.stream().filter(item -> !done.contains(item.id())).toList();
    }

    List<MediaItem> items() {
        return items;
    }
}
