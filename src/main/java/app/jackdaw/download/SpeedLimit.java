package app.jackdaw.download;

import app.jackdaw.net.Ticker;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bytes per second of all transfers together; may change while they run. Bytes are paid for after
 * they came: whoever overdraws waits. Any thread.
 */
final class SpeedLimit {

    /** A change of the limit reaches waiting transfers within this. */
    private static final Duration LONGEST_NAP = Duration.ofMillis(200);

    /** What may be saved up while nobody reads. */
    private static final Duration MOST_SAVED = Duration.ofMillis(250);

    /** Small reads under a low limit, so that every transfer gets its turn. */
    private static final int SMALLEST_READ = 1024;

    private final Ticker ticker;
    private final ReentrantLock lock = new ReentrantLock();
    private long bytesPerSecond;
    private double balance;
    private long updated;

    SpeedLimit(Ticker ticker) {
        this.ticker = ticker;
    }

    /**
     * @param newLimit 0 for none
     */
    void set(long newLimit) {
        lock.lock();
        try {
            bytesPerSecond = newLimit;
            balance = 0;
            updated = ticker.nanos();
        } finally {
            lock.unlock();
        }
    }

    long get() {
        lock.lock();
        try {
            return bytesPerSecond;
        } finally {
            lock.unlock();
        }
    }

    /** How much to read at once: a twentieth of a second's worth. */
    int readSize(int usual) {
        long limit = get();
        return limit == 0 ? usual : (int) Math.clamp(limit / 20, SMALLEST_READ, usual);
    }

    /** Pays for bytes that came; waits until the account is even. */
    void pay(int bytes) throws InterruptedException {
        if (!take(bytes)) {
            return;
        }
        for (Duration wait = debt(); wait.isPositive(); wait = debt()) {
            ticker.sleep(wait.compareTo(LONGEST_NAP) > 0 ? LONGEST_NAP : wait);
        }
    }

    private boolean take(int bytes) {
        lock.lock();
        try {
            if (bytesPerSecond == 0) {
                return false;
            }
            earn();
            balance -= bytes;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private Duration debt() {
        lock.lock();
        try {
            if (bytesPerSecond == 0) {
                return Duration.ZERO;
            }
            earn();
            return Duration.ofNanos((long) (-balance / bytesPerSecond * 1e9));
        } finally {
            lock.unlock();
        }
    }

    private void earn() {
        long now = ticker.nanos();
        double earned = (now - updated) / 1e9 * bytesPerSecond;
        double most = MOST_SAVED.toNanos() / 1e9 * bytesPerSecond;
        balance = Math.min(balance + earned, most);
        updated = now;
    }
}
