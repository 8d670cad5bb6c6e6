package app.jackdaw.ui.kit;

import app.jackdaw.model.Problem;
import app.jackdaw.model.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.concurrent.Task;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what blocks as {@link Task}s on virtual threads and delivers one result each. Called on the
 * FX thread, calls back on it.
 */
public final class Background implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Background.class);

    private final List<Task<?>> running = new ArrayList<>();
    private final ReadOnlyIntegerWrapper runningCount = new ReadOnlyIntegerWrapper(0);
    private boolean closed;

    /** Starts a task; whoever made it listens to it. Unheard failures are logged. */
    public <T> Task<T> run(String name, Task<T> task) {
        running.add(task);
        runningCount.set(running.size());
        task.stateProperty()
                .addListener((_, _, state) -> {
                    switch (state) {
                        case SUCCEEDED, CANCELLED -> ended(task);
                        case FAILED -> {
                            logUnexpected(name, task.getException());
                            ended(task);
                        }
                        default -> {
                            /* still on its way */
                        }
                    }
                });
        Thread.ofVirtual().name(name).start(task);
        return task;
    }

    /** Runs a call and hands over either its result or the problem that it met. */
    public <T> Task<T> call(
            String name, Callable<T> work, Consumer<T> onResult, Consumer<Problem> onProblem) {
        Task<T> task =
                new Task<>() {
                    @Override
                    protected T call() throws Exception {
                        return work.call();
                    }
                };
        task.setOnSucceeded(_ -> onResult.accept(task.getValue()));
        task.setOnFailed(_ -> onProblem.accept(problemOf(task.getException())));
        return run(name, task);
    }

    /** What a task's failure means for the user. */
    public static Problem problemOf(Throwable failure) {
        return failure instanceof ProblemException known
                ? known.problem()
                : Problem.of(Problem.Cause.INTERNAL, failure.getClass().getSimpleName());
    }

    public ReadOnlyIntegerProperty runningCountProperty() {
        return runningCount.getReadOnlyProperty();
    }

    /** Interrupts everything that still runs. */
    @Override
    public void close() {
        closed = true;
        List.copyOf(running).forEach(Task::cancel);
    }

    private void ended(Task<?> task) {
        running.remove(task);
        runningCount.set(running.size());
    }

    private void logUnexpected(String name, Throwable failure) {
        if (closed && failure instanceof InterruptedException) {
            LOG.debug("{} ended with the application", name); // before it could be cancelled
        } else if (!(failure instanceof ProblemException)) {
            LOG.error("{} failed", name, failure);
        }
    }
}
