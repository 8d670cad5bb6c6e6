package app.jackdaw.download;

import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.ByteAnswer;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Takes a body that was found good: into a new part or behind the old one, and through the last
 * checks. An empty result asks for the next request. Lives for one go, on the worker's thread.
 */
final class Reception {

    private final Services services;
    private final Job job;
    private final Links links;
    private final Approach approach;
    private final byte[] buffer = new byte[BodyCopy.BUFFER];
    private Duration rested = Duration.ZERO;
    private boolean partDiffers;

    Reception(Services services, Job job, Links links, Approach approach) {
        this.services = services;
        this.job = job;
        this.links = links;
        this.approach = approach;
    }

    /** The host does not take the link, and perhaps says why. */
    Optional<Outcome> refused(ByteAnswer answer, Problem problem)
            throws ProblemException, InterruptedException {
        Problem told = new ErrorBody(services, job).told(problem, answer, buffer);
        return links.refused(told.at(services.ticker().now()));
    }

    /**
     * The body is the file from its beginning; what is there stays until its first bytes came.
     *
     * @param asked the host that the link names
     * @param told how long the answer says that the file is, -1 when it does not
     */
    Optional<Outcome> whole(ByteAnswer answer, String asked, long told)
            throws IOException, ProblemException, InterruptedException {
        try (Pace pace = new Pace(services, job)) {
            return whole(answer, asked, told, pace);
        }
    }

    private Optional<Outcome> whole(ByteAnswer answer, String asked, long told, Pace pace)
            throws IOException, ProblemException, InterruptedException {
        job.cameShort = false;
        AwaitedFile file = AwaitedFile.of(job, answer);
        int ahead = readAhead(file, answer, pace);
        Optional<Problem> page = ErrorPage.find(file, asked, answer, buffer, ahead);
        if (page.isPresent()) {
            return links.refused(page.get().at(services.ticker().now()));
        }
        PromisedLength promise = PromisedLength.of(job, answer, told, ahead == 0);
        if (job.done() > 0 && promise.isChange(job.expected())) {
            job.transfer.facts(job.transfer.facts().withVersion(Transfer.Version.CHANGED));
            job.startsFresh();
        }
        if (job.target == null) {
            SafeName name = services.naming().afterAnswer(job.item(), answer);
            long began = services.ticker().nanos();
            Optional<Outcome> there = pace.during(() -> choose(name, promise.expected()));
            rested = Duration.ofNanos(services.ticker().nanos() - began);
            if (there.isPresent()) {
                return there;
            }
        }
        Optional<Outcome> noRoom = services.room().lookFor(job, promise.expected() - givenUp());
        if (noRoom.isPresent()) {
            return noRoom;
        }
        return writeWhole(answer, promise, ahead, pace);
    }

    /** Bytes of the part that make room when it is written anew. */
    private long givenUp() {
        Path target = Objects.requireNonNull(job.target, "just chosen");
        return job.partPath(target).toFile().length();
    }

    /** May wait for those before it, and for the user. */
    private Optional<Outcome> choose(SafeName name, long total)
            throws IOException, ProblemException, InterruptedException {
        Conflicts setting = services.places().setting();
        services.turns().await(job);
        Optional<Outcome> there = services.places().choose(job, name, total, setting);
        if (there.isEmpty()) { // else it may choose once more, before those behind it
            services.turns().hasName(job);
        }
        return there;
    }

    /** For how long the connection was left alone because of that. */
    Duration rested() {
        return rested;
    }

    /** The part itself was found to be of another length than the document states. */
    boolean partDiffers() {
        return partDiffers;
    }

    private Optional<Outcome> writeWhole(
            ByteAnswer answer, PromisedLength promise, int ahead, Pace pace)
            throws IOException, ProblemException, InterruptedException {
        Validator version = Validator.of(answer);
        long told = promise.told();
        Path target = Objects.requireNonNull(job.target, "just chosen");
        boolean replacesPart = job.done() > 0;
        if (!replacesPart) {
            job.total = promise.total();
            services.record(job); // before there is a part, some row knows where it will be
        }
        try (PartFile part = new PartFile(job.partPath(target), services.sync())) {
            BodyCopy copy = new BodyCopy(services, job, part, answer, version, buffer, pace);
            job.total = promise.total();
            copy.begin();
            job.linkIsNewForPart = false;
            approach.goesOn();
            if (replacesPart) {
                // Else a crash could leave new bytes under the old version's name.
                services.records().recordNow(job);
            }
            // what is known to be growing has no other name: a part is recorded as whole before
            part.restart(target, services.leftovers().delete(), !replacesPart);
            boolean ended = false;
            job.endUnseen = told < 0; // whatever is recorded from here on, a crash may come behind
            try {
                // a range in chunks may be longer than it says
                copy.write(0, told < 0 ? ahead : (int) Math.min(ahead, told));
                copy.run(promise.most());
                ended = true;
            } finally {
                job.endUnseen = !ended && told < 0;
                copy.end();
            }
            job.cameShort =
                    answer.framing() == ByteAnswer.Framing.CHUNKED
                            && part.length() < promise.least();
            return promise.isExceededBy(part.length()) && job.item().size() == null
                    ? longerThanTold(promise, copy)
                    : afterBody(answer, part, version, promise.least());
        }
    }

    /** Who names the version contradicts himself; else it is another one, of whatever length. */
    private Optional<Outcome> longerThanTold(PromisedLength promise, BodyCopy copy)
            throws ProblemException {
        if (promise.version() == PromisedLength.Version.SAME) {
            copy.begin(); // nothing that came can be relied on
            throw PromisedLength.isLonger(promise.total());
        }
        job.startsFresh();
        job.total = TransferState.UNKNOWN;
        return isAnotherVersion();
    }

    /** The body goes on behind what is there. */
    Optional<Outcome> rest(ByteAnswer answer, Verdict.Rest rest, Ask ask, PartFile part)
            throws IOException, ProblemException, InterruptedException {
        try (Pace pace = new Pace(services, job)) {
            return rest(answer, rest, ask, part, pace);
        }
    }

    private Optional<Outcome> rest(
            ByteAnswer answer, Verdict.Rest rest, Ask ask, PartFile part, Pace pace)
            throws IOException, ProblemException, InterruptedException {
        job.cameShort = false;
        Validator version = job.validator().continuedIn(answer);
        BodyCopy copy = new BodyCopy(services, job, part, answer, version, buffer, pace);
        if (!new Look(services, job, buffer, pace).isEqual(answer, ask, part)) {
            return isAnotherVersion();
        }
        job.linkIsNewForPart = false;
        approach.goesOn();
        job.total = rest.total();
        job.endUnseen = false; // a range tells its end
        long before = part.length();
        try {
            copy.run(rest.end());
        } finally {
            copy.end();
        }
        if (part.length() != job.total) { // else there is nothing left to be sent in slivers
            approach.took(part.length() - before);
        }
        return afterBody(answer, part, version, rest.end());
    }

    /** The body is a sample of what is there: the next one, or another version after all. */
    Optional<Outcome> sample(ByteAnswer answer, Ask ask, PartFile part)
            throws IOException, ProblemException, InterruptedException {
        try (Pace pace = new Pace(services, job)) {
            if (!new Look(services, job, buffer, pace).isEqual(answer, ask, part)) {
                return isAnotherVersion();
            }
            approach.sampled();
            return Optional.empty();
        }
    }

    private Optional<Outcome> isAnotherVersion() throws ProblemException {
        job.transfer.facts(job.transfer.facts().withVersion(Transfer.Version.CHANGED));
        approach.startOver();
        return Optional.empty();
    }

    private Optional<Outcome> afterBody(
            ByteAnswer answer, PartFile part, Validator version, long least)
            throws IOException, ProblemException, InterruptedException {
        if (part.length() < least) {
            throw new ProblemException(Problem.of(Cause.INCOMPLETE));
        }
        Long size = job.item().size();
        if (job.total == TransferState.UNKNOWN
                && size != null
                && part.length() < size
                && answer.framing() == ByteAnswer.Framing.UNTIL_CLOSE) {
            throw new ProblemException(Problem.of(Cause.INCOMPLETE));
        }
        if (size != null && part.length() > size) {
            partDiffers = true;
            throw PromisedLength.isLonger(size);
        }
        boolean whole = job.total == TransferState.UNKNOWN || part.length() == job.total;
        if (!whole) {
            return Optional.empty(); // an honest shorter range: ask for the next one
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

    /** All is there: checks and publishes it. */
    Outcome finish(PartFile part, Validator version, Transfer.Size size)
            throws IOException, ProblemException, InterruptedException {
        Long stated = job.item().size();
        if (stated != null && part.length() != stated) {
            partDiffers = true;
            throw PromisedLength.sizeDiffers(stated, part.length());
        }
        if (!part.isInPlace()) {
            Path target = Objects.requireNonNull(job.target, "a part has a target");
            throw new NoSuchFileException(job.partPath(target).toString());
        }
        return new Finish(services, job).now(part, version, size);
    }

    private int readAhead(AwaitedFile file, ByteAnswer answer, Pace pace)
            throws ProblemException, InterruptedException {
        int ahead = 0;
        while (ahead < ErrorPage.LOOKED_AT && (ahead == 0 || mayBeNoFile(file, answer, ahead))) {
            int read = read(answer, ahead, ErrorPage.LOOKED_AT - ahead);
            if (read < 0) {
                break;
            }
            ahead += read;
            services.received(job, read);
            services.pay(job, read);
            if (ahead != answer.length()) {
                pace.judge();
            }
        }
        return ahead;
    }

    private boolean mayBeNoFile(AwaitedFile file, ByteAnswer answer, int ahead) {
        return ErrorPage.mayBe(buffer, ahead) || Notice.mayBe(file, answer, buffer, ahead);
    }

    private int read(ByteAnswer answer, int from, int most)
            throws ProblemException, InterruptedException {
        try (Whereabouts _ = job.whereabouts.leave()) {
            return answer.read(buffer, from, most);
        }
    }
}
