package app.jackdaw.download;

import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import java.io.IOException;
import java.time.Duration;

/**
 * Whether an answer comes so slowly that another connection is worth a try. Lives for one answer,
 * on the worker's thread.
 */
final class Pace implements AutoCloseable {

    /** A connection below this is worse than a new one. */
    private static final Duration WINDOW = Duration.ofSeconds(60);

    private static final long SLOWEST_PER_SECOND = 1024;

    /** What comes more slowly never comes to an end, however slow its neighbours are. */
    private static final long NOTHING_PER_SECOND = 64;

    /** So many times as fast as this one are the others if it is not the line that is slow. */
    private static final int FASTER = 2;

    private final Services services;
    private final Job job;
    private boolean resting;
    private boolean begun;
    private long began;
    private long own;
    private long all;

    Pace(Services services, Job job) {
        this.services = services;
        this.job = job;
        services.meter().begin();
    }

    private void startWindow() {
        began = services.ticker().nanos();
        own = job.transfer.received();
        all = services.meter().received();
    }

    /** Something that takes its time while the connection is left alone. */
    interface Pause<T> {
        T run() throws IOException, ProblemException, InterruptedException;
    }

    /**
     * Nothing is read for a while, through no fault of the connection: it is not judged by that
     * time, nor are the others compared with it.
     */
    <T> T during(Pause<T> pause) throws IOException, ProblemException, InterruptedException {
        services.meter().end();
        resting = true;
        T result = pause.run();
        resting = false;
        services.meter().begin();
        begun = false;
        return result;
    }

    /**
     * Call after each read that is not the last; the wait for the first bytes is not this rule's
     * business.
     */
    void judge() throws ProblemException {
        if (!begun) {
            begun = true;
            startWindow();
            return;
        }
        long elapsed = services.ticker().nanos() - began;
        if (elapsed < WINDOW.toNanos()) {
            return;
        }
        long came = job.transfer.received() - own;
        long seconds = Duration.ofNanos(elapsed).toSeconds();
        if (came < SLOWEST_PER_SECOND * seconds
                && !isByLimit()
                && (came < NOTHING_PER_SECOND * seconds || !areOthersAsSlow(came))) {
            throw new ProblemException(Problem.of(Cause.TOO_SLOW));
        }
        startWindow();
    }

    /**
     * Then it is the line that is slow, and another connection no better: also where there is
     * nobody beside this one, unless somebody was who has shown that the line can do more. Tried
     * anew, it would come to an end without a file: what comes in a minute at that speed is no
     * progress.
     */
    private boolean areOthersAsSlow(long came) {
        int others = services.meter().reading() - 1;
        long theirs = services.meter().received() - all - came;
        return theirs <= FASTER * came * Math.max(1, others);
    }

    /** Whether the user's own limit leaves each transfer about that little. */
    private boolean isByLimit() {
        long limit = services.limit().get();
        return limit > 0
                && limit / Math.max(1, services.meter().reading()) < 4 * SLOWEST_PER_SECOND;
    }

    @Override
    public void close() {
        if (!resting) {
            services.meter().end();
        }
    }
}
