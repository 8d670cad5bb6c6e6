package app.jackdaw.download;

import app.jackdaw.model.Problem;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** Looks ahead: a file that cannot fit is not begun. Stateless; touches the disk. */
final class DiskRoom {

    /** Left for the system and for what is written at the same time. */
    private static final long RESERVE = 256L << 20;

    /** How long a transfer waits before the next look. */
    static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    private DiskRoom() {}

    /**
     * @param needed bytes still to be written, negative when not known
     * @return a pause, if there is no room for them
     */
    static Optional<Outcome> lookFor(Job job, long needed, Services services) {
        Path destination = Objects.requireNonNull(job.destination, "a job in the queue has one");
        long known = Math.max(0, needed);
        if (isThereFor(destination, known)) {
            return Optional.empty();
        }
        Problem why = DiskFault.full(destination, known).at(services.ticker().now());
        return Optional.of(new Outcome.Again(BETWEEN_LOOKS, why));
    }

    /**
     * @param needed bytes still to be written, 0 when not known
     */
    private static boolean isThereFor(Path folder, long needed) {
        // Not by its file store, which reads the table of all mounted volumes for every file.
        File volume = folder.toFile();
        long total = volume.getTotalSpace();
        // A small volume need not stay a quarter empty.
        long reserve = Math.min(RESERVE, total / 20);
        boolean unknown = total == 0; // then the write itself will tell
        return unknown || volume.getUsableSpace() >= needed + reserve;
    }
}
