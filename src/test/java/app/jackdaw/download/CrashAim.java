package app.jackdaw.download;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * When {@link CrashTrial} kills: at random moments of the whole life, and at random moments near
 * what takes so short that blind kills would hardly ever meet it.
 */
final class CrashAim {

    private static final long PATIENCE_SECONDS = 120;

    private final Random random;
    private final CrashServer server;

    /** How long the last process needed to open. */
    private long opening = TimeUnit.SECONDS.toNanos(1);

    CrashAim(Random random, CrashServer server) {
        this.random = random;
        this.server = server;
    }

    /** Returns when the child is to be killed, or when it ended before. */
    void await(Heard child) throws InterruptedException {
        int choice = random.nextInt(100);
        if (choice < 15) {
            within(Duration.ofNanos(opening));
        } else if (choice < 30) {
            opened(child);
            within(Duration.ofMillis(80));
        } else if (choice < 70) {
            opened(child);
            working(child, random.nextLong(40_000_000));
        } else {
            opened(child);
            child.waitFor(CrashChild.WHOLE, 1 + random.nextInt(8), PATIENCE_SECONDS);
            within(Duration.ofMillis(2));
        }
    }

    private void opened(Heard child) throws InterruptedException {
        long begun = System.nanoTime();
        if (child.waitFor(CrashChild.OPENED, 1, PATIENCE_SECONDS)) {
            opening = System.nanoTime() - begun;
        }
    }

    private void working(Heard child, long bytes) throws InterruptedException {
        while (server.sentInLife() < bytes && child.process().isAlive()) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        within(Duration.ofMillis(2));
    }

    private void within(Duration most) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(random.nextLong(most.toNanos()));
    }
}
