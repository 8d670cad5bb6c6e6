package app.jackdaw.download;

import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.net.ByteAnswer;
import java.io.IOException;

/**
 * Compares what a server has now with what is in the part. Lives for one answer, on the worker's
 * thread.
 */
final class Look {

    private final Services services;
    private final Job job;
    private final byte[] buffer;
    private final Pace pace;

    /**
     * @param buffer of {@link BodyCopy#BUFFER} bytes
     */
    Look(Services services, Job job, byte[] buffer, Pace pace) {
        this.services = services;
        this.job = job;
        this.buffer = buffer;
        this.pace = pace;
    }

    /**
     * Reads as much of the body as there is to be compared, and no more.
     *
     * @throws ProblemException {@code INCOMPLETE} where it ends before: a connection that was cut
     *     says nothing about the version
     */
    boolean isEqual(ByteAnswer answer, Ask ask, PartFile part)
            throws IOException, ProblemException, InterruptedException {
        int count = ask.compared();
        byte[] there = part.bytes(ask.from(), count);
        for (int at = 0; at < count; ) {
            int read = read(answer, Math.min(buffer.length, count - at));
            if (read < 0) {
                throw new ProblemException(Problem.of(Cause.INCOMPLETE));
            }
            services.received(job, read);
            services.pay(job, read);
            pace.judge();
            for (int i = 0; i < read; i++) {
                if (buffer[i] != there[at + i]) {
                    return false;
                }
            }
            at += read;
        }
        return true;
    }

    private int read(ByteAnswer answer, int most) throws ProblemException, InterruptedException {
        try (Whereabouts _ = job.whereabouts.leave()) {
            return answer.read(buffer, 0, most);
        }
    }
}
