package app.jackdaw;

import app.jackdaw.download.LinkSource;
import app.jackdaw.links.LinkBook;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TemporaryLink;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives the transfer engine its links out of the book. Any thread. */
final class EngineLinks implements LinkSource, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EngineLinks.class);

    private final LinkBook book;
    private final ExecutorService ahead = Executors.newVirtualThreadPerTaskExecutor();

    EngineLinks(LinkBook book) {
        this.book = book;
    }

    @Override
    public TemporaryLink link(MediaItem item, @Nullable TemporaryLink refused)
            throws ProblemException, InterruptedException {
        return book.link(item, refused);
    }

    @Override
    public boolean holds(MediaItem item) {
        return item.isPastedLink() || book.holds(item.id());
    }

    /** Asks a little ahead, so that calls carry five tokens; the book asks once for each item. */
    @Override
    public void soon(List<MediaItem> items) {
        items.forEach(item -> ahead.execute(() -> ask(item)));
    }

    private void ask(MediaItem item) {
        try {
            book.link(item, null);
        } catch (ProblemException refused) {
            LOG.debug(
                    "No link ahead of time: {}", refused.getMessage()); // the transfer will hear it
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        ahead.shutdownNow();
    }
}
