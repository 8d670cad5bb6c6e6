package app.jackdaw.model;

import org.jspecify.annotations.Nullable;

/**
 * Carries a {@link Problem} to whoever can show it or act on it. Its message is the cause's name
 * alone: sentences live in the window, secrets nowhere.
 */
public final class ProblemException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        this(problem, null);
    }

    public ProblemException(Problem problem, @Nullable Throwable reason) {
        super(problem.cause().name(), reason);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
