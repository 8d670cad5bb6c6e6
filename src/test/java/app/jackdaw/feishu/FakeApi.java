package app.jackdaw.feishu;

import app.jackdaw.model.ProblemException;
import app.jackdaw.model.Secret;
import app.jackdaw.net.ApiAnswer;
import app.jackdaw.net.ApiClient;
import app.jackdaw.net.Ticker;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The platform in memory and in virtual time; how it answers is the test's own choice. */
public final class FakeApi implements ApiClient {

    /** One call for links, as it arrived. */
    public record Call(
            List<String> tokens, @Nullable String extra, String accessToken, long startedNanos) {}

    /** Answers a call for links. */
    @FunctionalInterface
    public interface Links {
        ApiAnswer to(Call call) throws ProblemException, InterruptedException;
    }

    /** Answers a sign-in. */
    @FunctionalInterface
    public interface SignIn {
        ApiAnswer to(int number) throws ProblemException, InterruptedException;
    }

    public final List<Call> calls = new CopyOnWriteArrayList<>();

    /** When the answer to a call for links was there. */
    public final Map<Call, Long> answeredNanos = new ConcurrentHashMap<>();

    public final AtomicInteger signIns = new AtomicInteger();
    public volatile Links links = call -> ok(call.tokens());
    public volatile SignIn signIn = number -> token("t-" + number, 7200);
    public volatile Supplier<Duration> latency = () -> Duration.ZERO;
    private final Ticker ticker;

    public FakeApi(Ticker ticker) {
        this.ticker = ticker;
    }

    @Override
    public ApiAnswer get(URI uri, @Nullable Secret accessToken)
            throws ProblemException, InterruptedException {
        List<String> tokens = new ArrayList<>();
        String extra = null;
        for (String pair : uri.getRawQuery().split("&")) {
            String[] parts = pair.split("=", 2);
            String value = URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
            if (parts[0].equals("file_tokens")) {
                tokens.add(value);
            } else {
                extra = value;
            }
        }
        String who = accessToken == null ? "" : accessToken.value();
        Call call = new Call(List.copyOf(tokens), extra, who, ticker.nanos());
        calls.add(call);
        ticker.sleep(latency.get());
        ApiAnswer answer = links.to(call);
        ticker.sleep(latency.get());
        answeredNanos.put(call, ticker.nanos());
        return answer;
    }

    @Override
    public ApiAnswer post(URI uri, @Nullable Secret accessToken, String json)
            throws ProblemException, InterruptedException {
        int number = signIns.incrementAndGet();
        ticker.sleep(latency.get());
        return signIn.to(number);
    }

    public static String linkOf(String token) {
        return "https://internal-api-drive-stream.feishu.cn/space/?code=for-" + token;
    }

    public static ApiAnswer ok(List<String> tokens) {
        StringBuilder entries = new StringBuilder();
        for (String token : tokens) {
            entries.append(entries.isEmpty() ? "" : ",").append(entry(token, linkOf(token)));
        }
        return entries(entries.toString());
    }

    public static String entry(String token, String link) {
        return "{\"file_token\":\"" + token + "\",\"tmp_download_url\":\"" + link + "\"}";
    }

    public static ApiAnswer entries(String entries) {
        return json(
                200,
                "{\"code\":0,\"msg\":\"ok\",\"data\":{\"tmp_download_urls\":[" + entries + "]}}");
    }

    public static ApiAnswer code(int status, int code) {
        return json(status, "{\"code\":" + code + ",\"msg\":\"no\"}");
    }

    public static ApiAnswer json(int status, String body) {
        return new ApiAnswer(status, Map.of("content-type", "application/json"), body);
    }

    public static ApiAnswer tooOften(String resetSeconds) {
        return new ApiAnswer(
                429, Map.of("x-ogw-ratelimit-reset", resetSeconds), "{\"code\":99991400}");
    }

    public static ApiAnswer token(String token, long expire) {
        return json(
                200,
                "{\"code\":0,\"tenant_access_token\":\"" + token + "\",\"expire\":" + expire + "}");
    }
}
