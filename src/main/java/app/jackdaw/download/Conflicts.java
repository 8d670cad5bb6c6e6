package app.jackdaw.download;

/** What happens when a file of that name is there already, and is not one of the list's own. */
public enum Conflicts {
    /** The same size means the same file and is left alone; another file gets a number. */
    KEEP_BOTH,
    OVERWRITE,
    ASK;

    /** Whether the same name and size are enough for the same file. */
    boolean leavesEqualFilesAlone() {
        return this != OVERWRITE;
    }
}
