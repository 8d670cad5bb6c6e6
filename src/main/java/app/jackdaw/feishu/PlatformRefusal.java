package app.jackdaw.feishu;

import app.jackdaw.model.Problem;
import app.jackdaw.model.ProblemException;

/** A call that brought no result: why, and how that kind of failure is to be handled. */
public final class PlatformRefusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final ErrorClass errorClass;
    private final transient Problem problem;

    PlatformRefusal(ErrorClass errorClass, Problem problem) {
        super(errorClass + " " + problem.cause());
        this.errorClass = errorClass;
        this.problem = problem;
    }

    /** A failure on the way: of the network class where no call at all can get through. */
    static PlatformRefusal onTheWay(Problem problem) {
        ErrorClass errorClass =
                switch (problem.cause()) {
                    case HOST_NOT_FOUND,
                            CONNECTION_REFUSED,
                            NETWORK_UNREACHABLE,
                            TLS_FAILED,
                            PROXY_LOGIN,
                            PROXY_FAILED ->
                            ErrorClass.NETWORK;
                    default -> ErrorClass.RETRY;
                };
        return new PlatformRefusal(errorClass, problem);
    }

    public ErrorClass errorClass() {
        return errorClass;
    }

    public Problem problem() {
        return problem;
    }

    ProblemException toProblem() {
        return new ProblemException(problem);
    }
}
