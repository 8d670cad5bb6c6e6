package app.jackdaw.download;

import app.jackdaw.download.Verdict.AskAfterLook;
import app.jackdaw.download.Verdict.AskAgain;
import app.jackdaw.download.Verdict.AskWhole;
import app.jackdaw.download.Verdict.Complete;
import app.jackdaw.download.Verdict.LinkRefused;
import app.jackdaw.download.Verdict.Rest;
import app.jackdaw.download.Verdict.Sample;
import app.jackdaw.download.Verdict.Whole;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.net.ByteAnswer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the header of an answer with suspicion: bytes are only ever appended where both the range
 * and the version are what was asked for. Stateless.
 */
final class AnswerJudge {

    /** What expired links were seen to answer (reference, section 1.7). */
    private static final Set<Integer> SUSPECT = Set.of(400, 401, 403);

    private static final Set<Integer> GONE = Set.of(404, 410);

    private static final Set<Integer> LATER = Set.of(408, 425, 429);

    private AnswerJudge() {}

    /**
     * @param there the version on disk
     * @param total as known from earlier answers or the document, -1 when not known
     * @param otherCopy whether another copy of the same file may have answered
     * @param looked whether the part was compared with what the server has
     * @throws ProblemException when the same is to be tried again later, or never
     */
    static Verdict judge(
            ByteAnswer answer,
            Ask ask,
            Validator there,
            long total,
            boolean otherCopy,
            boolean looked)
            throws ProblemException {
        int status = answer.status();
        if (status == 200) {
            refuseEncoded(answer);
            boolean maySucceed = ask.isConditional() && answer.length() == total && total > 0;
            return maySucceed
                            && otherCopy
                            && !looked
                            && !there.hasAnotherDateThan(answer)
                            && !there.isConfirmedBy(Validator.of(answer))
                    ? new AskAfterLook()
                    : new Whole(answer.length());
        }
        if (status == 206) {
            refuseEncoded(answer);
            return partial(answer, ask, there, total, otherCopy, looked);
        }
        if (status == 416 && ask.isRanged()) {
            return unsatisfied(answer, ask, there, total);
        }
        if (SUSPECT.contains(status)) {
            return new LinkRefused(problem(Cause.LINK_REFUSED, status));
        }
        if (GONE.contains(status)) {
            return new LinkRefused(problem(Cause.LINK_GONE, status));
        }
        if (LATER.contains(status) || status >= 500) {
            throw new ProblemException(problem(Cause.SERVER_TROUBLE, status));
        }
        if (status >= 400) {
            return new LinkRefused(problem(Cause.SERVER_REFUSES, status));
        }
        throw new ProblemException(problem(Cause.PROTOCOL_BROKEN, status));
    }

    private static void refuseEncoded(ByteAnswer answer) throws ProblemException {
        if (answer.isEncoded()) {
            throw new ProblemException(problem(Cause.ENCODED_BODY, answer.status()));
        }
    }

    private static Verdict partial(
            ByteAnswer answer,
            Ask ask,
            Validator there,
            long total,
            boolean otherCopy,
            boolean looked)
            throws ProblemException {
        Optional<ContentRange> told = answer.header("Content-Range").flatMap(ContentRange::parse);
        if (ask.isRanged() && isMultipart(answer)) {
            return new AskAgain();
        }
        if (told.isEmpty() || told.get().isUnsatisfied() || !fits(told.get(), answer)) {
            return wholeOrBroken(ask);
        }
        ContentRange range = told.get();
        boolean everything = range.first() == 0 && range.last() == range.total() - 1;
        // a sample of the beginning may come with all that is behind it
        if (everything && !(ask.isSample() && ask.from() == 0)) {
            return new Whole(range.total());
        }
        if (range.first() != ask.from() || ask.there() == 0) {
            return wholeOrBroken(ask);
        }
        if (range.total() >= 0 && total >= 0 && range.total() != total) {
            return new AskWhole();
        }
        Optional<Verdict> version = version(answer, ask, there, total, otherCopy, looked);
        if (version.isPresent()) {
            return version.get();
        }
        if (ask.isSample()) {
            return range.length() >= ask.compared() ? new Sample() : new AskWhole();
        }
        long end = range.last() + 1;
        long known = range.total() >= 0 ? range.total() : total;
        if (known < 0 || end > known) {
            return new AskWhole();
        }
        boolean endFits = range.total() >= 0 || end == total;
        if (!endFits && ask.compared() == 0) {
            return new AskAfterLook();
        }
        boolean brings = end > ask.there() || (end == ask.there() && ask.compared() > 0);
        return brings ? new Rest(end, known) : new AskWhole();
    }

    /** What follows from the version that the answer names, if anything does. */
    private static Optional<Verdict> version(
            ByteAnswer answer,
            Ask ask,
            Validator there,
            long total,
            boolean otherCopy,
            boolean looked) {
        if (there.isContradictedBy(answer)) {
            boolean maybe = otherCopy && total >= 0 && !there.hasAnotherDateThan(answer);
            if (maybe && ask.compared() > 0) {
                return Optional.empty(); // that is being found out
            }
            return Optional.of(maybe && !looked ? new AskAfterLook() : new AskWhole());
        }
        boolean untold = ask.isConditional() && !looked && there.isPassedOverBy(answer);
        return untold ? Optional.of(new AskAfterLook()) : Optional.empty();
    }

    /** A part of a file for which the whole was asked is no answer at all. */
    private static Verdict wholeOrBroken(Ask ask) throws ProblemException {
        if (ask.isRanged()) {
            return new AskWhole();
        }
        throw new ProblemException(problem(Cause.PROTOCOL_BROKEN, 206));
    }

    /** One range was asked for; several in one body are put together by nobody. */
    private static boolean isMultipart(ByteAnswer answer) {
        return answer.header("Content-Type")
                .filter(type -> type.toLowerCase(Locale.ROOT).startsWith("multipart/"))
                .isPresent();
    }

    private static boolean fits(ContentRange range, ByteAnswer answer) {
        return answer.length() < 0 || answer.length() == range.length();
    }

    /** Nothing lies behind the part: it is the file, unless more of it was promised before. */
    private static Verdict unsatisfied(ByteAnswer answer, Ask ask, Validator there, long total) {
        boolean complete =
                answer.header("Content-Range")
                        .flatMap(ContentRange::parse)
                        .filter(range -> range.isUnsatisfied() && range.total() == ask.there())
                        .isPresent();
        boolean asPromised = total < 0 || total == ask.there();
        return complete && asPromised && ask.compared() == 0 && !there.isContradictedBy(answer)
                ? new Complete()
                : new AskWhole();
    }

    private static Problem problem(Cause cause, int status) {
        return Problem.of(cause).withHttpStatus(status);
    }
}
