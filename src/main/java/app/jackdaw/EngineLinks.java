package app.jackdaw;

import app.jackdaw.download.LinkSource;
import app.jackdaw.links.LinkBook;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TemporaryLink;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives the transfer engine its links out of the book. Any thread. */
final class EngineLinks implements LinkSource, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EngineLinks.class);

    private static final String EXAMPLE = "example";

    /** Somewhat more than the engine announces at a time. */
    private static final int MOST_SOON = 100;

    /** A call for one link has room for these. */
    private static final int OTHERS_IN_A_CALL = 4;

    private final LinkBook book;
    private final ExecutorService ahead;

    /** What will be needed soon, and is not yet; the oldest may never be. */
    private final Map<String, MediaItem> soon =
            Collections.synchronizedMap(
                    new LinkedHashMap<>() {
                        private static final long serialVersionUID = 1L;

                        @Override
                        protected boolean removeEldestEntry(Map.Entry<String, MediaItem> eldest) {
                            return size() > MOST_SOON;
                        }
                    });

    /** What is asked ahead at present, by item. */
    private final Map<String, Future<?>> asking = new ConcurrentHashMap<>();

    EngineLinks(LinkBook book) {
        this(book, Thread.ofVirtual().name("links-ahead-", 0).factory());
    }

    /**
     * @param threads makes the threads that ask ahead
     */
    EngineLinks(LinkBook book, ThreadFactory threads) {
        this.book = book;
        this.ahead = Executors.newThreadPerTaskExecutor(threads);
    }

    @Override
    public TemporaryLink link(MediaItem item, @Nullable TemporaryLink refused)
            throws ProblemException, InterruptedException {
        soon.remove(item.id());
        return book.link(item, refused);
    }

    @Override
    public void opened(MediaItem item) {
        if (book.opened(item.id())) {
            askAheadAgain();
        }
    }

    @Override
    public void refused(MediaItem item) {
        if (book.refused(item.id())) {
            askAheadAgain();
        } else if (book.suspectsOthers()) {
            needed().stream().limit(OTHERS_IN_A_CALL).forEach(next -> ahead(next, this::renew));
        }
    }

    /** Links are in doubt: those that are needed soon fill the calls. */
    private void askAheadAgain() {
        needed().forEach(this::askAhead);
    }

    /** Soonest first. */
    private List<MediaItem> needed() {
        synchronized (soon) {
            return List.copyOf(soon.values());
        }
    }

    @Override
    public String giver(MediaItem item) {
        return book.isReserved(item.token()) ? EXAMPLE : PLATFORM;
    }

    @Override
    public int linksASecond() {
        return book.linksASecond();
    }

    @Override
    public @Nullable TemporaryLink held(MediaItem item) {
        return book.held(item.id());
    }

    @Override
    public boolean holds(MediaItem item) {
        return item.isPastedLink() || book.holds(item.id());
    }

    /** Asks a little ahead, so that calls carry five tokens; the book asks once for each item. */
    @Override
    public void soon(List<MediaItem> items) {
        items.forEach(item -> {
            soon.put(item.id(), item);
            askAhead(item);
        });
    }

    private void askAhead(MediaItem item) {
        ahead(item, this::ask);
    }

    private void ahead(MediaItem item, Asking how) {
        FutureTask<Void> task =
                new FutureTask<>(() -> quietly(item, how), null) {
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
            soon.remove(id);
            Future<?> asked = asking.get(id);
            if (asked != null) {
                asked.cancel(true);
            }
        }
    }

    private interface Asking {
        void ask(MediaItem item) throws ProblemException, InterruptedException;
    }

    private void ask(MediaItem item) throws ProblemException, InterruptedException {
        book.link(item, null);
    }

    private void renew(MediaItem item) throws ProblemException, InterruptedException {
        book.renew(item);
    }

    private static void quietly(MediaItem item, Asking how) {
        try {
            how.ask(item);
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
