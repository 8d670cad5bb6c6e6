package app.jackdaw.model;

import java.nio.file.Path;
import java.time.Instant;

/**
 * How an item's transfer stands; written by the worker that owns it, read by anybody. Whatever it
 * waits for, it tells what of the file is there.
 */
public sealed interface TransferState {

    /** Stands for a total that nobody has told yet. */
    long UNKNOWN = -1;

    /** Nobody asked for the file yet, or its transfer was cancelled. */
    record Idle() implements TransferState {}

    record Queued(long done, long total) implements TransferState {

        /** Nothing of it is there. */
        public Queued() {
            this(0, UNKNOWN);
        }
    }

    /** Goes on by itself at {@code until}. */
    record Waiting(Instant until, Problem why, long done, long total) implements TransferState {

        /** Nothing of it is there. */
        public Waiting(Instant until, Problem why) {
            this(until, why, 0, UNKNOWN);
        }
    }

    /** Bytes on disk and wanted bytes ({@link #UNKNOWN} when not known). */
    record Running(long done, long total) implements TransferState {}

    record Paused(long done, long total) implements TransferState {}

    record Saved(Path path, long bytes) implements TransferState {

        @Override
        public long done() {
            return bytes;
        }

        @Override
        public long total() {
            return bytes;
        }
    }

    /**
     * Not fetched, because a file of that name was there already.
     *
     * @param path of the file that is there
     */
    record Skipped(Path path, Found found) implements TransferState {

        /** What that file is, as far as could be told. */
        public enum Found {
            SAME_FILE,
            /** The user wants neither to lose it nor to have the wanted one beside it. */
            ANOTHER_FILE
        }

        public Skipped(Path path) {
            this(path, Found.SAME_FILE);
        }

        /** Whether the wanted file is on the disk. */
        public boolean hasFile() {
            return found == Found.SAME_FILE;
        }
    }

    record Failed(Problem problem, long done, long total) implements TransferState {

        /** How long the file is meant to be was never told. */
        public Failed(Problem problem, long done) {
            this(problem, done, UNKNOWN);
        }
    }

    /** Bytes of the file that are on disk. */
    default long done() {
        return 0;
    }

    /** How long the file is to be; {@link #UNKNOWN} when not known. */
    default long total() {
        return UNKNOWN;
    }

    /** Whether a transfer is under way or will be without the user's doing. */
    default boolean isUnderWay() {
        return this instanceof Queued || this instanceof Waiting || this instanceof Running;
    }

    /** Whether nothing is left to do: the file is there, or is not wanted in place of another. */
    default boolean isFinished() {
        return this instanceof Saved || this instanceof Skipped;
    }
}
