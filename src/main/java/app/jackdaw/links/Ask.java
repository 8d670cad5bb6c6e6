package app.jackdaw.links;

import app.jackdaw.model.MediaItem;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One token with its {@code extra} for which somebody waits; all who want the same share it. Its
 * fields are guarded by the {@link Lane}'s lock, but for the future.
 */
final class Ask {

    /** Equal keys are the same question. */
    record Key(String token, @Nullable String extra) {

        static Key of(MediaItem item) {
            String extra = item.extra();
            return new Key(item.token(), extra == null || extra.isBlank() ? null : extra);
        }
    }

    final Key key;

    /** Where it waits, and is left. */
    final Lane lane;

    /** Monotonic nanoseconds of the arrival, for the longest wait of a partial batch. */
    final long since;

    final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    int waiters;
    @Nullable Flight flight;

    Ask(Key key, Lane lane, long since) {
        this.key = key;
        this.lane = lane;
        this.since = since;
    }

    /** One who waited does so no longer. */
    void leave() {
        lane.leave(this);
    }
}
