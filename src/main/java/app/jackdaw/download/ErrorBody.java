package app.jackdaw.download;

import app.jackdaw.model.Problem;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.ServerWord;
import app.jackdaw.net.ByteAnswer;
import java.time.Duration;

/**
 * Reads what a host says in place of a file, a little of it and not for long: another link is worth
 * more than the words. Lives for one answer, on the worker's thread.
 */
final class ErrorBody {

    /** A body that drips is not waited for; one that never comes ends by its own time-out. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Services services;
    private final Job job;

    ErrorBody(Services services, Job job) {
        this.services = services;
        this.job = job;
    }

    /**
     * @param buffer of at least {@link ErrorPage#LOOKED_AT} bytes
     * @return the problem with the words of the answer that it comes from
     */
    Problem told(Problem problem, ByteAnswer answer, byte[] buffer) throws InterruptedException {
        if (answer.isEncoded()) {
            return problem; // nobody asked for that, and nobody here can read it
        }
        int length = read(answer, buffer);
        return problem.saying(ServerWord.Speaker.LINK, ErrorText.in(answer, buffer, length));
    }

    /** To its end, if that is near: only then is its connection any good. */
    private int read(ByteAnswer answer, byte[] buffer) throws InterruptedException {
        long began = services.ticker().nanos();
        int length = 0;
        while (length < ErrorPage.LOOKED_AT
                && services.ticker().nanos() - began < LONGEST.toNanos()) {
            int read;
            try (Whereabouts _ = job.whereabouts.leave()) {
                read = answer.read(buffer, length, ErrorPage.LOOKED_AT - length);
            } catch (ProblemException cut) {
                return length; // the status has said enough
            }
            if (read < 0) {
                return length;
            }
            length += read;
            services.received(job, read);
            services.pay(job, read);
        }
        return length;
    }
}
