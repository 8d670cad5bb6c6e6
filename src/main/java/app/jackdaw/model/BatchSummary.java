package app.jackdaw.model;

/**
 * What became of everything that was asked for. The counts close: {@code asked = underWay + paused
 * + saved + alreadyHere + skipped + failed}. Immutable.
 *
 * @param asked rows whose download was asked for, or whose link was refused
 * @param alreadyHere rows whose very file was there
 * @param skipped rows that the user left out because another file has their name
 * @param bytesDone bytes of finished and running files
 * @param bytesTotal of those asked rows whose size is known
 * @param allSizesKnown whether {@code bytesTotal} covers every asked row that is not failed
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
        boolean allSizesKnown) {

    public static final BatchSummary NONE = new BatchSummary(0, 0, 0, 0, 0, 0, 0, 0, 0, true);

    public boolean isFinished() {
        return underWay == 0;
    }
}
