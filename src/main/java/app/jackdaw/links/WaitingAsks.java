package app.jackdaw.links;

import app.jackdaw.feishu.MediaApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Questions that nobody sees to yet, grouped by {@code extra}. Guarded by the {@link Lane}'s lock.
 */
final class WaitingAsks {

    /** The transfer engine's requirement R22. */
    private static final Duration LONGEST_WAIT_FOR_MORE = Duration.ofMillis(150);

    private final Map<Optional<String>, Set<Ask>> groups = new LinkedHashMap<>();

    void add(Ask ask) {
        groups.computeIfAbsent(group(ask), _ -> new LinkedHashSet<>()).add(ask);
    }

    void remove(Ask ask) {
        Set<Ask> group = groups.get(group(ask));
        if (group != null) {
            group.remove(ask);
            if (group.isEmpty()) {
                groups.remove(group(ask));
            }
        }
    }

    boolean isEmpty() {
        return groups.isEmpty();
    }

    List<Ask> takeAll() {
        List<Ask> all = new ArrayList<>();
        groups.values().forEach(all::addAll);
        groups.clear();
        return all;
    }

    /** How many calls they would make. */
    int batches() {
        int batches = 0;
        for (Set<Ask> group : groups.values()) {
            batches += (group.size() + MediaApi.MOST_TOKENS - 1) / MediaApi.MOST_TOKENS;
        }
        return batches;
    }

    /**
     * Takes five of one group, or all of a partial group that waited long enough; else none. The
     * groups take turns, so that a large one does not hold up the others.
     *
     * @param now monotonic nanoseconds
     */
    List<Ask> takeBatch(long now) {
        for (Map.Entry<Optional<String>, Set<Ask>> entry : groups.entrySet()) {
            Set<Ask> group = entry.getValue();
            boolean full = group.size() >= MediaApi.MOST_TOKENS;
            long waited = now - group.iterator().next().since;
            if (full || waited >= LONGEST_WAIT_FOR_MORE.toNanos()) {
                List<Ask> batch = group.stream().limit(MediaApi.MOST_TOKENS).toList();
                batch.forEach(group::remove);
                groups.remove(entry.getKey());
                if (!group.isEmpty()) {
                    groups.put(entry.getKey(), group); // to the end; the loop is over
                }
                return batch;
            }
        }
        return List.of();
    }

    private static Optional<String> group(Ask ask) {
        return Optional.ofNullable(ask.key.extra());
    }
}
