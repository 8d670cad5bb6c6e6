package app.jackdaw.practice;

import app.jackdaw.model.TemporaryLink;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A practice platform in virtual time and a plain client for it. */
abstract class PracticeTest {

    static final Instant START = Instant.parse("2026-11-23T02:00:00Z");

    private final AtomicReference<Duration> elapsed = new AtomicReference<>(Duration.ZERO);
    private HttpClient client;
    PracticePlatform platform;

    @BeforeEach
    void start() throws IOException {
        client = HttpClient.newHttpClient();
        PracticeSettings settings =
                PracticeSettings.of(
                        () -> START.plus(elapsed.get()), () -> elapsed.get().toNanos(), this::pass);
        platform = PracticePlatform.start(settings);
    }

    @AfterEach
    void stop() {
        platform.close();
        client.close();
    }

    /** Lets virtual time pass. */
    void pass(Duration duration) {
        elapsed.updateAndGet(duration::plus);
    }

    Duration elapsed() {
        return elapsed.get();
    }

    Instant now() {
        return START.plus(elapsed.get());
    }

    PracticeDocument document(String name) {
        return platform.documents().stream()
                .filter(document -> document.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    List<String> tokens(int from, int to) {
        return platform.documents().subList(from, to).stream()
                .map(PracticeDocument::token)
                .toList();
    }

    HttpResponse<byte[]> send(String method, URI uri, String body, String... headers)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri)
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> get(URI uri, String... headers) throws Exception {
        return send("GET", uri, "", headers);
    }

    HttpResponse<byte[]> askToken(String body) throws Exception {
        URI uri = platform.apiBase().resolve(TokenEndpoint.PATH);
        return send("POST", uri, body, "Content-Type", "application/json; charset=utf-8");
    }

    HttpResponse<byte[]> askToken(String appId, String secret) throws Exception {
        return askToken("{\"app_id\":\"" + appId + "\",\"app_secret\":\"" + secret + "\"}");
    }

    String accessToken() throws Exception {
        HttpResponse<byte[]> answer = askToken(platform.appId(), platform.appSecret().value());
        return json(answer).path("tenant_access_token").asString();
    }

    /** A call with a good token and a query as given. */
    HttpResponse<byte[]> askLinks(String rawQuery) throws Exception {
        return askLinks(rawQuery, "Authorization", "Bearer " + accessToken());
    }

    HttpResponse<byte[]> askLinks(String rawQuery, String... headers) throws Exception {
        String uri = platform.apiBase() + LinkEndpoint.PATH + "?" + rawQuery;
        return get(URI.create(uri), headers);
    }

    static String query(List<String> tokens) {
        return tokens.stream().map(t -> "file_tokens=" + t).collect(Collectors.joining("&"));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** From tokens to links, in the order of the answer. */
    static Map<String, String> links(HttpResponse<byte[]> answer) {
        Map<String, String> links = new LinkedHashMap<>();
        for (JsonNode entry : json(answer).path("data").path("tmp_download_urls")) {
            links.put(
                    entry.path("file_token").asString(), entry.path("tmp_download_url").asString());
        }
        return links;
    }

    URI link(PracticeDocument document) throws Exception {
        pass(Duration.ofNanos(TimeUnit.SECONDS.toNanos(1))); // never too frequent
        return URI.create(links(askLinks("file_tokens=" + document.token())).get(document.token()));
    }

    TemporaryLink parsed(URI link) {
        return TemporaryLink.given(link.toString(), now());
    }

    static JsonNode json(HttpResponse<byte[]> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    static int code(HttpResponse<byte[]> answer) {
        return json(answer).path("code").asInt(-1);
    }

    static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
