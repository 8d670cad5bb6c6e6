package app.jackdaw.ui.shell;

import app.jackdaw.model.BatchSummary;
import app.jackdaw.ui.kit.Formats;
import app.jackdaw.ui.model.Notice;
import app.jackdaw.ui.model.StoppedRows;

/** The sentence of how work has ended. FX thread. */
final class EndWords {

    private final Formats formats;

    EndWords(Formats formats) {
        this.formats = formats;
    }

    /**
     * The counts close: asked = saved + here already + skipped + failed + paused.
     *
     * @param stopped what was ended before its time; it is asked for no more
     */
    Notice of(BatchSummary batch, StoppedRows stopped) {
        if (batch.paused() > 0) {
            return Notice.of(
                    "status.paused",
                    batch.saved(),
                    batch.asked(),
                    batch.paused(),
                    batch.failed(),
                    batch.alreadyHere(),
                    batch.skipped(),
                    stopped.count());
        }
        String size = formats.size(batch.bytesSaved());
        if (batch.asked() == 0) {
            return Notice.of("status.cancelled");
        }
        if (stopped.isAny()) {
            return Notice.of(
                    "status.cancelledSome",
                    batch.saved(),
                    batch.asked(),
                    size,
                    batch.alreadyHere(),
                    batch.failed(),
                    batch.skipped(),
                    stopped.count());
        }
        return batch.failed() == 0
                ? Notice.of(
                        "status.finished",
                        batch.saved(),
                        batch.asked(),
                        size,
                        batch.alreadyHere(),
                        batch.skipped())
                : Notice.of(
                        "status.finishedWithProblems",
                        batch.saved(),
                        batch.asked(),
                        size,
                        batch.alreadyHere(),
                        batch.failed(),
                        batch.skipped());
    }
}
