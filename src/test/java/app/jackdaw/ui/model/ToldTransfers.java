package app.jackdaw.ui.model;

import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Move;
import app.jackdaw.model.TransferState;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Says of transfers what a test told it, and does nothing. */
public final class ToldTransfers implements TransferService {

    private final Map<String, TransferState> states = new HashMap<>();
    private final Map<String, TransferView.Remark> remarks = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private boolean busy;

    /** Whether a command is not carried out yet. */
    public void busy(boolean now) {
        busy = now;
    }

    public void tell(String itemId, TransferState state) {
        states.put(itemId, state);
    }

    public void remark(String itemId, TransferView.Remark remark) {
        remarks.put(itemId, remark);
    }

    /** The file is called like that from now on. */
    public void name(String itemId, String fileName) {
        names.put(itemId, fileName);
    }

    @Override
    public TransferView view(String itemId) {
        TransferState state = states.get(itemId);
        TransferView.Remark remark = remarks.get(itemId);
        return state == null
                ? TransferView.NONE
                : new TransferView(
                        state,
                        names.get(itemId),
                        false,
                        0,
                        null,
                        remark == null ? Set.of() : Set.of(remark));
    }

    @Override
    public void list(Collection<MediaItem> items, Runnable whenKept) {}

    @Override
    public void start(Collection<MediaItem> items, Path destination) {}

    @Override
    public void pause(Collection<MediaItem> items) {}

    @Override
    public void resume(Collection<MediaItem> items) {}

    @Override
    public void retry(Collection<MediaItem> items) {}

    @Override
    public void move(Collection<MediaItem> items, Move move) {}

    @Override
    public void use(DownloadOptions options) {}

    @Override
    public void cancel(Collection<MediaItem> items, Consumer<Collection<MediaItem>> whenEnded) {}

    @Override
    public void forget(Collection<MediaItem> items) {}

    @Override
    public boolean isBusy() {
        return busy;
    }

    @Override
    public long bytesReceived() {
        return 0;
    }
}
