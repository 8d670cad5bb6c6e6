package app.jackdaw.practice;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * The host of the open API: finds the endpoint, lets it answer, adds a log id, writes down what was
 * asked. Each request on a thread of its own.
 */
final class ApiSide implements HttpHandler {

    private static final String JSON = "application/json; charset=utf-8";

    /** The platform's clocks stand in China. */
    private static final DateTimeFormatter LOG_TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneId.of("UTC+8"));

    private final TokenEndpoint tokenEndpoint;
    private final LinkEndpoint linkEndpoint;
    private final PracticeSettings settings;
    private final PracticeFaults faults;
    private final PracticeCalls calls;
    private final URI linkHost;
    private final Random logIds = new Random();

    ApiSide(
            TokenEndpoint tokenEndpoint,
            LinkEndpoint linkEndpoint,
            PracticeSettings settings,
            PracticeFaults faults,
            PracticeCalls calls,
            URI linkHost) {
        this.tokenEndpoint = tokenEndpoint;
        this.linkEndpoint = linkEndpoint;
        this.settings = settings;
        this.faults = faults;
        this.calls = calls;
        this.linkHost = linkHost;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        byte[] body = Wire.readBody(exchange);
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath();
        if (request.equals("POST " + TokenEndpoint.PATH)) {
            giveAccessToken(exchange, body);
        } else if (request.equals("GET " + LinkEndpoint.PATH)) {
            giveLinks(exchange);
        } else {
            send(exchange, Answer.refusal(404, Answer.PATH_UNKNOWN, "path or method not found"));
        }
    }

    private void giveAccessToken(HttpExchange exchange, byte[] body) throws IOException {
        Instant at = settings.clock().instant();
        ScriptedAnswer scripted = faults.nextTokenAnswer();
        if (scripted != null) {
            calls.record(new PracticeCalls.TokenCall(at, scripted.status(), scripted.code()));
            send(exchange, scripted);
            return;
        }
        String contentType = exchange.getRequestHeaders().getFirst("Content-Type");
        Answer answer = tokenEndpoint.answer(contentType, body, faults.isAppStopped());
        calls.record(new PracticeCalls.TokenCall(at, answer.status(), answer.code()));
        send(exchange, answer);
    }

    private void giveLinks(HttpExchange exchange) throws IOException {
        LinkQuery query = LinkQuery.read(exchange.getRequestURI().getRawQuery());
        Instant at = settings.clock().instant();
        long nanos = settings.nanos().getAsLong();
        ScriptedAnswer scripted = faults.nextLinkAnswer();
        if (scripted != null) {
            record(query, at, nanos, scripted.status(), scripted.code());
            send(exchange, scripted);
            return;
        }
        List<String> authorization = exchange.getRequestHeaders().get("Authorization");
        Answer answer = linkEndpoint.answer(authorization, query, linkHost, faults::leavesOut);
        record(query, at, nanos, answer.status(), answer.code());
        send(exchange, answer);
    }

    private void record(LinkQuery query, Instant at, long nanos, int status, int code) {
        calls.record(
                new PracticeCalls.LinkCall(
                        at, nanos, query.fileTokens(), query.extra(), status, code));
    }

    private void send(HttpExchange exchange, Answer answer) throws IOException {
        String logId = nextLogId();
        if (answer.body().has("error")) {
            answer.body().withObject("/error").put("log_id", logId);
        }
        setHeader(exchange, "Content-Type", JSON);
        setHeader(exchange, "X-Tt-Logid", logId);
        answer.headers().forEach((name, value) -> setHeader(exchange, name, value));
        byte[] body = answer.body().toString().getBytes(StandardCharsets.UTF_8);
        Wire.send(exchange, answer.status(), body);
    }

    private void send(HttpExchange exchange, ScriptedAnswer answer) throws IOException {
        setHeader(exchange, "Content-Type", answer.contentType());
        setHeader(exchange, "X-Tt-Logid", nextLogId());
        answer.headers().forEach((name, value) -> setHeader(exchange, name, value));
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        switch (answer.ending()) {
            case WHOLE -> Wire.send(exchange, answer.status(), body);
            case CUT -> Wire.sendHalf(exchange, answer.status(), body);
        }
    }

    private static void setHeader(HttpExchange exchange, String name, String value) {
        exchange.getResponseHeaders().set(name, value);
    }

    /** Fourteen digits of time and twenty hexadecimal ones, as the platform writes it. */
    private String nextLogId() {
        byte[] unique = new byte[10];
        logIds.nextBytes(unique);
        return LOG_TIME.format(settings.clock().instant())
                + HexFormat.of().withUpperCase().formatHex(unique);
    }
}
