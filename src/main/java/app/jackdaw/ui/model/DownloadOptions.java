package app.jackdaw.ui.model;

/**
 * How files and their links are fetched; may change while they are. Immutable.
 *
 * @param filesAtOnce 1 to 16
 * @param bytesPerSecond of all transfers together; 0 for no limit
 * @param linkCallsPerSecond 1 to 5
 */
public record DownloadOptions(
        int filesAtOnce,
        long bytesPerSecond,
        int linkCallsPerSecond,
        Conflicts conflicts,
        Dates dates) {

    /** What happens when a file of that name is there already. */
    public enum Conflicts {
        KEEP_BOTH,
        OVERWRITE,
        ASK
    }

    /** Which date a saved file gets. */
    public enum Dates {
        OF_SAVING,
        OF_THE_SERVER
    }

    public static final DownloadOptions DEFAULTS =
            new DownloadOptions(4, 0, 5, Conflicts.KEEP_BOTH, Dates.OF_SAVING);

    public DownloadOptions withFilesAtOnce(int files) {
        return new DownloadOptions(files, bytesPerSecond, linkCallsPerSecond, conflicts, dates);
    }

    public DownloadOptions withBytesPerSecond(long limit) {
        return new DownloadOptions(filesAtOnce, limit, linkCallsPerSecond, conflicts, dates);
    }

    public DownloadOptions withConflicts(Conflicts choice) {
        return new DownloadOptions(filesAtOnce, bytesPerSecond, linkCallsPerSecond, choice, dates);
    }
}
