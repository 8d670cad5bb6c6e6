package app.jackdaw.ui.model;

import app.jackdaw.model.MediaItem;
import java.nio.file.Path;
import java.util.Collection;

/** What the window wants of the transfer engine; calls return at once. Any thread. */
public interface TransferService {

    TransferView view(String itemId);

    /** Rows that run, wait, or are saved with their file still there are left as they are. */
    void start(Collection<MediaItem> items, Path destination);

    void pause(Collection<MediaItem> items);

    void resume(Collection<MediaItem> items);

    /** Ends the transfers and removes their part files, never a finished file. */
    void cancel(Collection<MediaItem> items);

    /** Forgets the transfers of rows that leave the list; finished files stay. */
    void forget(Collection<MediaItem> items);

    /** Bytes received since the start of the application; for the total speed. */
    long bytesReceived();
}
