package app.jackdaw.links;

import app.jackdaw.model.LinkState;
import app.jackdaw.model.Problem;
import app.jackdaw.model.TemporaryLink;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How every item's link stands: what is settled, and how many are asking for it at the moment. An
 * ask that is given up leaves what was settled before. Any thread.
 */
final class LinkStates {

    private static final LinkState NOT_FETCHED = new LinkState.NotFetched();
    private static final LinkState FETCHING = new LinkState.Fetching();

    /**
     * @param doubtful whether the link is like others that did not open
     */
    private record Held(LinkState settled, int asking, boolean doubtful) {

        Held answered(LinkState state) {
            TemporaryLink link = state.present();
            boolean kept = link != null && link.equals(settled.present());
            return new Held(state, Math.max(0, asking - 1), kept && doubtful);
        }

        Held givenUp() {
            return new Held(settled, Math.max(0, asking - 1), doubtful);
        }

        Held asked() {
            return new Held(settled, asking + 1, doubtful);
        }

        /** That a link is to be pasted again stays true. */
        boolean isRefused() {
            return settled instanceof LinkState.Refused(Problem problem)
                    && problem.cause() != Problem.Cause.PASTED_LINK_FORGOTTEN;
        }

        Held withoutRefusal() {
            return new Held(NOT_FETCHED, asking, doubtful);
        }

        Held doubted(Instant givenBefore) {
            TemporaryLink link = settled.present();
            boolean over = link != null && link.given().isBefore(givenBefore);
            return over ? new Held(settled, asking, true) : this;
        }
    }

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

    /** The same, whether or not somebody asks. */
    LinkState settled(String id) {
        Held held = byId.get(id);
        return held == null ? NOT_FETCHED : held.settled();
    }

    /** The settled link, also while a new one is asked for; null when there is none. */
    @Nullable TemporaryLink link(String id) {
        Held held = byId.get(id);
        return held == null ? null : held.settled().present();
    }

    /** Whether the link there is like others that did not open. */
    boolean isDoubtful(String id) {
        Held held = byId.get(id);
        return held != null && held.doubtful();
    }

    /** The links that are there and were given before are in doubt until others come. */
    void doubt(Instant givenBefore, Predicate<String> which) {
        List<String> ids = byId.keySet().stream().filter(which).toList();
        ids.forEach(id -> byId.computeIfPresent(id, (_, held) -> held.doubted(givenBefore)));
    }

    void set(String id, LinkState state) {
        byId.merge(id, new Held(state, 0, false), (old, _) -> new Held(state, old.asking(), false));
        whenSettled.accept(id);
    }

    /** What was settled before the application was started; what came since is newer. */
    void recall(String id, LinkState state) {
        byId.putIfAbsent(id, new Held(state, 0, false));
    }

    /** Why there is no link is no news any more, nor is what an earlier run said of it. */
    void dropRefusal(String id) {
        Held held = byId.get(id);
        if (held == null || !held.isRefused()) {
            return; // nobody is told of the many that were not
        }
        byId.computeIfPresent(id, (_, now) -> now.isRefused() ? now.withoutRefusal() : now);
        whenSettled.accept(id);
    }

    void begin(String id) {
        byId.merge(id, new Held(NOT_FETCHED, 1, false), (old, _) -> old.asked());
    }

    /** Does nothing for an item that was forgotten meanwhile. */
    void end(String id, LinkState state) {
        byId.computeIfPresent(id, (_, old) -> old.answered(state));
        whenSettled.accept(id);
    }

    void giveUp(String id) {
        byId.computeIfPresent(id, (_, old) -> old.givenUp());
    }

    void forget(String id) {
        byId.remove(id);
    }
}
