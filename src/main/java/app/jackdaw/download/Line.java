package app.jackdaw.download;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that run and have no name yet, in the order in which they take one. Needs the lock of
 * {@link Turns}.
 */
final class Line {

    private final Set<Job> jobs = new LinkedHashSet<>();

    /** Those whose next name is not their last: they were told another folder. */
    private final Set<Job> told = new HashSet<>();

    /** Whoever has its turn keeps it, whoever begins meanwhile; null while nobody chooses. */
    private @Nullable Job choosing;

    /**
     * The job begins: from now on nobody behind it in the list is before it, whoever began first,
     * but for the one that chooses just now. One that has its place keeps it.
     */
    void begin(Job job) {
        if (jobs.add(job)) {
            List<Place> places = jobs.stream().map(each -> new Place(each, this)).sorted().toList();
            jobs.clear();
            places.forEach(place -> jobs.add(place.job));
        }
    }

    /** As it is now: the user may move rows while others are compared. */
    private record Place(Job job, boolean chooses, long rank) implements Comparable<Place> {

        Place(Job job, Line line) {
            this(job, job == line.choosing, job.rank);
        }

        @Override
        public int compareTo(Place other) {
            int turn = Boolean.compare(other.chooses, chooses);
            int place = turn != 0 ? turn : Long.compare(rank, other.rank);
            return place != 0 ? place : job.id().compareTo(other.job.id());
        }
    }

    /** The job, which is the first, begins to choose. */
    void choose(Job job) {
        choosing = job;
    }

    private void hasChosen(Job job) {
        choosing = choosing == job ? null : choosing;
    }

    /** It goes where it was told: its next name is its last. */
    void obey(Job job) {
        hasChosen(job);
        told.remove(job);
    }

    /** The job will begin anew, in its place in the list. */
    void tell(Job job) {
        told.add(job);
        begin(job);
    }

    /**
     * The job has a name.
     *
     * @return whether it had a place, and has none any more
     */
    boolean name(Job job) {
        hasChosen(job);
        return !told.contains(job) && jobs.remove(job);
    }

    /**
     * The job ended, or lost its turn.
     *
     * @return whether it had a place
     */
    boolean leave(Job job) {
        hasChosen(job);
        told.remove(job);
        return jobs.remove(job);
    }

    boolean contains(Job job) {
        return jobs.contains(job);
    }

    @Nullable Job first() {
        return jobs.isEmpty() ? null : jobs.iterator().next();
    }

    List<Job> inOrder() {
        return List.copyOf(jobs);
    }
}
