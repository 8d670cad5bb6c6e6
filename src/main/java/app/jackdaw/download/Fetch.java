package app.jackdaw.download;

import app.jackdaw.model.LedgerEntry.PartRecord;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.ByteAnswer;
import app.jackdaw.net.ByteRequest;
import app.jackdaw.net.RetryAfter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks for bytes until the file is whole: several requests where a server gives little at a time,
 * changed its mind about the version or does not take a link any more. Lives for one go, on the
 * worker's thread.
 */
final class Fetch {

    /** Where a link leads says something about the link. */
    private static final Set<Cause> LED_ASTRAY =
            EnumSet.of(Cause.TOO_MANY_REDIRECTS, Cause.REDIRECT_REFUSED);

    private final Services services;
    private final Job job;
    private final Links links;
    private final Approach approach;
    private final Reception reception;

    /** As {@link Hosts} call it. */
    private String host = Hosts.PLATFORM;

    private String hostName = "";
    private boolean counted;
    private Optional<Duration> askedToWait = Optional.empty();

    Fetch(Services services, Job job) {
        this.services = services;
        this.job = job;
        this.links = new Links(services, job);
        this.approach = new Approach(job.wholeNext);
        this.reception = new Reception(services, job, links, approach);
    }

    /**
     * The host that a failure is about: that of a redirect, or the one asked. One behind a proxy
     * that fails cannot be reached: others may be, without it.
     */
    String hostOf(Problem problem) {
        if (!Silence.is(problem) || problem.arguments().isEmpty()) {
            return host;
        }
        String silent = problem.arguments().getFirst();
        boolean ownOne = host.equals(services.links().giver(job.item())) || silent.equals(hostName);
        return ownOne || problem.cause() == Cause.PROXY_FAILED ? host : silent;
    }

    /** The host of the link, or {@link Hosts#PLATFORM} while there is none. */
    String asked() {
        return host;
    }

    /** For how long the file waited for its name while its connection was left alone. */
    Duration rested() {
        return reception.rested();
    }

    /** What came is not as long as the document states, whatever any answer says. */
    boolean partDiffers() {
        return reception.partDiffers();
    }

    /** What its {@code Retry-After} said. */
    Optional<Duration> askedToWait() {
        return askedToWait;
    }

    Outcome run() throws IOException, ProblemException, InterruptedException {
        job.wholeNext = false;
        Optional<Outcome> end = Optional.empty();
        while (end.isEmpty()) {
            end = exchange();
        }
        return end.get();
    }

    private Optional<Outcome> exchange()
            throws IOException, ProblemException, InterruptedException {
        Optional<Outcome> whole = ifAllIsThere();
        if (whole.isPresent()) {
            return whole;
        }
        host = services.links().giver(job.item()); // who is asked first
        long left = job.expected() - job.done();
        // First of all: a link may cost a call, an answer may end in a broken connection.
        Optional<Outcome> noRoom = services.room().lookFor(job, Math.max(left, job.roomNeeded));
        if (noRoom.isPresent()) {
            return noRoom;
        }
        Optional<Outcome> noLink = links.asksPlatform() ? restOf(host) : Optional.empty();
        if (noLink.isPresent()) {
            return noLink;
        }
        countAsAsked();
        URI uri = links.address();
        host = Hosts.of(uri);
        hostName = uri.getHost();
        Optional<Outcome> rest = restOf(host).or(() -> restOf(job.ledTo));
        if (rest.isPresent()) {
            return rest;
        }
        try (PartFile part = continued()) {
            Ask ask = approach.next(job, part);
            // Even where all is asked for again: what is there stays until something better came.
            long there = part == null ? 0 : part.length();
            job.transfer.state(new TransferState.Running(there, job.expected()));
            services.turns().asksServer(job);
            if (job.isSentElsewhere()) { // whoever tells it from now on sees that it runs
                return Optional.of(elsewhere());
            }
            try (ByteAnswer answer = open(ask.request(uri))) {
                heard(answer);
                askedToWait =
                        answer.header("Retry-After")
                                .filter(_ -> answer.status() >= 400)
                                .flatMap(v -> RetryAfter.delay(v, services.ticker().now()));
                return take(answer, ask, part);
            } catch (ProblemException failure) {
                noteDetour(failure.problem());
                if (LED_ASTRAY.contains(failure.problem().cause())) {
                    return links.refused(failure.problem().at(services.ticker().now()));
                }
                throw failure;
            }
        }
    }

    /** What was stopped between its last byte and its name needs no link, no host and no room. */
    private Optional<Outcome> ifAllIsThere()
            throws IOException, ProblemException, InterruptedException {
        if (job.done() == 0 || job.done() != job.total || job.endUnseen) {
            return Optional.empty();
        }
        try (PartFile part = continued()) {
            return part == null
                    ? Optional.empty()
                    : Optional.of(reception.finish(part, job.validator(), Transfer.Size.CHECKED));
        }
    }

    /** Once in a go, whatever it takes; to have looked for room alone is no attempt. */
    private void countAsAsked() {
        if (!counted) {
            counted = true;
            Transfer.Facts facts = job.transfer.facts();
            job.transfer.facts(facts.withAttempts(facts.attempts() + 1));
        }
    }

    /** No attempt, as no host was asked: it still takes its turn. */
    private Outcome elsewhere() {
        Transfer.Facts facts = job.transfer.facts();
        job.transfer.facts(facts.withAttempts(facts.attempts() - 1));
        return new Outcome.Elsewhere();
    }

    private ByteAnswer open(ByteRequest request) throws ProblemException, InterruptedException {
        try (Whereabouts _ = job.whereabouts.leave()) {
            return services.bytes().open(request);
        }
    }

    private Optional<Outcome> restOf(@Nullable String asked) {
        return asked == null
                ? Optional.empty()
                : services.hosts().enter(asked, job).map(why -> new Outcome.Resting(asked, why));
    }

    private void heard(ByteAnswer answer) {
        job.answered = true;
        services.turns().hasHead(job);
        services.hosts().answered(host);
        String last = answer.uri().getHost();
        if (last != null && !Hosts.of(answer.uri()).equals(host)) {
            services.hosts().answered(Hosts.of(answer.uri()));
            services.hosts().answered(last); // as a failure calls it to which a redirect leads
        }
        if (!Troubles.isSaidBy(answer.status())) {
            services.hosts().isWell(host);
            services.hosts().left(job); // maybe the probe of a host it did not come to, too
        }
        if (answer.status() >= 300) {
            return; // a refusal leads nowhere
        }
        String silent = job.ledTo;
        job.ledTo = null;
        if (silent != null && !silent.equals(last)) {
            services.hosts().leadsElsewhere(silent);
        }
    }

    /** When nobody answers elsewhere, the link's own host did: it sent us there. */
    private void noteDetour(Problem problem) {
        String silent = hostOf(problem);
        if (Silence.is(problem) && !silent.equals(host)) {
            services.hosts().answered(host);
            job.ledTo = silent;
        }
    }

    /** The part, if there is one worth continuing. */
    private @Nullable PartFile continued()
            throws IOException, ProblemException, InterruptedException {
        PartRecord record = job.part;
        Path target = job.target;
        if (record == null || target == null || record.bytes() == 0) {
            return null;
        }
        Path path = job.partPath(target);
        if (!Files.exists(path) // and to open it would make it
                || isTheUsers(path, target, record)) {
            forgetPart();
            return null;
        }
        PartFile part = new PartFile(path, services.sync());
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
            forgetPart();
            return null;
        }
        job.mark = part.mark(); // a large part is not read once more for the next request
        return part;
    }

    /**
     * Whether the user may have the file already, into which the part would be continued: a loss of
     * power takes the last rows along that told that it is whole, and leaves the name.
     */
    private boolean isTheUsers(Path part, Path target, PartRecord record) throws IOException {
        boolean staysAsItIs =
                record.bytes() == job.total && !job.endUnseen && Files.size(part) == record.bytes();
        return !staysAsItIs && Publisher.hasAnotherName(part, target);
    }

    /** It is missed, unless it is only out of reach. */
    private void forgetPart() throws ProblemException {
        Home.require(job);
        job.forgetPart();
    }

    private Optional<Outcome> take(ByteAnswer answer, Ask ask, @Nullable PartFile part)
            throws IOException, ProblemException, InterruptedException {
        Verdict verdict =
                AnswerJudge.judge(
                        answer,
                        ask,
                        job.validator(),
                        job.expected(),
                        job.linkIsNewForPart,
                        approach.hasLooked());
        if (!(verdict instanceof Verdict.LinkRefused)) {
            links.opened();
        }
        return switch (verdict) {
            case Verdict.Whole whole -> {
                if (part != null) {
                    part.close(); // Windows moves no file that anybody has open
                }
                Home.require(job); // to get here may have taken a while
                yield reception.whole(answer, hostName, whole.total());
            }
            case Verdict.Rest rest when part != null -> reception.rest(answer, rest, ask, part);
            case Verdict.Sample _ when part != null -> reception.sample(answer, ask, part);
            case Verdict.Complete _ when part != null ->
                    Optional.of(reception.finish(part, job.validator(), Transfer.Size.CHECKED));
            case Verdict.LinkRefused refused -> reception.refused(answer, refused.problem());
            case Verdict.AskAfterLook _ -> {
                approach.lookFirst();
                yield Optional.empty();
            }
            case Verdict.AskAgain _ -> {
                approach.onceMore();
                yield Optional.empty();
            }
            case Verdict.AskWhole _, Verdict.Rest _, Verdict.Sample _, Verdict.Complete _ -> {
                approach.startOver();
                yield Optional.empty();
            }
        };
    }
}
