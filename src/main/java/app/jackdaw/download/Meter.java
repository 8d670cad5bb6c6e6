package app.jackdaw.download;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counts what all transfers together receive. Any thread. */
final class Meter {

    private final LongAdder received = new LongAdder();
    private final AtomicInteger reading = new AtomicInteger();

    void add(long bytes) {
        received.add(bytes);
    }

    long received() {
        return received.sum();
    }

    void begin() {
        reading.incrementAndGet();
    }

    void end() {
        reading.decrementAndGet();
    }

    /** How many transfers wait for bytes right now. */
    int reading() {
        return reading.get();
    }
}
