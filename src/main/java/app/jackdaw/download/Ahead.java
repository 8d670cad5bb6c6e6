package app.jackdaw.download;

import app.jackdaw.model.MediaItem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Whose links will be asked for soon. Stateless; needs the scheduler's lock. */
final class Ahead {

    /** Links for so long are fetched ahead, at the pace that holds now. */
    private static final int SECONDS_AHEAD = 2;

    /** One call brings so many, and every call counts against a monthly quota. */
    static final int LINKS_OF_A_CALL = 5;

    private Ahead() {}

    /**
     * Each job once: a link that is refused ahead of time must not be asked for again and again.
     * While the queue goes on, never fewer than fill a call.
     *
     * @param started asks for itself soon, and comes before all that were not announced before it
     * @param folder whether files of a folder may start; those that may not hold up no others
     */
    static List<MediaItem> of(
            Job started, Lanes queued, Predicate<Path> folder, Samples samples, LinkSource links) {
        int most = Math.min(most(links.linksASecond()), samples.room());
        List<Job> ahead =
                samples.isClosed()
                        ? samples.picked()
                        : queued.next(
                                most,
                                path -> path.equals(started.destination) || folder.test(path));
        List<Job> next = new ArrayList<>();
        for (Job job : ahead) {
            if (wantsLink(job)) {
                next.add(job);
            }
        }
        if (ahead.size() == most && next.size() < LINKS_OF_A_CALL) {
            return List.of();
        }
        if (wantsLink(started) && !next.isEmpty()) {
            next.addFirst(started);
        }
        for (Job job : next) {
            job.announced = true;
            queued.lookAgain(job);
        }
        return next.stream().map(Job::item).toList();
    }

    private static int most(int linksASecond) {
        return Math.max(LINKS_OF_A_CALL, SECONDS_AHEAD * linksASecond);
    }

    private static boolean wantsLink(Job job) {
        return !job.announced
                && job.roomNeeded == Job.NO_LACK
                && job.link == null
                && job.refused == null
                && !job.transfer.state().isFinished();
    }
}
