package app.jackdaw.ui.model;

import java.util.List;
import java.util.Map;

/**
 * A sentence for the status bar or a bar above the table, by its message key, so that it survives a
 * change of language. Immutable.
 *
 * @param arguments as facts, not as words of one language: a moment as an {@code Instant}
 */
public record Notice(String key, List<Object> arguments) {

    /** Arguments: how many files are done, and of how many. */
    public static final String DOWNLOADING = "status.downloading";

    /** All that is under way waits: how many are done, of how many, until when, and why. */
    public static final String WAITING = "status.waiting";

    /** The same, where that helps which mends a network. */
    public static final String WAITING_FOR_NETWORK = "status.waitingForNetwork";

    /** Argument: for how many seconds the platform asks for patience. */
    public static final String SLOWED_DOWN = "status.slowedDown";

    /** Arguments: how many links are answered, and of how many. */
    public static final String GETTING_LINKS = "status.gettingLinks";

    /** Sentences that say how far something is, and how many of their arguments count on. */
    private static final Map<String, Integer> COUNTING =
            Map.of(
                    DOWNLOADING, 3,
                    WAITING, 3,
                    WAITING_FOR_NETWORK, 3,
                    SLOWED_DOWN, 1,
                    GETTING_LINKS, 2);

    /** A long list of an earlier run is not all there yet. */
    public static final Notice READING_LIST = Notice.of("status.readingList");

    public static final Notice NONE = Notice.of("status.ready");

    public Notice {
        arguments = List.copyOf(arguments);
    }

    /** Whether it says how far something is, and is soon said again. */
    public boolean isOfProgress() {
        return COUNTING.containsKey(key);
    }

    /** What it says beside the numbers that count on by themselves. */
    public List<Object> facts() {
        int counting = Math.min(COUNTING.getOrDefault(key, 0), arguments.size());
        return arguments.subList(counting, arguments.size());
    }

    public static Notice of(String key, Object... arguments) {
        return new Notice(key, List.of(arguments));
    }

    /**
     * What a batch does.
     *
     * @param again rows that go on by themselves later
     * @param asking rows that the user is asked about
     */
    public static Notice downloading(int done, int asked, int again, int asking) {
        return of(DOWNLOADING, done, asked, again, asking);
    }
}
