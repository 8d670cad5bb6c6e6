package app.jackdaw.practice;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Issues tenant access tokens as the platform documents it: one token for as long as thirty minutes
 * of it remain, then a new one, and both are good until they end. Any thread.
 */
final class AccessTokens {

    static final Duration LIFE = Duration.ofHours(2);
    static final Duration REISSUE_BELOW = Duration.ofMinutes(30);

    /** A token and how long it is good for. */
    record Issued(String token, Duration remaining) {}

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final ReentrantLock lock = new ReentrantLock();

    /** From tokens to the instants at which they end. */
    private final Map<String, Instant> ends = new HashMap<>();

    AccessTokens(InstantSource clock) {
        this.clock = clock;
    }

    Issued issue() {
        lock.lock();
        try {
            Instant now = clock.instant();
            ends.values().removeIf(end -> !now.isBefore(end));
            for (Map.Entry<String, Instant> known : ends.entrySet()) {
                Duration remaining = Duration.between(now, known.getValue());
                if (remaining.compareTo(REISSUE_BELOW) >= 0) {
                    return new Issued(known.getKey(), remaining);
                }
            }
            byte[] bytes = new byte[20];
            random.nextBytes(bytes);
            String token = "t-" + HexFormat.of().formatHex(bytes);
            ends.put(token, now.plus(LIFE));
            return new Issued(token, LIFE);
        } finally {
            lock.unlock();
        }
    }

    boolean accepts(String token) {
        lock.lock();
        try {
            Instant end = ends.get(token);
            return end != null && clock.instant().isBefore(end);
        } finally {
            lock.unlock();
        }
    }

    void revokeAll() {
        lock.lock();
        try {
            ends.clear();
        } finally {
            lock.unlock();
        }
    }
}
