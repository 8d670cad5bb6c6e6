package app.jackdaw.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is to be done when all that came before it is written. Any thread. */
final class WhenWritten {

    private static final Logger LOG = LoggerFactory.getLogger(WhenWritten.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Due> waiting = new ArrayDeque<>();
    private long changes;
    private long written;

    /**
     * @param after how many changes
     */
    private record Due(long after, Runnable action) {}

    /** There is something more to be written. */
    void oneMore() {
        lock.lock();
        try {
            changes++;
        } finally {
            lock.unlock();
        }
    }

    /** How many came so far. */
    long changes() {
        lock.lock();
        try {
            return changes;
        } finally {
            lock.unlock();
        }
    }

    /** So many are written, by the thread that does now what waited for them. */
    void areWritten(long sinceTheBeginning) {
        List<Runnable> due = new ArrayList<>();
        lock.lock();
        try {
            written = sinceTheBeginning;
            while (!waiting.isEmpty() && waiting.element().after() <= written) {
                due.add(waiting.remove().action());
            }
        } finally {
            lock.unlock();
        }
        due.forEach(WhenWritten::carryOut);
    }

    /** Done at once where nothing is to be written. */
    void then(Runnable action) {
        lock.lock();
        try {
            if (written < changes) {
                waiting.add(new Due(changes, action));
                return;
            }
        } finally {
            lock.unlock();
        }
        carryOut(action);
    }

    /** The mistake of a listener is none of the disk's. */
    private static void carryOut(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException mistake) {
            LOG.error("Nobody could be told of what is written", mistake);
        }
    }
}
