package app.jackdaw.ui.model;

import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Move;
import java.nio.file.Path;
import java.util.Collection;
import java.util.function.Consumer;

/**
 * What the window wants of the transfer engine; calls return at once, commands are carried out in
 * the order in which they were given. Any thread.
 */
public interface TransferService {

    TransferView view(String itemId);

    /**
     * Takes note of rows that were added to the list, without asking for their files yet.
     *
     * @param whenKept told, on any thread, when they are on the disk; never where it takes nothing
     */
    void list(Collection<MediaItem> items, Runnable whenKept);

    /** Rows that run, wait, or are saved with their file still there are left as they are. */
    void start(Collection<MediaItem> items, Path destination);

    void pause(Collection<MediaItem> items);

    void resume(Collection<MediaItem> items);

    /** Tries again what failed, into the folder that it was meant for. */
    void retry(Collection<MediaItem> items);

    /** Changes the order of the queue. */
    void move(Collection<MediaItem> items, Move move);

    void use(DownloadOptions options);

    /**
     * Ends the transfers and removes their part files, never a finished file.
     *
     * @param whenEnded told, on any thread, which of them there were: neither those that had come
     *     to their end nor those that never began
     */
    void cancel(Collection<MediaItem> items, Consumer<Collection<MediaItem>> whenEnded);

    /** Forgets the transfers of rows that leave the list; finished files stay. */
    void forget(Collection<MediaItem> items);

    /** Whether a command has been given that is not carried out yet. */
    boolean isBusy();

    /** Bytes received since the start of the application; for the total speed. */
    long bytesReceived();
}
