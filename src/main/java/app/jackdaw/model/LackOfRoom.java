package app.jackdaw.model;

import app.jackdaw.model.Problem.Cause;
import java.time.Instant;
import java.util.List;

/**
 * The numbers of a full disk, as the problem {@code DISK_FULL} carries them. Immutable.
 *
 * @param needed bytes that are still to be written, 0 when nobody knows
 * @param free bytes that may still be written into the folder
 * @param folder that the files go to
 * @param kept bytes of the free ones that are left for others than downloads
 */
public record LackOfRoom(long needed, long free, String folder, long kept) {

    /** With which it can go on: where it would fit but for what is kept free, that counts, too. */
    public long told() {
        return needed > free ? needed : needed + kept;
    }

    /** Whether both problems are the same full disk, seen from the same folder. */
    public static boolean isOneDisk(Problem one, Problem other) {
        return one.cause() == Cause.DISK_FULL
                && other.cause() == Cause.DISK_FULL
                && in(one).folder.equals(in(other).folder);
    }

    /** What both files need together, of what was free when somebody looked last. */
    public static Problem both(Problem one, Problem other) {
        Instant first = one.at();
        Instant second = other.at();
        boolean later = first == null || (second != null && second.isAfter(first));
        LackOfRoom seen = in(later ? other : one);
        Problem both = seen.of(in(one).needed + in(other).needed).problem();
        Instant at = later ? second : first;
        return at == null ? both : both.at(at);
    }

    /** The same lack, as it concerns another file. */
    public LackOfRoom of(long neededThere) {
        return new LackOfRoom(neededThere, free, folder, kept);
    }

    public Problem problem() {
        return Problem.of(
                Cause.DISK_FULL,
                Long.toString(needed),
                Long.toString(free),
                folder,
                Long.toString(kept));
    }

    /**
     * @param problem with the cause {@code DISK_FULL}; what it does not tell, as one of an earlier
     *     version, is 0 or empty
     */
    public static LackOfRoom in(Problem problem) {
        List<String> told = problem.arguments();
        return new LackOfRoom(
                bytes(told, 0), bytes(told, 1), told.size() > 2 ? told.get(2) : "", bytes(told, 3));
    }

    private static long bytes(List<String> told, int place) {
        return place < told.size() ? Long.parseLong(told.get(place)) : 0;
    }
}
