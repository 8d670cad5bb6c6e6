package app.jackdaw.net;

import java.time.Duration;
import java.time.Instant;

/** Time as the machine tells it. Any thread. */
final class SystemTicker implements Ticker {

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (duration.isPositive()) {
            Thread.sleep(duration);
        }
    }
}
