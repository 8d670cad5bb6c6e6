package app.jackdaw.store;

import java.util.List;

/**
 * The write-ahead log that a crash left beside the database. The database itself plays it up to the
 * first frame that is not right, as it must: what a crash tears is the end. Where a right
 * transaction ends behind a wrong frame the log was damaged, and it would be lost without a word.
 * Frames behind the end that belong to no transaction are nothing: those of one that a kill came
 * into, which the next ones write over. Immutable.
 */
final class SqliteLog {

    static final SqliteLog NONE = new SqliteLog(List.of(), 0);

    /** One version of a page. */
    static final class Frame {
        private final int page;
        private final byte[] content;

        Frame(int page, byte[] content) {
            this.page = page;
            this.content = content;
        }

        int page() {
            return page;
        }

        byte[] content() {
            return content;
        }
    }

    private final List<Frame> committed;
    private final int sound;

    SqliteLog(List<Frame> committed, int sound) {
        this.committed = List.copyOf(committed);
        this.sound = sound;
    }

    /** Up to the last transaction that is complete, without what is not right; oldest first. */
    List<Frame> committed() {
        return committed;
    }

    /** What the database would play. */
    List<Frame> sound() {
        return committed.subList(0, sound);
    }

    /** Whether the database would leave out what is there, more than an end that was torn off. */
    boolean isDamaged() {
        return committed.size() > sound;
    }
}
