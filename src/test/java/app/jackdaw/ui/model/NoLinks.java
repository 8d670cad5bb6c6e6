package app.jackdaw.ui.model;

import app.jackdaw.model.LinkState;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.TemporaryLink;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/** Knows no link, and nobody is to ask for one. For tests. */
public class NoLinks implements LinkService {

    @Override
    public LinkState state(String itemId) {
        return new LinkState.NotFetched();
    }

    @Override
    public Duration slowedDownFor() {
        return Duration.ZERO;
    }

    @Override
    public boolean awaitsUser(MediaItem item) {
        return true;
    }

    @Override
    public boolean isAskedOfPresent(MediaItem item) {
        return true;
    }

    @Override
    public Optional<Problem> fetch(Collection<MediaItem> items, Progress progress) {
        throw new UnsupportedOperationException();
    }

    @Override
    public TemporaryLink link(MediaItem item) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void give(MediaItem item, TemporaryLink link) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void forget(Collection<MediaItem> items) {}
}
