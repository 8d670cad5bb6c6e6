package app.jackdaw.download;

import app.jackdaw.model.LedgerEntry;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.ByteAnswer;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries a body into the part file, at the allowed speed, and remembers now and then how far it
 * came. Lives for one answer, on the worker's thread.
 */
final class BodyCopy {

    private static final Logger LOG = LoggerFactory.getLogger(BodyCopy.class);

    /** Read at once; measured best between 64 and 256 KiB. */
    static final int BUFFER = 128 * 1024;

    /** The disk is asked to take so much at once, while the next such stretch is received. */
    static final long STRETCH = 5L << 19;

    /**
     * After a crash, or a loss of power, at most this much per file is fetched again: the ledger is
     * told of bytes only after they are on the disk, and who has a second stretch while the disk
     * still takes the first waits for it.
     */
    static final long REMEMBERED_BYTES = 2 * (STRETCH + BUFFER);

    private static final Duration REMEMBERED_TIME = Duration.ofSeconds(2);

    private final Services services;
    private final Job job;
    private final PartFile part;
    private final ByteAnswer answer;
    private final Validator version;
    private final byte[] buffer;
    private final Pace pace;

    private boolean readToEnd;

    /** On its way to the disk, behind what is being received. */
    private @Nullable Stretch stretch;

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
            int read = read((int) left);
            if (read < 0) {
                readToEnd = true;
                return;
            }
            stopIfAsked();
            services.received(job, read);
            part.append(buffer, 0, read);
            show();
            rememberNowAndThen();
            services.pay(job, read);
            stopIfAsked();
            if (part.length() != end) { // what is whole came fast enough
                pace.judge();
            }
        }
        readToEnd = true;
        readTheEnd();
    }

    /** Only a body that was read to its end gives its connection back. */
    private void readTheEnd() throws InterruptedException {
        try {
            if (answer.framing() != ByteAnswer.Framing.UNTIL_CLOSE) {
                read(1);
            }
        } catch (ProblemException afterwards) {
            answer.close(); // the file is whole; the connection is not worth a try
        }
    }

    private int read(int most) throws ProblemException, InterruptedException {
        try (Whereabouts _ = job.whereabouts.leave()) {
            return answer.read(buffer, 0, most);
        }
    }

    private void stopIfAsked() throws InterruptedException {
        if (job.wish != Job.Wish.GO_ON) {
            throw new InterruptedException();
        }
    }

    private void show() {
        job.transfer.state(new TransferState.Running(part.length(), job.expected()));
    }

    /** What comes fast is forced behind its back, what comes slowly at once. */
    private void rememberNowAndThen() throws IOException {
        Stretch before = stretch;
        if (before != null) {
            boolean nextIsFull = part.length() - before.bytes() >= STRETCH;
            if (!before.isOver() && !nextIsFull) {
                return;
            }
            takeStretch();
            recorded();
        }
        if (part.length() - rememberedBytes >= STRETCH) {
            stretch = Stretch.begin(part, services.threads());
        } else if (services.ticker().nanos() - rememberedAt >= REMEMBERED_TIME.toNanos()) {
            remember(part.force(), null);
            recorded();
        }
    }

    private void recorded() {
        services.record(job);
        rememberedBytes = job.done();
        rememberedAt = services.ticker().nanos();
    }

    /** Waits for the one that is on its way, if there is one, and notes it in the job. */
    private void takeStretch() throws IOException {
        Stretch last = stretch;
        stretch = null;
        if (last != null) {
            remember(last.await(), null);
        }
    }

    /** Notes in the job that there is nothing yet of this version. */
    void begin() {
        remember(new PartFile.Durable(0, part.sha256Hex()), null);
    }

    /**
     * Notes in the job where writing stopped, when that is on the disk. Small files, too, and each
     * by its own worker: a system lets all that force at the same time share one write of its
     * journal, and a round for several of them would only make them wait for the slowest.
     *
     * @throws IOException when the disk did not take a whole part, which then gets no name
     */
    void end() throws IOException {
        if (!readToEnd) {
            answer.close(); // whoever sends is let go before a disk is waited for
        }
        boolean whole = readToEnd && (job.total < 0 || part.length() == job.total);
        try {
            takeStretch(); // even of a part that is deleted next: whoever forces it has it open
            if (!whole && isUnwanted()) {
                return; // nobody waits for a disk to take what is deleted next
            }
            remember(part.force(), part.mark());
        } catch (IOException failure) {
            if (whole) {
                throw failure;
            }
            // What ended the transfer is told; the file goes on where the disk was last sure of it.
            LOG.warn("A part is not safely on the disk: {}", failure.getClass().getSimpleName());
        }
    }

    private boolean isUnwanted() {
        return job.wish == Job.Wish.CANCEL || job.wish == Job.Wish.REMOVE;
    }

    private void remember(PartFile.Durable durable, PartFile.@Nullable Mark mark) {
        job.part =
                new LedgerEntry.PartRecord(
                        durable.bytes(),
                        durable.sha256(),
                        LedgerEntry.PartRecord.Stage.GROWING,
                        version.etag(),
                        version.lastModified());
        job.mark = mark;
    }
}
