package app.jackdaw.download;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.ByteAnswer;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Carries a body into the part file, at the allowed speed, and remembers now and then how far it
 * came. Lives for one answer, on the worker's thread.
 */
final class BodyCopy {

    /** Read at once; measured best between 64 and 256 KiB. */
    static final int BUFFER = 128 * 1024;

    /** After a crash at most this much per file is fetched again. */
    private static final long REMEMBERED_BYTES = 2L << 20;

    private static final Duration REMEMBERED_TIME = Duration.ofSeconds(1);

    private final Services services;
    private final Job job;
    private final PartFile part;
    private final ByteAnswer answer;
    private final Validator version;
    private final byte[] buffer;
    private final Pace pace;

    private long rememberedBytes;
    private long rememberedAt;

    /**
     * @param version of what is written
     * @param buffer of {@link #BUFFER} bytes
     * @param pace since the answer began
     */
    BodyCopy(
            Services services,
            Job job,
            PartFile part,
            ByteAnswer answer,
            Validator version,
            byte[] buffer,
            Pace pace) {
        this.services = services;
        this.job = job;
        this.part = part;
        this.answer = answer;
        this.version = version;
        this.buffer = buffer;
        this.pace = pace;
    }

    /** Writes what was read ahead: the first {@code count} bytes of the buffer. */
    void write(int from, int count) throws IOException {
        part.append(buffer, from, count);
        show();
    }

    /**
     * Reads on until the file is {@code end} bytes long or the body ends.
     *
     * @param end -1 for as long as it lasts
     */
    void run(long end) throws IOException, ProblemException, InterruptedException {
        rememberedBytes = part.length();
        rememberedAt = services.ticker().nanos();
        while (end < 0 || part.length() < end) {
            int wanted = services.limit().readSize(buffer.length);
            long left = end < 0 ? wanted : Math.min(wanted, end - part.length());
            int read = answer.read(buffer, 0, (int) left);
            if (read < 0) {
                return;
            }
            stopIfAsked();
            services.received(job, read);
            part.append(buffer, 0, read);
            show();
            rememberNowAndThen();
            services.limit().pay(read);
            stopIfAsked();
            if (part.length() != end) { // what is whole came fast enough
                pace.judge();
            }
        }
        readTheEnd();
    }

    /** Only a body that was read to its end gives its connection back. */
    private void readTheEnd() throws InterruptedException {
        try {
            if (answer.framing() != ByteAnswer.Framing.UNTIL_CLOSE) {
                answer.read(buffer, 0, 1);
            }
        } catch (ProblemException afterwards) {
            answer.close(); // the file is whole; the connection is not worth a try
        }
    }

    private void stopIfAsked() throws InterruptedException {
        if (job.wish != Job.Wish.GO_ON) {
            throw new InterruptedException();
        }
    }

    private void show() {
        job.transfer.state(new TransferState.Running(part.length(), job.total));
    }

    private void rememberNowAndThen() {
        long now = services.ticker().nanos();
        boolean due =
                part.length() - rememberedBytes >= REMEMBERED_BYTES
                        || now - rememberedAt >= REMEMBERED_TIME.toNanos();
        if (due) {
            remember(null);
            services.record(job);
            rememberedBytes = part.length();
            rememberedAt = now;
        }
    }

    /** Notes in the job how far the part goes. */
    void remember(PartFile.@Nullable Mark mark) {
        job.part =
                new LedgerEntry.PartRecord(
                        part.length(),
                        part.sha256Hex(),
                        LedgerEntry.PartRecord.Stage.GROWING,
                        version.etag(),
                        version.lastModified());
        job.mark = mark;
    }
}
