package app.jackdaw.links;

import app.jackdaw.model.LinkState;
import app.jackdaw.model.TemporaryLink;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

    LinkState of(String id) {
        Held held = byId.get(id);
        if (held == null) {
            return NOT_FETCHED;
        }
        return held.asking() > 0 ? FETCHING : held.settled();
    }

    /** The settled link, also while a new one is asked for; null when there is none. */
    @Nullable TemporaryLink link(String id) {
        Held held = byId.get(id);
        return held != null && held.settled() instanceof LinkState.Ready(TemporaryLink link)
                ? link
                : null;
    }

    void set(String id, LinkState state) {
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
    }

    /** For an answer whose asking was not shown. Does nothing for a forgotten item. */
    void setIfKnown(String id, LinkState state) {
        byId.computeIfPresent(id, (_, old) -> new Held(state, old.asking()));
    }

    void giveUp(String id) {
        byId.computeIfPresent(
                id, (_, old) -> new Held(old.settled(), Math.max(0, old.asking() - 1)));
    }

    void forget(String id) {
        byId.remove(id);
    }
}
