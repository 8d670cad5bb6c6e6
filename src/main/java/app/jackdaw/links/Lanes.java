package app.jackdaw.links;

import app.jackdaw.feishu.FeishuSession;
import app.jackdaw.net.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadFactory;

/**
 * One lane per identity: that of whoever is signed in, and beside it one for tokens that somebody
 * else alone is asked for. Pace and trouble of one are none of the other's business. Any thread.
 */
final class Lanes {

    private record Reserved(Set<String> tokens, Lane lane) {}

    private final Ticker ticker;
    private final ThreadFactory threads;
    private final Lane common;
    private volatile Reserved reserved;

    Lanes(Ticker ticker, ThreadFactory threads) {
        this.ticker = ticker;
        this.threads = threads;
        this.common = new Lane(ticker, threads);
        this.reserved = new Reserved(Set.of(), common);
    }

    /** Whom to ask for everything that is not reserved; what waits there is asked there too. */
    void use(Caller caller) {
        common.use(caller);
    }

    /** What already waits elsewhere stays there. */
    void reserve(Set<String> tokens, FeishuSession session) {
        Lane lane = new Lane(ticker, threads);
        lane.use(new Caller(session, _ -> Optional.empty()));
        reserved = new Reserved(Set.copyOf(tokens), lane);
    }

    boolean isReserved(String token) {
        return reserved.tokens().contains(token);
    }

    Lane of(String token) {
        Reserved present = reserved;
        return present.tokens().contains(token) ? present.lane() : common;
    }

    /** Joins as {@link Lane#joinAnew} does, each question in its own lane; in the order given. */
    List<Ask> joinAnew(List<Ask.Key> keys) {
        Map<Lane, List<Integer>> byLane = new LinkedHashMap<>();
        for (int index = 0; index < keys.size(); index++) {
            Lane lane = of(keys.get(index).token());
            byLane.computeIfAbsent(lane, _ -> new ArrayList<>()).add(index);
        }
        SortedMap<Integer, Ask> joined = new TreeMap<>();
        byLane.forEach((lane, indices) -> {
            List<Ask> asks = lane.joinAnew(indices.stream().map(keys::get).toList());
            for (int i = 0; i < asks.size(); i++) {
                joined.put(indices.get(i), asks.get(i));
            }
        });
        return List.copyOf(joined.values());
    }

    /** The user wants it asked all the same, whoever is asked. */
    void startOver() {
        common.trouble().startOver();
        reserved.lane().trouble().startOver();
    }

    /** The longest wait that anybody has to put up with. */
    Duration slowedDownFor() {
        Duration here = common.slowedDownFor();
        Duration there = reserved.lane().slowedDownFor();
        return here.compareTo(there) > 0 ? here : there;
    }

    /** That of whoever is signed in; while nobody is, that of the others alone. */
    int linksASecond() {
        FeishuSession signedIn = common.caller().session();
        FeishuSession asked = signedIn == null ? reserved.lane().caller().session() : signedIn;
        return asked == null ? 0 : asked.linksASecond();
    }
}
