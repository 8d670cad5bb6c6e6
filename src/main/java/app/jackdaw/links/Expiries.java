package app.jackdaw.links;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Finds out that a server has ended links before the time that they state. One that does not open
 * may be the fault of its file, as that is forbidden or gone; several in a row are not, once one of
 * their files opens with another link. Any thread.
 */
final class Expiries {

    private static final int ENOUGH = 3;

    private final ReentrantLock lock = new ReentrantLock();

    /** Whose links did not open, since a link opened that was not the second one. */
    private final Set<String> refused = new HashSet<>();

    /** When the first link was given that opened in place of another. */
    private @Nullable Instant renewed;

    private boolean suspected;

    /**
     * The item's link did not open.
     *
     * @return before when links were given that are over, if that is known now
     */
    Optional<Instant> refused(String itemId) {
        lock.lock();
        try {
            suspected = refused.add(itemId) && renewed != null;
            return found();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the last one that did not open was another one after one that was renewed. */
    boolean isSuspected() {
        lock.lock();
        try {
            return suspected;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The item's link opened.
     *
     * @param given when it was given
     * @return before when links were given that are over, if that is known now
     */
    Optional<Instant> opened(String itemId, Instant given) {
        lock.lock();
        try {
            Instant known = renewed;
            if (!refused.contains(itemId)) {
                if (known == null || given.isBefore(known)) { // newer ones say nothing of it
                    startOver();
                }
                return Optional.empty();
            }
            renewed = known == null || given.isBefore(known) ? given : known;
            return found();
        } finally {
            lock.unlock();
        }
    }

    private Optional<Instant> found() {
        Instant before = renewed;
        if (before == null || refused.size() < ENOUGH) {
            return Optional.empty();
        }
        startOver();
        return Optional.of(before);
    }

    private void startOver() {
        refused.clear();
        renewed = null;
        suspected = false;
    }
}
