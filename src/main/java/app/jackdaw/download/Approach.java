package app.jackdaw.download;

import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TemporaryLink;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the rest of a file is asked for next, after what the answers so far have shown. Lives for one
 * go, on the worker's thread.
 */
final class Approach {

    /** More changes of mind than one file can go through in good faith. */
    private static final int MOST_CHANGES = 4;

    /** So many answers without {@link #ENOUGH} new bytes are no way to get a file. */
    private static final int MOST_SLIVERS = 64;

    private static final long ENOUGH = 1L << 20;

    private boolean whole;
    private boolean look;
    private boolean looked;
    private int samples;
    private @Nullable TemporaryLink sampledLink;
    private boolean askedAgain;
    private int changes;
    private int slivers;
    private long sliverBytes;

    /**
     * @param whole the go before showed that ranges are not to be trusted
     */
    Approach(boolean whole) {
        this.whole = whole;
    }

    /** What to ask for, given the part that is there. */
    Ask next(Job job, @Nullable PartFile part) {
        if (part == null || whole) {
            return Ask.WHOLE;
        }
        String ifRange = job.validator().ifRange();
        if (ifRange != null && !look) {
            return Ask.rest(part.length(), ifRange);
        }
        if (job.expected() < 0 && !look) { // an answer that asks for a look tells the length
            return Ask.WHOLE;
        }
        Optional<Ask> sample =
                job.linkIsNewForPart ? nextSample(job, part.length()) : Optional.empty();
        return sample.orElseGet(() -> Ask.restAfterLook(part.length()));
    }

    /**
     * Since the last bytes came, days may have passed, and what has changed is perhaps not the end:
     * the look is one at several places. Between two tries the end is enough.
     */
    private Optional<Ask> nextSample(Job job, long there) {
        if (!Objects.equals(sampledLink, job.link)) {
            sampledLink = job.link;
            samples = 0;
        }
        return Ask.sample(there, samples);
    }

    /** What is there was found again at one place. */
    void sampled() {
        samples++;
    }

    /** Whether there was a look at what is there because of a doubtful answer. */
    boolean hasLooked() {
        return looked;
    }

    /** The part cannot be continued: all of it again. */
    void startOver() throws ProblemException {
        whole = true;
        count();
    }

    /** The same request may be answered better the second time. */
    void onceMore() throws ProblemException {
        if (askedAgain) {
            startOver();
            return;
        }
        askedAgain = true;
        count();
    }

    /** It may be the same file all the same. */
    void lookFirst() throws ProblemException {
        look = true;
        looked = true;
        count();
    }

    private void count() throws ProblemException {
        if (++changes > MOST_CHANGES) {
            throw new ProblemException(Problem.of(Cause.PROTOCOL_BROKEN));
        }
    }

    /** Bytes are taken: the next request goes on behind them. */
    void goesOn() {
        whole = false;
        look = false;
    }

    /** A partial answer brought so many bytes. */
    void took(long bytes) throws ProblemException {
        slivers++;
        sliverBytes += bytes;
        if (sliverBytes >= ENOUGH) {
            slivers = 0;
            sliverBytes = 0;
        }
        if (slivers >= MOST_SLIVERS) {
            throw new ProblemException(Problem.of(Cause.SLIVERS));
        }
    }
}
