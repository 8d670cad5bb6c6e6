package app.jackdaw.download;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks ahead: a file that cannot fit is not begun. Stateless; touches the disk. */
final class DiskRoom {

    /** Left for the system and for what is written at the same time. */
    private static final long RESERVE = 256L << 20;

    private DiskRoom() {}

    /**
     * @param needed bytes still to be written, 0 when not known
     */
    static boolean isThereFor(Path folder, long needed) {
        try {
            FileStore store = Files.getFileStore(folder);
            // A small volume need not stay a quarter empty.
            long reserve = Math.min(RESERVE, store.getTotalSpace() / 20);
            return store.getUsableSpace() >= needed + reserve;
        } catch (IOException unknown) {
            return true; // then the write itself will tell
        }
    }
}
