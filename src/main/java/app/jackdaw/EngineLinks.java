package app.jackdaw;

import app.jackdaw.download.LinkSource;
import app.jackdaw.links.LinkBook;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TemporaryLink;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives the transfer engine its links out of the book. Any thread. */
final class EngineLinks implements LinkSource, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EngineLinks.class);

    private final LinkBook book;
    private final ExecutorService ahead = Executors.newVirtualThreadPerTaskExecutor();

    /** What is asked ahead at present, by item. */
    private final Map<String, Future<?>> asking = new ConcurrentHashMap<>();

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
        items.forEach(this::askAhead);
    }

    private void askAhead(MediaItem item) {
        FutureTask<Void> task =
                new FutureTask<>(() -> ask(item), null) {
                    @Override
                    protected void done() {
                        asking.remove(item.id(), this);
                    }
                };
        if (asking.putIfAbsent(item.id(), task) == null) {
            ahead.execute(task);
        }
    }

    /** Nobody wants these any more: calls that were not made yet are not made for them. */
    void takeBack(Collection<String> itemIds) {
        for (String id : itemIds) {
            Future<?> asked = asking.get(id);
            if (asked != null) {
                asked.cancel(true);
            }
        }
    }

    private void ask(MediaItem item) {
        try {
            book.link(item, null);
        } catch (ProblemException refused) {
            LOG.debug(
                    "No link ahead of time: {}", refused.getMessage()); // the transfer will hear it
        } catch (InterruptedException notWanted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        ahead.shutdownNow();
    }
}
