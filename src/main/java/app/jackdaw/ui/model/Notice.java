package app.jackdaw.ui.model;

import java.util.List;

/**
 * A sentence for the status bar or a bar above the table, by its message key, so that it survives a
 * change of language. Immutable.
 *
 * @param arguments as facts, not as words of one language: a moment as an {@code Instant}
 */
public record Notice(String key, List<Object> arguments) {

    /** Arguments: how many files are done, and of how many. */
    public static final String DOWNLOADING = "status.downloading";

    /** A long list of an earlier run is not all there yet. */
    public static final Notice READING_LIST = Notice.of("status.readingList");

    public static final Notice NONE = Notice.of("status.ready");

    public Notice {
        arguments = List.copyOf(arguments);
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
