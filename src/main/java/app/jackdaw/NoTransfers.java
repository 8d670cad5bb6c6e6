package app.jackdaw;

import app.jackdaw.model.MediaItem;
import app.jackdaw.ui.model.*;
import java.nio.file.Path;
import java.util.Collection;

final class NoTransfers implements TransferService {
    public TransferView view(String itemId) {
        return TransferView.NONE;
    }

    public void start(Collection<MediaItem> items, Path destination) {}

    public void pause(Collection<MediaItem> items) {}

    public void resume(Collection<MediaItem> items) {}

    public void cancel(Collection<MediaItem> items) {}

    public void forget(Collection<MediaItem> items) {}

    public long bytesReceived() {
        return 0;
    }
}
