package app.jackdaw;

import app.jackdaw.links.LinkBook;
import app.jackdaw.model.LinkState;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.ui.model.LinkService;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Connects what the window wants of links to the book that keeps them. Any thread. */
record BookLinks(LinkBook book, FeishuIdentities identities) implements LinkService {

    @Override
    public LinkState state(String itemId) {
        return book.state(itemId);
    }

    @Override
    public Duration slowedDownFor() {
        return book.slowedDownFor();
    }

    @Override
    public boolean awaitsUser(MediaItem item) {
        return !item.isPastedLink() && identities.awaitsUser(item.token());
    }

    @Override
    public boolean isAskedOfPresent(MediaItem item) {
        return !item.isPastedLink() && identities.isAskedOfPresent(item.token());
    }

    @Override
    public boolean isBroughtAlong(MediaItem item) {
        return item.isPastedLink() || book.isBroughtAlong(item.id());
    }

    @Override
    public Optional<Problem> fetch(Collection<MediaItem> items, Progress progress)
            throws InterruptedException {
        return book.fetch(items, (item, _, done, total) -> progress.answered(item, done, total));
    }

    @Override
    public TemporaryLink link(MediaItem item) throws ProblemException, InterruptedException {
        return book.link(item, null);
    }

    @Override
    public void give(MediaItem item, TemporaryLink link) {
        book.give(item, link);
    }

    @Override
    public void renounce(Collection<MediaItem> items) {
        book.renounce(ids(items));
    }

    @Override
    public void dropRefusals(Collection<MediaItem> items) {
        book.dropRefusals(ids(items));
    }

    private static Set<String> ids(Collection<MediaItem> items) {
        return items.stream().map(MediaItem::id).collect(Collectors.toSet());
    }

    @Override
    public void forget(Collection<MediaItem> items) {
        items.forEach(item -> book.forget(item.id()));
    }
}
