package app.jackdaw.download;

/** What happens when a file of that name is there already, and is not one of the list's own. */
public enum Conflicts {
    /**
     * The same size, and content where that is known, means the same file, which is left alone;
     * another file gets a number, unless the wanted one has a number already.
     */
    KEEP_BOTH,
    OVERWRITE,
    ASK;

    /** Whether there may be the same file, which is left alone. */
    boolean leavesEqualFilesAlone() {
        return this != OVERWRITE;
    }
}
