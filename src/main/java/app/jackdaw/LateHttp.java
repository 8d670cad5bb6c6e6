package app.jackdaw;

import app.jackdaw.model.Problem;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.Secret;
import app.jackdaw.net.ApiAnswer;
import app.jackdaw.net.ApiClient;
import app.jackdaw.net.ByteSource;
import app.jackdaw.net.Http;
import java.net.InetAddress;
import java.net.URI;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The network, opened on a thread of its own once the window is there: reading the machine's
 * certificates takes longer, and more of the processor, than a window should keep people waiting.
 * Who calls earlier opens it, who calls meanwhile waits for it. Any thread.
 */
final class LateHttp implements ApiClient, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LateHttp.class);

    private final FutureTask<Http> opening;
    private final AtomicBoolean begun = new AtomicBoolean();

    LateHttp(Callable<Http> open) {
        opening = new FutureTask<>(open);
    }

    /** Opens the network before somebody needs it; once. */
    void open() {
        if (begun.compareAndSet(false, true)) {
            Thread.ofVirtual().name("open-network").start(opening);
        }
    }

    @Override
    public ApiAnswer get(URI uri, @Nullable Secret accessToken)
            throws ProblemException, InterruptedException {
        return opened().api().get(uri, accessToken);
    }

    @Override
    public ApiAnswer post(URI uri, @Nullable Secret accessToken, String json)
            throws ProblemException, InterruptedException {
        return opened().api().post(uri, accessToken, json);
    }

    /** As {@link Http#bytes}. */
    ByteSource bytes(Predicate<InetAddress> allowedPrivate) {
        return request -> opened().bytes(allowedPrivate).open(request);
    }

    private Http opened() throws ProblemException, InterruptedException {
        open();
        try {
            return opening.get();
        } catch (ExecutionException failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            LOG.error("The network cannot be used", cause);
            throw new ProblemException(
                    Problem.of(Problem.Cause.INTERNAL, cause.getClass().getSimpleName()), cause);
        } catch (CancellationException closed) {
            InterruptedException ended = new InterruptedException("closed");
            ended.initCause(closed);
            throw ended;
        }
    }

    @Override
    public void close() {
        if (!opening.cancel(false) && opening.state() == FutureTask.State.SUCCESS) {
            opening.resultNow().close();
        }
    }
}
