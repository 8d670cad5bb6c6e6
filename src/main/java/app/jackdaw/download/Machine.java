package app.jackdaw.download;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What the engine has of the machine it runs on, and how long it waits for that. Immutable, any
 * thread.
 *
 * @param threads makes every thread of the engine
 * @param random spreads the waits between tries
 * @param naming how files get their final names
 * @param space says how much the disks hold
 */
record Machine(
        ThreadFactory threads,
        RandomGenerator random,
        PartFile.Sync sync,
        Publisher.Steps naming,
        DiskRoom.Space space,
        Patience patience) {

    /**
     * Of disks in the time of the machine, as they have no other.
     *
     * @param disk after so long it keeps nobody's place any more
     * @param folder after so long it cannot be made
     * @param answer after so long a server keeps nobody else from choosing a name; null for never
     */
    record Patience(Duration disk, Duration folder, @Nullable Duration answer) {

        /** A drive that went to sleep wakes up in less; one that is gone may never answer. */
        static final Duration FOR_DISK = Duration.ofSeconds(20);

        static final Patience USUAL = new Patience(FOR_DISK, FOR_DISK, Turns.PATIENCE_FOR_ANSWER);
    }

    static Machine of(ThreadFactory threads, RandomGenerator random) {
        return new Machine(
                threads,
                random,
                PartFile.Sync.TO_DISK,
                Publisher.Steps.OF_SYSTEM,
                DiskRoom.Space.OF_VOLUMES,
                Patience.USUAL);
    }

    Machine with(PartFile.Sync other) {
        return new Machine(threads, random, other, naming, space, patience);
    }

    Machine with(Publisher.Steps other) {
        return new Machine(threads, random, sync, other, space, patience);
    }

    Machine with(DiskRoom.Space other) {
        return new Machine(threads, random, sync, naming, other, patience);
    }

    Machine with(Patience other) {
        return new Machine(threads, random, sync, naming, space, other);
    }
}
