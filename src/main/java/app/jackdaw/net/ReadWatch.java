package app.jackdaw.net;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends reads that do not return. Each octet starts the time-out of silence anew, but what drips
 * within a line or a record of the protocol is never handed on, so that nobody could judge how slow
 * it is. One thread looks at all reads now and then; none does where nothing is read. Any thread.
 */
final class ReadWatch {

    /** So often within the longest time. */
    private static final int LOOKS = 4;

    private final Ticker ticker;
    private final ThreadFactory threads;
    private final Duration longest;
    private final Set<Reads> watched = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean awake = new AtomicBoolean();

    /**
     * @param longest after which a read is ended, at the next look
     */
    ReadWatch(Ticker ticker, ThreadFactory threads, Duration longest) {
        this.ticker = ticker;
        this.threads = threads;
        this.longest = longest;
    }

    /**
     * Watches the reads of one answer until that is closed.
     *
     * @param end makes the read under way fail, and each after it; called at most once, on the
     *     watch's thread
     */
    Reads watch(Runnable end) {
        Reads reads = new Reads(end);
        watched.add(reads);
        wake();
        return reads;
    }

    private void wake() {
        if (awake.compareAndSet(false, true)) {
            threads.newThread(this::look).start();
        }
    }

    private void look() {
        try {
            while (!watched.isEmpty()) {
                ticker.sleep(longest.dividedBy(LOOKS));
                watched.forEach(Reads::endIfTooLong);
            }
        } catch (InterruptedException nobodyDoesThat) {
            throw new IllegalStateException(nobodyDoesThat);
        } finally {
            awake.set(false);
            if (!watched.isEmpty()) { // since the last look
                wake();
            }
        }
    }

    /** The reads of one answer, one after the other. For one thread beside the watch's. */
    final class Reads implements AutoCloseable {

        private static final long NOT_READING = Long.MIN_VALUE;

        private final Runnable end;
        private volatile long began = NOT_READING;
        private volatile boolean tooLong;

        private Reads(Runnable end) {
            this.end = end;
        }

        void begin() {
            began = ticker.nanos();
        }

        void returned() {
            began = NOT_READING;
        }

        /** Whether one was ended: whatever it brought then is not to be relied on. */
        boolean wasTooLong() {
            return tooLong;
        }

        private void endIfTooLong() {
            long since = began;
            if (since != NOT_READING && !tooLong && isTooLong(ticker.nanos() - since)) {
                tooLong = true;
                end.run();
            }
        }

        private boolean isTooLong(long nanos) {
            return Duration.ofNanos(nanos).compareTo(longest) >= 0;
        }

        @Override
        public void close() {
            watched.remove(this);
        }
    }
}
