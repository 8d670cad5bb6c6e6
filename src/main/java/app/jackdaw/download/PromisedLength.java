package app.jackdaw.download;

import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.ByteAnswer;

/**
 * How long a file must become whose body comes from its first byte. What an earlier answer told
 * counts until one is of another version: a broken line, and a proxy whose own source broke off,
 * end a body like its real end. Immutable.
 *
 * @param told how long the answer says that the file is, -1 when it does not
 * @param total how long it is as far as servers told, -1 if none did
 * @param expected the same; where none did, as its document states
 * @param least with fewer bytes it is surely not whole
 */
record PromisedLength(Version version, long told, long total, long expected, long least) {

    /** How the answer's version relates to that of the part. */
    enum Version {
        /** Confirmed by a strong validator. */
        SAME,
        /** Neither confirmed nor contradicted. */
        UNTOLD,
        OTHER
    }

    /**
     * @param isEmpty the body ended without a single byte
     * @throws ProblemException when that cannot be the file: what is there stays
     */
    static PromisedLength of(Job job, ByteAnswer answer, long told, boolean isEmpty)
            throws ProblemException {
        Long stated = job.item().size();
        if (stated != null && told >= 0 && stated != told) {
            throw sizeDiffers(stated, told);
        }
        Version version = version(job.validator(), answer);
        long earlier = version == Version.OTHER ? TransferState.UNKNOWN : job.promised();
        boolean isAnotherLength = told >= 0 && earlier >= 0 && told != earlier;
        boolean replacesByNothing = isEmpty && job.done() > 0;
        if (isAnotherLength && (version == Version.SAME || replacesByNothing)) {
            throw sizeDiffers(earlier, told); // who is right cannot be known
        }
        boolean tellsItsEnd = answer.framing() != ByteAnswer.Framing.UNTIL_CLOSE;
        boolean mayBeEmpty =
                replacesByNothing
                        ? version == Version.OTHER && tellsItsEnd && (stated == null || stated == 0)
                        : tellsItsEnd || (stated != null && stated == 0);
        long there = version == Version.SAME ? Math.max(job.done(), job.farthest) : 0;
        if ((isEmpty && !mayBeEmpty) || (told >= 0 && told < there)) {
            throw new ProblemException(Problem.of(Cause.INCOMPLETE));
        }
        long total = told >= 0 ? told : earlier;
        long expected = total < 0 && stated != null ? stated : total;
        return new PromisedLength(version, told, total, expected, total < 0 ? there : total);
    }

    private static Version version(Validator there, ByteAnswer answer) {
        if (there.isContradictedBy(answer)) {
            return Version.OTHER;
        }
        return there.isSameIn(answer) ? Version.SAME : Version.UNTOLD;
    }

    /** Whether what is there is of another file than the one that was begun. */
    boolean isChange(long expectedBefore) {
        return version == Version.OTHER
                || (expected >= 0 && expectedBefore >= 0 && expected != expectedBefore);
    }

    /** How much to read; a byte more than expected is enough to know that it is another file. */
    long most() {
        return told < 0 && expected >= 0 ? expected + 1 : told;
    }

    /** Whether more came than an earlier answer told. */
    boolean isExceededBy(long length) {
        return told < 0 && total >= 0 && length > total;
    }

    static ProblemException sizeDiffers(long expected, long received) {
        return sizeDiffers(expected, Long.toString(received));
    }

    /** More came than there should be; how much more nobody waited for. */
    static ProblemException isLonger(long expected) {
        return sizeDiffers(expected, ">" + expected);
    }

    private static ProblemException sizeDiffers(long expected, String received) {
        return new ProblemException(
                Problem.of(Cause.SIZE_DIFFERS, Long.toString(expected), received));
    }
}
