package app.jackdaw.ui.results;

import app.jackdaw.model.MediaItem;
import app.jackdaw.ui.model.LinkService;
import java.time.Duration;
import java.util.List;
import javafx.concurrent.Task;
import org.jspecify.annotations.Nullable;

/**
 * Gets the links of some rows. Its body runs on a virtual thread; its value is what it is doing,
 * told on the FX thread.
 */
final class LinkFetch extends Task<LinkFetch.Step> {

    /**
     * @param slowedFor how long the platform asked to wait, null while it does not
     */
    record Step(int answered, int wanted, @Nullable Duration slowedFor) {}

    private final List<MediaItem> items;
    private final LinkService links;

    LinkFetch(List<MediaItem> items, LinkService links) {
        this.items = List.copyOf(items);
        this.links = links;
    }

    @Override
    protected Step call() throws InterruptedException {
        updateProgress(0, items.size());
        updateValue(new Step(0, items.size(), null));
        links.fetch(
                items,
                new LinkService.Progress() {
                    private volatile Step last = new Step(0, items.size(), null);

                    @Override
                    public void answered(int answered, int wanted) {
                        last = new Step(answered, wanted, null);
                        updateValue(last);
                        updateProgress(answered, wanted);
                    }

                    @Override
                    public void slowedDown(Duration forAbout) {
                        updateValue(new Step(last.answered(), last.wanted(), forAbout));
                    }
                });
        return new Step(items.size(), items.size(), null);
    }

    List<MediaItem> items() {
        return items;
    }
}
