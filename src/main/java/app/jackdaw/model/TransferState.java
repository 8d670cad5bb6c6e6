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

    /** The same file was there already. */
    record Skipped(Path path) implements TransferState {}

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

    /** Whether the file is there, so that nothing is left to do. */
    default boolean isFinished() {
        return this instanceof Saved || this instanceof Skipped;
    }
}
