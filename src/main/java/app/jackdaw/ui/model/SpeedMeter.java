package app.jackdaw.ui.model;

import java.util.ArrayDeque;
import java.util.Deque;

/** Bytes per second over the last seconds, so that the figure is calm. FX thread. */
public final class SpeedMeter {

    private static final long WINDOW_NANOS = 3_000_000_000L;
    private static final long SHORTEST_NANOS = 300_000_000L;

    private record Sample(long bytes, long nanos) {}

    private final Deque<Sample> samples = new ArrayDeque<>(0); // most have none

    /**
     * @param bytes counted so far; fewer than before (a restart) begins anew
     * @param nanos monotonic
     * @return 0 until two samples are far enough apart
     */
    public long speed(long bytes, long nanos) {
        if (!samples.isEmpty() && bytes < samples.getLast().bytes()) {
            samples.clear();
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
        samples.clear();
        return 0;
    }
}
