package app.jackdaw.links;

import app.jackdaw.model.LinkState;
import app.jackdaw.model.TemporaryLink;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How every item's link stands: what is settled, and how many are asking for it at the moment. An
 * ask that is given up leaves what was settled before. Any thread.
 */
final class LinkStates {

    private static final LinkState NOT_FETCHED = new LinkState.NotFetched();
    private static final LinkState FETCHING = new LinkState.Fetching();

    private record Held(LinkState settled, int asking) {}

    private final Map<String, Held> byId = new ConcurrentHashMap<>();

    private volatile Consumer<String> whenSettled = _ -> {};

    /**
     * @param listener told of each item whose link was settled, after that, on the thread that did
     */
    void whenSettled(Consumer<String> listener) {
        whenSettled = listener;
    }

    /** While somebody asks, a link that still works at this moment is there all the same. */
    LinkState of(String id, Instant now) {
        Held held = byId.get(id);
        if (held == null) {
            return NOT_FETCHED;
        }
        if (held.asking() == 0) {
            return held.settled();
        }
        TemporaryLink present = held.settled().present();
        return present == null || present.isExpired(now)
                ? FETCHING
                : new LinkState.Renewing(present);
    }

    /** The settled link, also while a new one is asked for; null when there is none. */
    @Nullable TemporaryLink link(String id) {
        Held held = byId.get(id);
        return held == null ? null : held.settled().present();
    }

    void set(String id, LinkState state) {
        recall(id, state);
        whenSettled.accept(id);
    }

    /** What was settled before the application was started. */
    void recall(String id, LinkState state) {
        byId.merge(id, new Held(state, 0), (old, _) -> new Held(state, old.asking()));
    }

    void begin(String id) {
        byId.merge(
                id,
                new Held(NOT_FETCHED, 1),
                (old, _) -> new Held(old.settled(), old.asking() + 1));
    }

    /** Does nothing for an item that was forgotten meanwhile. */
    void end(String id, LinkState state) {
        byId.computeIfPresent(id, (_, old) -> new Held(state, Math.max(0, old.asking() - 1)));
        whenSettled.accept(id);
    }

    void giveUp(String id) {
        byId.computeIfPresent(
                id, (_, old) -> new Held(old.settled(), Math.max(0, old.asking() - 1)));
    }

    void forget(String id) {
        byId.remove(id);
    }
}
