package app.jackdaw.model;

import java.nio.file.Path;
import java.time.Instant;

/** How an item's transfer stands; written by the worker that owns it, read by anybody. */
public sealed interface TransferState {

    /** Stands for a total that nobody has told yet. */
    long UNKNOWN = -1;

    /** Nobody asked for the file yet, or its transfer was cancelled. */
    record Idle() implements TransferState {}

    record Queued() implements TransferState {}

    /** Goes on by itself at {@code until}. */
    record Waiting(Instant until, Problem why) implements TransferState {}

    /** Bytes on disk and wanted bytes ({@link #UNKNOWN} when not known). */
    record Running(long done, long total) implements TransferState {}

    record Paused(long done, long total) implements TransferState {}

    record Saved(Path path, long bytes) implements TransferState {}

    /** The same file was there already. */
    record Skipped(Path path) implements TransferState {}

    record Failed(Problem problem, long done) implements TransferState {}

    /** Whether a transfer is under way or will be without the user's doing. */
    default boolean isUnderWay() {
        return this instanceof Queued || this instanceof Waiting || this instanceof Running;
    }

    /** Whether the file is there, so that nothing is left to do. */
    default boolean isFinished() {
        return this instanceof Saved || this instanceof Skipped;
    }
}
