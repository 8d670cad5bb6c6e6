package app.jackdaw.ui.results;

import app.jackdaw.model.MediaItem;
import app.jackdaw.ui.model.LinkService;
import java.util.List;
import javafx.concurrent.Task;

/**
 * Gets the links of some rows. Its body runs on a virtual thread; its progress (rows answered, rows
 * wanted) is told on the FX thread.
 */
final class LinkFetch extends Task<Integer> {

    private final List<MediaItem> items;
    private final LinkService links;

    LinkFetch(List<MediaItem> items, LinkService links) {
        this.items = List.copyOf(items);
        this.links = links;
    }

    /**
     * @return how many rows were answered, refused ones among them
     */
    @Override
    protected Integer call() throws InterruptedException {
        updateProgress(0, items.size());
        links.fetch(items, this::updateProgress);
        return items.size();
    }

    List<MediaItem> items() {
        return items;
    }
}
