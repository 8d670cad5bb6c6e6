package app.jackdaw.download;

import app.jackdaw.model.MediaItem;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Who may start now: as many at once as the user says, fewer where the system is crowded, others
 * beside those that a dead drive holds, nobody during a pause that holds for all, and for links of
 * a host that lets nobody in no more than are allowed. Needs the scheduler's lock.
 */
final class Admission {

    /** More waiting jobs than this mean that nothing gets through: the rest stays in the queue. */
    private static final int MOST_WAITING = 64;

    private final LinkSource links;
    private final JobQueue jobs;
    private final Waits waits;
    private final AtOnce atOnce;
    private final Samples samples;
    private final Stuck stuck = new Stuck();
    private final LongConsumer alarm;

    /**
     * @param alarm wakes whoever calls {@link #next} at that instant of the ticker
     */
    Admission(
            Services services,
            JobQueue jobs,
            LinkCost cost,
            Waits waits,
            int files,
            LongConsumer alarm) {
        this.links = services.links();
        this.jobs = jobs;
        this.waits = waits;
        this.alarm = alarm;
        this.atOnce = new AtOnce(services.ticker(), files);
        this.samples = new Samples(services, jobs, cost, atOnce::allowed, alarm);
    }

    /**
     * What the foreman does next.
     *
     * @param ahead whose links will be asked for soon
     */
    record Task(Job job, List<MediaItem> ahead) {}

    /** Takes the next job that may start and counts it as running; null when none may. */
    @Nullable Task next() {
        samples.look();
        Job job = mayStart() ? jobs.start(this::mayGoTo, samples.isClosed()) : null;
        if (job == null) {
            return null;
        }
        samples.started(job);
        return new Task(job, Ahead.of(job, jobs.queued(), this::mayGoTo, samples, links));
    }

    /** Whether the user has not wanted just so many all along. */
    boolean isAnother(int files) {
        return files != atOnce.wanted();
    }

    private boolean mayStart() {
        return jobs.runningCount() < atOnce.allowed() + stuck.places()
                && jobs.waitingCount() < MOST_WAITING
                && !waits.isHeld();
    }

    private boolean mayGoTo(Path folder) {
        return !waits.isHeld(folder) && (!isFull() || stuck.isElsewhere(folder));
    }

    private boolean isFull() {
        return jobs.runningCount() >= atOnce.allowed();
    }

    /** Whether somebody could start if one of those that run gave its place away. */
    boolean isWaitedFor() {
        return isFull() && !jobs.isEmpty();
    }

    /** Call now and then while somebody {@linkplain #isWaitedFor is waited for}. */
    void lookForStuck() {
        stuck.look(jobs.running());
    }

    /**
     * @param outcome null when the worker was stopped
     */
    void ended(Job job, @Nullable Outcome outcome) {
        stuck.ended(job);
        samples.ended(job, outcome);
    }

    /** It looks on behalf of all whether a host is back: it may ask for a link before others. */
    void letAsk(Job job) {
        samples.letAsk(job);
    }

    /** A host is back. */
    void startOver() {
        samples.startOver();
    }

    /** The user wants to know at once whether one is, and may have fetched links. */
    void lift() {
        samples.lift();
    }

    void atOnce(int files) {
        atOnce.want(files);
    }

    /** The system has no more open files to give: half as many for a while. */
    void crowded(Job job) {
        atOnce.crowded(job, jobs.running());
        if (atOnce.next() != Alarm.NEVER) {
            alarm.accept(atOnce.next());
        }
    }

    /** When more may start than now, or {@link Alarm#NEVER}. */
    long due() {
        return Alarm.earlier(samples.next(), atOnce.next());
    }
}
