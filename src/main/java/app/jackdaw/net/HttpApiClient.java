package app.jackdaw.net;

import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.jspecify.annotations.Nullable;

/**
 * The API client over sockets. Each exchange runs on a virtual thread of its own, so that an
 * interrupt or the time-out of the whole call ends it at once, even where the library or the
 * resolver of host names would not listen. Any thread.
 */
final class HttpApiClient implements ApiClient {

    /** Ample for any answer of the platform; a longer one is not its answer. */
    private static final int LONGEST_ANSWER = 8 * 1024 * 1024;

    private static final ContentType JSON =
            ContentType.create("application/json", StandardCharsets.UTF_8);

    private final CloseableHttpClient client;
    private final NetworkFault faults;
    private final TimeOuts timeOuts;

    HttpApiClient(CloseableHttpClient client, NetworkFault faults, TimeOuts timeOuts) {
        this.client = client;
        this.faults = faults;
        this.timeOuts = timeOuts;
    }

    @Override
    public ApiAnswer get(URI uri, @Nullable Secret accessToken)
            throws ProblemException, InterruptedException {
        return exchange(new HttpGet(uri), uri, accessToken);
    }

    @Override
    public ApiAnswer post(URI uri, @Nullable Secret accessToken, String json)
            throws ProblemException, InterruptedException {
        HttpPost request = new HttpPost(uri);
        request.setEntity(new StringEntity(json, JSON));
        request.setHeader("Content-Type", "application/json; charset=utf-8");
        return exchange(request, uri, accessToken);
    }

    private ApiAnswer exchange(HttpUriRequestBase request, URI uri, @Nullable Secret accessToken)
            throws ProblemException, InterruptedException {
        if (accessToken != null) {
            request.setHeader("Authorization", "Bearer " + accessToken.value());
        }
        request.setHeader("Accept", "application/json");
        FutureTask<ApiAnswer> call = new FutureTask<>(() -> answer(request));
        Thread caller = Thread.ofVirtual().name("api-call").start(call);
        try {
            ApiAnswer answer = call.get(timeOuts.answer().toNanos(), TimeUnit.NANOSECONDS);
            if (faults.isProxyLogin(answer.status(), uri)) {
                throw new ProblemException(faults.proxyLogin(uri));
            }
            return answer;
        } catch (InterruptedException cancelled) {
            end(request, caller);
            throw cancelled;
        } catch (TimeoutException tooLong) {
            end(request, caller);
            throw new ProblemException(Problem.of(Cause.TIMED_OUT, uri.getHost()));
        } catch (ExecutionException failed) {
            // The reason's text may hold the address with its query, so it is not passed on.
            throw new ProblemException(
                    failed.getCause() instanceof Exception failure
                            ? faults.of(failure, uri)
                            : Problem.of(Cause.INTERNAL, "Error"));
        }
    }

    private static void end(HttpUriRequestBase request, Thread caller) {
        request.cancel();
        caller.interrupt();
    }

    private ApiAnswer answer(HttpUriRequestBase request) throws IOException, HttpException {
        // Not the variant with a response handler: that one would read on to the end of an answer
        // that nobody wants. Closing an unread answer closes its connection.
        try (ClassicHttpResponse response =
                client.executeOpen(RoutingSupport.determineHost(request), request, null)) {
            return new ApiAnswer(response.getCode(), headers(response), body(response));
        }
    }

    private static Map<String, String> headers(ClassicHttpResponse response) {
        Map<String, String> headers = new TreeMap<>();
        for (Header header : response.getHeaders()) {
            String value = header.getValue() == null ? "" : header.getValue();
            headers.putIfAbsent(header.getName().toLowerCase(Locale.ROOT), value);
        }
        return Map.copyOf(headers);
    }

    /** Nobody asks for it, but some gateways pack every text that passes. */
    private static InputStream unpacked(HttpEntity entity) throws IOException {
        String encoding = String.valueOf(entity.getContentEncoding());
        boolean packed = encoding.equalsIgnoreCase("gzip") || encoding.equalsIgnoreCase("x-gzip");
        return packed ? new GZIPInputStream(entity.getContent()) : entity.getContent();
    }

    private static String body(ClassicHttpResponse response) throws IOException, HttpException {
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return "";
        }
        try (InputStream content = unpacked(entity)) {
            byte[] bytes = content.readNBytes(LONGEST_ANSWER + 1);
            if (bytes.length > LONGEST_ANSWER) {
                response.close(); // before the stream is closed, which would read all the rest
                throw new HttpException("answer too long");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
