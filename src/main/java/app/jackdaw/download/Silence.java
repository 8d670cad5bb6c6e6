package app.jackdaw.download;

import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import java.util.EnumSet;
import java.util.Set;

/** What a failure says of whoever was asked. Stateless. */
final class Silence {

    private static final Set<Cause> NO_CONNECTION =
            EnumSet.of(
                    Cause.HOST_NOT_FOUND,
                    Cause.NETWORK_UNREACHABLE,
                    Cause.PROXY_FAILED,
                    Cause.CONNECTION_REFUSED,
                    Cause.TIMED_OUT);

    /** What a machine without a network says, or without the proxy that is its way out. */
    private static final Set<Cause> NO_WAY =
            EnumSet.of(Cause.HOST_NOT_FOUND, Cause.NETWORK_UNREACHABLE, Cause.PROXY_FAILED);

    /** Of the platform: to have asked for a link and been told so costs no try. */
    private static final Set<Cause> NOBODY_ASKED = EnumSet.of(Cause.RATE_LIMITED, Cause.NOT_ASKED);

    private Silence() {}

    /** Whether nobody answered at all. */
    static boolean is(Problem problem) {
        return NO_CONNECTION.contains(problem.cause());
    }

    /** Whether it was not even found: that may be the network's fault as well. */
    static boolean isNoWay(Problem problem) {
        return NO_WAY.contains(problem.cause());
    }

    /** Whether it did not even refuse. */
    static boolean isUnanswered(Problem problem) {
        return problem.cause() == Cause.TIMED_OUT
                && problem.arguments().contains(Problem.NOT_CONNECTED);
    }

    /** Whether what was asked came to nobody; a platform that takes its time has counted it. */
    static boolean isUnheard(Problem problem) {
        return isNoWay(problem)
                || isUnanswered(problem)
                || isNobodyAsked(problem)
                || problem.cause() == Cause.CONNECTION_REFUSED;
    }

    /** Whether nobody was asked, as the platform wants a pause; no host of bytes says so. */
    static boolean isNobodyAsked(Problem problem) {
        return NOBODY_ASKED.contains(problem.cause());
    }
}
