package app.jackdaw.net;

import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.jspecify.annotations.Nullable;

/**
 * One exchange with a link host over sockets, without redirects. The header is fetched on a virtual
 * thread of its own, so that an interrupt or the time-out of the whole header ends the wait at once
 * even while a host name is looked up or the header drips. Any thread.
 */
final class HttpByteSource implements Hops {

    /** More than the pool holds for one host. */
    private static final int MOST_REUSED = 64;

    private final CloseableHttpClient client;
    private final NetworkFault faults;
    private final Proxies proxies;
    private final TimeOuts timeOuts;
    private final ReadWatch watch;

    HttpByteSource(CloseableHttpClient client, Proxies proxies, TimeOuts timeOuts) {
        this.client = client;
        this.proxies = proxies;
        this.faults = new NetworkFault(proxies);
        this.timeOuts = timeOuts;
        // Sockets live in the machine's time, whatever the time of those who use them.
        ThreadFactory threads = Thread.ofVirtual().name("read-watch").factory();
        this.watch = new ReadWatch(Ticker.system(), threads, timeOuts.read());
    }

    @Override
    public HttpByteAnswer open(ByteRequest request, Predicate<InetAddress> acceptable)
            throws ProblemException, InterruptedException {
        Exchange exchange = new Exchange(request, acceptable);
        Call call = new Call(exchange);
        Thread caller = Thread.ofVirtual().name("byte-call").start(call);
        try {
            HttpByteAnswer answer = call.get(timeOuts.answer().toNanos(), TimeUnit.NANOSECONDS);
            if (faults.isProxyLogin(answer.status(), request.uri())) {
                answer.close();
                throw new ProblemException(faults.proxyLogin(request.uri()));
            }
            return answer;
        } catch (InterruptedException cancelled) {
            call.abandon(caller);
            throw cancelled;
        } catch (TimeoutException tooLong) {
            call.abandon(caller);
            throw new ProblemException(Problem.of(Cause.TIMED_OUT, request.uri().getHost()));
        } catch (ExecutionException failed) {
            // The reason's text may hold the address with its query, so it is not passed on.
            throw new ProblemException(problem(failed.getCause(), request));
        }
    }

    private Problem problem(@Nullable Throwable failure, ByteRequest request) {
        String host = String.valueOf(request.uri().getHost());
        return switch (failure) {
            case null -> Problem.of(Cause.INTERNAL, "ExecutionException");
            case CarefulExecutor.Forbidden _ -> Problem.of(Cause.REDIRECT_REFUSED, host);
            case Exception exception -> faults.of(exception, request.uri());
            default -> Problem.of(Cause.INTERNAL, "Error");
        };
    }

    /** An answer that comes when nobody waits for it any more is closed, however late. */
    private static final class Call extends FutureTask<HttpByteAnswer> {

        private final Exchange exchange;

        Call(Exchange exchange) {
            super(exchange::answer);
            this.exchange = exchange;
        }

        void abandon(Thread caller) {
            exchange.abandoned.set(true);
            caller.interrupt(); // closes the socket under whatever waits on it, a connect too
            closeIfHere();
        }

        @Override
        protected void done() {
            if (exchange.abandoned.get()) {
                closeIfHere();
            }
        }

        private void closeIfHere() {
            if (state() == State.SUCCESS) {
                resultNow().close();
            }
        }
    }

    /** What must be ended when nobody waits for the answer any more. */
    private final class Exchange {

        private final ByteRequest request;
        private final Predicate<InetAddress> acceptable;
        private final AtomicBoolean abandoned = new AtomicBoolean();

        Exchange(ByteRequest request, Predicate<InetAddress> acceptable) {
            this.request = request;
            this.acceptable = acceptable;
        }

        HttpByteAnswer answer() throws IOException, HttpException {
            // Every connection may have been left by its server; a fresh one is tried last.
            for (int reused = 0; ; reused++) {
                HttpClientContext context = HttpClientContext.create();
                try {
                    return answer(context);
                } catch (IOException failure) {
                    boolean fresh = !wasReused(context);
                    if (fresh || reused >= MOST_REUSED || !isLeft(failure) || abandoned.get()) {
                        throw failure;
                    }
                }
            }
        }

        private HttpByteAnswer answer(HttpClientContext context) throws IOException, HttpException {
            if (proxies.proxyFor(request.uri()).isEmpty()) {
                context.setAttribute(
                        CarefulExecutor.ACCEPTABLE, new CarefulExecutor.Acceptable(acceptable));
            }
            HttpGet get = get();
            ClassicHttpResponse response =
                    client.executeOpen(RoutingSupport.determineHost(get), get, context);
            HttpByteAnswer answer =
                    new HttpByteAnswer(request.uri(), get, response, context, faults, watch);
            if (abandoned.get()) {
                answer.close();
            }
            return answer;
        }

        private HttpGet get() {
            HttpGet fresh = new HttpGet(request.uri());
            fresh.setHeader("Accept", "*/*");
            fresh.setHeader("Accept-Encoding", "identity");
            String range = request.range();
            if (range != null) {
                fresh.setHeader("Range", range);
                if (request.ifRange() != null) {
                    fresh.setHeader("If-Range", request.ifRange());
                }
            }
            return fresh;
        }
    }

    private static boolean wasReused(HttpClientContext context) {
        return Boolean.TRUE.equals(context.getAttribute(CarefulExecutor.REUSED));
    }

    /** The server closed the connection while it was idle, or left something on it. */
    private static boolean isLeft(IOException failure) {
        return failure instanceof CarefulExecutor.NotReusable
                || failure instanceof NoHttpResponseException
                || failure instanceof SocketException
                || failure instanceof SSLException; // the end without a goodbye is one, too
    }
}
