package app.jackdaw.download;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What {@link CrashServer} sent of one file: in this batch, and in this life of the process that is
 * killed. Any thread.
 */
final class CrashAccount {

    /**
     * So long after a cut its reader may still be busy with what is left in the sockets, and with a
     * slow disk.
     */
    private static final long AFTER_CUT_NANOS = TimeUnit.SECONDS.toNanos(30);

    private enum Body {
        NOT_ASKED,
        OPEN,
        CUT,
        WHOLE
    }

    private final ReentrantLock lock = new ReentrantLock();

    /** Where the connection is cut, once; 0 for never. */
    private int cutAt;

    private int linksGiven;
    private boolean refusedLast;
    private long reached;

    // in this life
    private Body body = Body.NOT_ASKED;
    private long cutNanos;
    private int asked;
    private long again;

    CrashAccount(int cutAt) {
        this.cutAt = cutAt;
    }

    void beginLife() {
        lock.lock();
        try {
            body = Body.NOT_ASKED;
            asked = 0;
            again = 0;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the next link has ended before it is used: every third, never two in a row. */
    boolean nextLinkIsExpired() {
        lock.lock();
        try {
            return linksGiven++ % 3 == 1 && !refusedLast;
        } finally {
            lock.unlock();
        }
    }

    void linkUsed(boolean expired) {
        lock.lock();
        try {
            refusedLast = expired;
        } finally {
            lock.unlock();
        }
    }

    void opened() {
        lock.lock();
        try {
            body = Body.OPEN;
            asked++;
        } finally {
            lock.unlock();
        }
    }

    void sending(int at, int count) {
        lock.lock();
        try {
            again += Math.clamp(reached - at, 0, count);
            reached = Math.max(reached, at + count);
        } finally {
            lock.unlock();
        }
    }

    boolean isCutAt(int sent) {
        lock.lock();
        try {
            boolean cut = cutAt > 0 && sent >= cutAt;
            if (cut) {
                cutAt = 0;
                body = Body.CUT;
                cutNanos = System.nanoTime();
            }
            return cut;
        } finally {
            lock.unlock();
        }
    }

    void ended() {
        lock.lock();
        try {
            body = Body.WHOLE;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the file was on its way, or all sent, when the life ended. */
    boolean wasOnItsWay() {
        lock.lock();
        try {
            return switch (body) {
                case NOT_ASKED -> false;
                case OPEN, WHOLE -> true;
                case CUT -> System.nanoTime() - cutNanos < AFTER_CUT_NANOS;
            };
        } finally {
            lock.unlock();
        }
    }

    /** Answers with bytes of the file in this life. */
    int asked() {
        lock.lock();
        try {
            return asked;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return String.format(
                "%d links, %d requests in this life, body %s", linksGiven, asked(), body);
    }

    /** Bytes of the file sent in this life that had been sent before. */
    long sentAgain() {
        lock.lock();
        try {
            return again;
        } finally {
            lock.unlock();
        }
    }
}
