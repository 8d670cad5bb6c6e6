package app.jackdaw.model;

/**
 * What became of everything that was asked for. The counts close: {@code asked = underWay + paused
 * + saved + alreadyHere + skipped + failed}, and so do the bytes: what is there of a file counts
 * however the file stands. Immutable.
 *
 * @param asked rows whose download was asked for, or whose link was refused; not one whose pasted
 *     link was forgotten before its download was asked for
 * @param alreadyHere rows whose very file was there
 * @param skipped rows that the user left out because another file has their name
 * @param bytesDone on disk, of finished files and of those that are not whole yet
 * @param bytesTotal of all asked rows but those that are here already or left out; of one whose
 *     size is not known what is there
 * @param bytesSaved of finished files
 * @param bytesToCome of files under way; -1 when the size of one is not known
 * @param allSizesKnown whether the size of every row in {@code bytesTotal} is known
 */
public record BatchSummary(
        int asked,
        int underWay,
        int paused,
        int saved,
        int alreadyHere,
        int skipped,
        int failed,
        long bytesDone,
        long bytesTotal,
        long bytesSaved,
        long bytesToCome,
        boolean allSizesKnown) {

    public static final BatchSummary NONE = new BatchSummary(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, true);

    public boolean isFinished() {
        return underWay == 0;
    }
}
