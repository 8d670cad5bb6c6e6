package app.jackdaw.ui.kit;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Does long work of the FX thread in slices, one job after another, so that the window is drawn and
 * answers in between. The first slice is done at once: short work is done when the call returns.
 */
public final class Slices {

    private static final int SLICE = 1_000;

    private final ArrayDeque<Job<?>> jobs = new ArrayDeque<>();
    private boolean working;

    private record Job<T>(List<T> all, int from, Consumer<List<T>> slice, Runnable end) {

        /** Does the next slice. */
        Job<T> next() {
            int to = Math.min(all.size(), from + SLICE);
            slice.accept(all.subList(from, to));
            return new Job<>(all, to, slice, end);
        }

        boolean isDone() {
            return from >= all.size();
        }
    }

    /**
     * @param slice is given all elements in their order, a few at a time
     * @param end after the last
     */
    public <T> void run(List<T> all, Consumer<List<T>> slice, Runnable end) {
        jobs.add(new Job<>(all, 0, slice, end));
        if (!working) {
            step();
        }
    }

    private void step() {
        Job<?> job = jobs.remove();
        working = true; // what a slice asks for waits until it is its turn
        Job<?> rest;
        try {
            rest = job.next();
        } finally {
            working = false;
        }
        if (rest.isDone()) {
            rest.end().run();
        } else {
            jobs.addFirst(rest);
        }
        if (!jobs.isEmpty()) {
            working = true;
            FxThread.later(() -> {
                working = false;
                step();
            });
        }
    }
}
