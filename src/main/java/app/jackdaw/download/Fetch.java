package app.jackdaw.download;

import app.jackdaw.model.LedgerEntry.PartRecord;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.ByteAnswer;
import app.jackdaw.net.RetryAfter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks for bytes until the file is whole: several requests where a server gives little at a time,
 * changed its mind about the version or does not take a link any more. Lives for one go, on the
 * worker's thread.
 */
final class Fetch {

    /** So many answers without {@link #ENOUGH} new bytes are no way to get a file. */
    private static final int MOST_SLIVERS = 64;

    private static final long ENOUGH = 1L << 20;

    /** More changes of mind than one file can go through in good faith. */
    private static final int MOST_RESTARTS = 4;

    /** Where a link leads says something about the link. */
    private static final Set<Cause> LED_ASTRAY =
            EnumSet.of(Cause.TOO_MANY_REDIRECTS, Cause.REDIRECT_REFUSED);

    private static final Duration BETWEEN_LOOKS_FOR_ROOM = Duration.ofSeconds(5);

    private final Services services;
    private final Job job;
    private final Links links;
    private final byte[] buffer = new byte[BodyCopy.BUFFER];

    private String host = "";
    private Optional<Duration> askedToWait = Optional.empty();
    private boolean mustAskWhole;
    private boolean mustLook;
    private boolean looked;
    private int restarts;
    private int slivers;
    private long sliverBytes;

    Fetch(Services services, Job job) {
        this.services = services;
        this.job = job;
        this.links = new Links(services, job);
        this.mustAskWhole = job.wholeNext;
        job.wholeNext = false;
    }

    /** The host that was asked last. */
    String host() {
        return host;
    }

    /** What its {@code Retry-After} said. */
    Optional<Duration> askedToWait() {
        return askedToWait;
    }

    Outcome run() throws IOException, ProblemException, InterruptedException {
        Optional<Outcome> end = Optional.empty();
        while (end.isEmpty()) {
            end = exchange();
        }
        return end.get();
    }

    private Optional<Outcome> exchange()
            throws IOException, ProblemException, InterruptedException {
        URI uri = links.address();
        host = uri.getHost();
        Optional<Duration> rest = services.hosts().rest(host);
        if (rest.isPresent()) {
            Problem why = Problem.of(Cause.CONNECTION_REFUSED, host).at(services.ticker().now());
            return Optional.of(new Outcome.Again(rest.get(), why));
        }
        Optional<Outcome> noRoom = lookForRoom(job.total - job.done());
        if (noRoom.isPresent()) {
            return noRoom;
        }
        try (PartFile part = continued()) {
            Ask ask = ask(part);
            if (part != null && part.length() == job.total) {
                return Optional.of(finish(part, job.validator(), Transfer.Size.CHECKED));
            }
            job.transfer.state(new TransferState.Running(ask.there(), job.total));
            try (ByteAnswer answer = services.bytes().open(ask.request(uri))) {
                services.hosts().answered(host);
                askedToWait =
                        answer.header("Retry-After")
                                .flatMap(v -> RetryAfter.delay(v, services.ticker().now()));
                return take(answer, ask, part);
            } catch (ProblemException failure) {
                if (LED_ASTRAY.contains(failure.problem().cause())) {
                    return links.refused(failure.problem().at(services.ticker().now()));
                }
                throw failure;
            }
        }
    }

    /** The part, if there is one worth continuing. */
    private @Nullable PartFile continued() throws IOException, InterruptedException {
        PartRecord record = job.part;
        Path target = job.target;
        if (record == null || target == null || record.bytes() == 0) {
            return null;
        }
        PartFile part = new PartFile(job.partPath(target));
        boolean same = false;
        try {
            PartFile.Mark mark = job.mark;
            same =
                    (mark != null && mark.bytes() == record.bytes() && part.continueAt(mark))
                            || part.continueAfter(record.bytes(), record.sha256());
        } finally {
            if (!same) {
                part.close();
            }
        }
        if (!same) {
            job.forgetPart();
            return null;
        }
        return part;
    }

    private Ask ask(@Nullable PartFile part) {
        if (part == null || mustAskWhole) {
            return Ask.WHOLE;
        }
        String ifRange = job.validator().ifRange();
        if (ifRange != null && !mustLook) {
            return Ask.rest(part.length(), ifRange);
        }
        return job.total >= 0 ? Ask.restAfterLook(part.length()) : Ask.WHOLE;
    }

    private Optional<Outcome> take(ByteAnswer answer, Ask ask, @Nullable PartFile part)
            throws IOException, ProblemException, InterruptedException {
        boolean mayLook = job.linkIsNewForPart && !looked;
        Verdict verdict = AnswerJudge.judge(answer, ask, job.validator(), job.total, mayLook);
        return switch (verdict) {
            case Verdict.Whole whole -> whole(answer, whole.total(), ask);
            case Verdict.Rest rest when part != null -> rest(answer, rest, ask, part);
            case Verdict.Complete _ when part != null ->
                    Optional.of(finish(part, job.validator(), Transfer.Size.CHECKED));
            case Verdict.LinkRefused refused ->
                    links.refused(refused.problem().at(services.ticker().now()));
            case Verdict.AskAfterLook _ -> {
                looked = true;
                mustLook = true;
                yield again();
            }
            case Verdict.AskWhole _, Verdict.Rest _, Verdict.Complete _ -> {
                mustAskWhole = true;
                yield again();
            }
        };
    }

    private Optional<Outcome> again() throws ProblemException {
        if (++restarts > MOST_RESTARTS) {
            throw new ProblemException(Problem.of(Cause.PROTOCOL_BROKEN, host));
        }
        return Optional.empty();
    }

    /** The body is the file from its beginning; what is there stays until its first bytes came. */
    private Optional<Outcome> whole(ByteAnswer answer, long total, Ask ask)
            throws IOException, ProblemException, InterruptedException {
        int ahead = readAhead(answer);
        Optional<Problem> page = ErrorPage.find(job.item(), answer, buffer, ahead);
        if (page.isPresent()) {
            return links.refused(page.get().at(services.ticker().now()));
        }
        Long size = job.item().size();
        if (size != null && total >= 0 && size != total) {
            throw sizeDiffers(size, total);
        }
        Validator version = Validator.of(answer);
        if (ask.there() > 0 && (total != job.total || job.validator().isContradictedBy(version))) {
            job.transfer.facts(job.transfer.facts().withVersion(Transfer.Version.CHANGED));
        }
        if (job.target == null) {
            String name = Naming.afterAnswer(job.item(), answer);
            Optional<Outcome> there = services.places().choose(job, name, total);
            if (there.isPresent()) {
                return there;
            }
        }
        Optional<Outcome> noRoom = lookForRoom(total);
        if (noRoom.isPresent()) {
            return noRoom;
        }
        return writeWhole(answer, total, version, ahead);
    }

    private Optional<Outcome> writeWhole(
            ByteAnswer answer, long total, Validator version, int ahead)
            throws IOException, ProblemException, InterruptedException {
        Path target = Objects.requireNonNull(job.target, "just chosen");
        boolean replacesPart = job.done() > 0;
        try (PartFile part = new PartFile(job.partPath(target))) {
            BodyCopy copy = new BodyCopy(services, job, part, answer, version, buffer);
            job.total = total;
            copy.remember(null);
            job.linkIsNewForPart = false;
            mustAskWhole = false;
            mustLook = false;
            if (replacesPart) {
                // Else a crash could leave new bytes under the old version's name.
                services.ledger().recordNow(job.entry());
            } else {
                services.record(job);
            }
            part.restart();
            try {
                copy.received(ahead);
                copy.write(0, ahead);
                copy.run(total);
            } finally {
                copy.remember(part.mark());
            }
            return afterBody(answer, part, version, total);
        }
    }

    private Optional<Outcome> rest(ByteAnswer answer, Verdict.Rest rest, Ask ask, PartFile part)
            throws IOException, ProblemException, InterruptedException {
        Validator version = Validator.of(answer);
        Validator kept = version.ifRange() == null ? job.validator() : version;
        BodyCopy copy = new BodyCopy(services, job, part, answer, kept, buffer);
        if (ask.compared() > 0 && !tailIsEqual(answer, part, ask.compared(), copy)) {
            job.transfer.facts(job.transfer.facts().withVersion(Transfer.Version.CHANGED));
            mustAskWhole = true;
            return again();
        }
        job.linkIsNewForPart = false;
        mustLook = false;
        job.total = rest.total();
        long before = part.length();
        try {
            copy.run(rest.end());
        } finally {
            copy.remember(part.mark());
        }
        countSliver(part.length() - before);
        return afterBody(answer, part, kept, rest.end());
    }

    private boolean tailIsEqual(ByteAnswer answer, PartFile part, int count, BodyCopy copy)
            throws IOException, ProblemException, InterruptedException {
        byte[] tail = part.tail(count);
        for (int at = 0; at < count; ) {
            int read = answer.read(buffer, 0, Math.min(buffer.length, count - at));
            if (read < 0) {
                return false;
            }
            copy.received(read);
            for (int i = 0; i < read; i++) {
                if (buffer[i] != tail[at + i]) {
                    return false;
                }
            }
            at += read;
        }
        return true;
    }

    private void countSliver(long bytes) throws ProblemException {
        slivers++;
        sliverBytes += bytes;
        if (sliverBytes >= ENOUGH) {
            slivers = 0;
            sliverBytes = 0;
        }
        if (slivers >= MOST_SLIVERS) {
            throw new ProblemException(Problem.of(Cause.SLIVERS, host));
        }
    }

    private Optional<Outcome> afterBody(
            ByteAnswer answer, PartFile part, Validator version, long promised)
            throws IOException, ProblemException, InterruptedException {
        if (part.length() < promised) {
            throw new ProblemException(Problem.of(Cause.INCOMPLETE, host));
        }
        Long size = job.item().size();
        if (job.total == TransferState.UNKNOWN
                && size != null
                && part.length() < size
                && answer.framing() == ByteAnswer.Framing.UNTIL_CLOSE) {
            throw new ProblemException(Problem.of(Cause.INCOMPLETE, host));
        }
        boolean whole = job.total == TransferState.UNKNOWN || part.length() == job.total;
        if (!whole) {
            return Optional.empty(); // an honest shorter range: ask for the next one
        }
        if (size != null && part.length() != size) {
            throw sizeDiffers(size, part.length());
        }
        boolean unverified =
                job.total == TransferState.UNKNOWN
                        && size == null
                        && answer.framing() == ByteAnswer.Framing.UNTIL_CLOSE;
        return Optional.of(
                finish(
                        part,
                        version,
                        unverified ? Transfer.Size.UNVERIFIED : Transfer.Size.CHECKED));
    }

    private Outcome finish(PartFile part, Validator version, Transfer.Size size)
            throws IOException, ProblemException, InterruptedException {
        if (!part.isInPlace()) {
            Path target = Objects.requireNonNull(job.target, "a part has a target");
            throw new NoSuchFileException(job.partPath(target).toString());
        }
        return new Finish(services, job).now(part, version, size);
    }

    private int readAhead(ByteAnswer answer) throws ProblemException, InterruptedException {
        int ahead = 0;
        while (ahead < ErrorPage.LOOKED_AT && (ahead == 0 || ErrorPage.mayBe(buffer, ahead))) {
            int read = answer.read(buffer, ahead, ErrorPage.LOOKED_AT - ahead);
            if (read < 0) {
                break;
            }
            ahead += read;
        }
        return ahead;
    }

    private Optional<Outcome> lookForRoom(long needed) {
        Path destination = Objects.requireNonNull(job.destination, "a job in the queue has one");
        long known = Math.max(0, needed);
        if (DiskRoom.isThereFor(destination, known)) {
            return Optional.empty();
        }
        Problem why = DiskFault.full(destination, known).at(services.ticker().now());
        return Optional.of(new Outcome.Again(BETWEEN_LOOKS_FOR_ROOM, why));
    }

    private static ProblemException sizeDiffers(long expected, long received) {
        return new ProblemException(
                Problem.of(Cause.SIZE_DIFFERS, Long.toString(expected), Long.toString(received)));
    }
}
