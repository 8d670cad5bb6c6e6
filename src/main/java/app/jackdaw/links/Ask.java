package app.jackdaw.links;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One token with its {@code extra} for which somebody waits; all who want the same share it. Its
 * fields are guarded by the {@link Lane}'s lock, but for the future.
 */
final class Ask {

    /** Equal keys are the same question. */
    record Key(String token, @Nullable String extra) {}

    final Key key;

    /** Monotonic nanoseconds of the arrival, for the longest wait of a partial batch. */
    final long since;

    final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    int waiters;
    @Nullable Flight flight;

    Ask(Key key, long since) {
        this.key = key;
        this.since = since;
    }
}
