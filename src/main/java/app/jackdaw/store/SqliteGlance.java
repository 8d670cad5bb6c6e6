package app.jackdaw.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What can be seen of a ledger's files before the database opens them, and changes them by that.
 * Immutable.
 *
 * @param version of the rows, -1 when the files tell none
 * @param logDamaged whether the database would leave out, without a word, what is in its log
 * @param emptied whether the file is empty: the database takes it for a new one, a loss of power
 *     leaves such files
 * @param logAlone whether only the log is there: the database would throw it away
 */
record SqliteGlance(int version, boolean logDamaged, boolean emptied, boolean logAlone) {

    private static final int HEADER = 100;

    static SqliteGlance at(Path file) throws IOException {
        SqliteLogReader.Glance log =
                SqliteLogReader.glance(file.resolveSibling(file.getFileName() + "-wal"));
        boolean there = Files.exists(file);
        return new SqliteGlance(
                SqlitePages.version(log.firstPage().orElseGet(() -> header(file))),
                log.damaged(),
                Files.isRegularFile(file) && Files.size(file) == 0,
                !there && log.transactions());
    }

    private static byte[] header(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(HEADER);
        } catch (IOException unreadable) {
            return new byte[0]; // the database will say why
        }
    }

    /** Whether rows would be lost if the database opened it as it is. */
    boolean isToBeRebuilt() {
        return logDamaged || emptied || logAlone;
    }
}
