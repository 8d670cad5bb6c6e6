package app.jackdaw.ui.model;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Bytes per second over the last seconds, so that the figure is calm. FX thread. */
public final class SpeedMeter {

    private static final long WINDOW_NANOS = 3_000_000_000L;
    private static final long SHORTEST_NANOS = 300_000_000L;

    private record Sample(long bytes, long nanos) {}

    /** Made with the first: most meters never measure. */
    private @Nullable Deque<Sample> samples;

    /**
     * @param bytes counted so far; fewer than before (a restart) begins anew
     * @param nanos monotonic
     * @return 0 until two samples are far enough apart
     */
    public long speed(long bytes, long nanos) {
        Deque<Sample> samples = this.samples;
        if (samples == null || bytes < samples.getLast().bytes()) {
            samples = new ArrayDeque<>();
            this.samples = samples;
        }
        samples.addLast(new Sample(bytes, nanos));
        while (samples.size() > 2 && nanos - samples.getFirst().nanos() > WINDOW_NANOS) {
            samples.removeFirst();
        }
        Sample oldest = samples.getFirst();
        long elapsed = nanos - oldest.nanos();
        if (elapsed < SHORTEST_NANOS) {
            return 0;
        }
        return Math.round((bytes - oldest.bytes()) * 1e9 / elapsed);
    }

    long reset() {
        samples = null;
        return 0;
    }
}
