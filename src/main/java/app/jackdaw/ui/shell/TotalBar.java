package app.jackdaw.ui.shell;

import app.jackdaw.model.BatchSummary;

/**
 * How much of everything is there, by bytes, by files where a size is not known. What becomes known
 * on the way never takes the bar back: only rows that come, go or are tried again do, or lost
 * bytes. FX thread.
 */
final class TotalBar {

    private BatchSummary before = BatchSummary.NONE;
    private double shown;

    /** 0 to 1; what failed is not there. */
    double fraction(BatchSummary batch) {
        boolean goesOn =
                batch.asked() == before.asked()
                        && batch.failed() >= before.failed() // else it is tried again
                        && batch.skipped() >= before.skipped()
                        && batch.bytesDone() >= before.bytesDone()
                        && files(batch) >= files(before);
        double exact = exact(batch);
        shown = goesOn ? Math.max(shown, exact) : exact;
        before = batch;
        return shown;
    }

    private static double exact(BatchSummary batch) {
        if (batch.allSizesKnown() && batch.bytesTotal() > 0) {
            return (double) batch.bytesDone() / batch.bytesTotal();
        }
        int wanted = batch.asked() - batch.skipped();
        return wanted == 0 ? 0 : (double) files(batch) / wanted;
    }

    private static int files(BatchSummary batch) {
        return batch.saved() + batch.alreadyHere();
    }
}
