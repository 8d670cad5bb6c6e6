package app.jackdaw.journey;

import app.jackdaw.journey.StandInFile.Behaviour;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The stand-in's API: tenant access tokens and temporary links. Any thread. */
final class StandInApi implements HttpHandler {

    private static final String TOKEN_PATH = "/open-apis/auth/v3/tenant_access_token/internal";
    private static final String LINK_PATH = "/open-apis/drive/v1/medias/batch_get_tmp_download_url";
    private static final int MOST_TOKENS = 5;
    private static final int MOST_CALLS = 5;
    private static final long SECOND = 1_000_000_000L;

    private final PlatformStandIn platform;
    private final JsonMapper json = JsonMapper.shared();
    private final Deque<Long> arrivals = new ArrayDeque<>();

    StandInApi(PlatformStandIn platform) {
        this.platform = platform;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        long now = System.nanoTime();
        String path = exchange.getRequestURI().getPath();
        if (path.equals(TOKEN_PATH) && exchange.getRequestMethod().equals("POST")) {
            issue(exchange);
        } else if (path.equals(LINK_PATH) && exchange.getRequestMethod().equals("GET")) {
            links(exchange, now);
        } else {
            PlatformStandIn.answer(
                    exchange,
                    404,
                    "text/plain",
                    "404 page not found".getBytes(StandardCharsets.UTF_8));
        }
    }

    private void issue(HttpExchange exchange) throws IOException {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        JsonNode asked;
        try {
            asked = json.readTree(exchange.getRequestBody().readAllBytes());
        } catch (JacksonException notJson) {
            asked = json.createObjectNode();
        }
        String id = asked.path("app_id").asString("");
        String secret = asked.path("app_secret").asString("");
        if (type == null || !type.startsWith("application/json") || id.isEmpty()) {
            refuse(exchange, 400, 10003, "invalid param");
        } else if (!id.equals(PlatformStandIn.APP_ID)) {
            refuse(exchange, 400, 99991543, "app id or app secret unknown");
        } else if (!secret.equals(PlatformStandIn.APP_SECRET) || platform.isRevoked()) {
            refuse(exchange, 200, 10015, "app secret invalid");
        } else {
            PlatformStandIn.json(
                    exchange,
                    200,
                    "{\"code\":0,\"msg\":\"ok\",\"tenant_access_token\":\""
                            + platform.accessToken()
                            + "\",\"expire\":"
                            + PlatformStandIn.TOKEN_LIFE_SECONDS
                            + "}");
        }
    }

    private void links(HttpExchange exchange, long arrived) throws IOException {
        Map<String, List<String>> query =
                PlatformStandIn.query(exchange.getRequestURI().getRawQuery());
        List<String> tokens = query.getOrDefault("file_tokens", List.of());
        String extra = query.getOrDefault("extra", List.of("")).getFirst();
        platform.awaitLinks();
        int status = judge(exchange, tokens, extra, arrived);
        platform.record(
                new PlatformStandIn.LinkCall(tokens, extra, arrived, System.nanoTime(), status));
    }

    /** Answers, and says with which status. */
    private int judge(HttpExchange exchange, List<String> tokens, String extra, long arrived)
            throws IOException {
        List<String> authorization =
                exchange.getRequestHeaders().getOrDefault("Authorization", List.of());
        if (authorization.size() != 1 || !authorization.getFirst().startsWith("Bearer ")) {
            return refuse(exchange, 400, 99991661, "missing access token");
        }
        if (!authorization.getFirst().equals("Bearer " + platform.accessToken())
                || platform.isRevoked()) {
            return refuse(exchange, 400, 99991663, "invalid access token");
        }
        if (isTooFrequent(arrived)) {
            exchange.getResponseHeaders().set("x-ogw-ratelimit-limit", "5");
            exchange.getResponseHeaders().set("x-ogw-ratelimit-reset", "1");
            return refuse(exchange, 429, 99991400, "request trigger frequency limit");
        }
        boolean asArray = tokens.stream().anyMatch(token -> !token.matches("[A-Za-z0-9]+"));
        if (tokens.isEmpty() || tokens.size() > MOST_TOKENS || asArray || !isJson(extra)) {
            return refuse(exchange, 400, 1061002, "params error");
        }
        return judgeTokens(exchange, tokens, extra);
    }

    private int judgeTokens(HttpExchange exchange, List<String> tokens, String extra)
            throws IOException {
        List<StandInFile> files = new ArrayList<>();
        for (String token : tokens) {
            StandInFile file = platform.file(token);
            if (file == null) {
                return refuse(exchange, 404, 1061003, "not found");
            }
            files.add(file);
        }
        for (StandInFile file : files) {
            switch (file.behaviour()) {
                case FORBIDDEN -> {
                    return refuse(exchange, 403, 1061004, "forbidden");
                }
                case GONE -> {
                    return refuse(exchange, 404, 1061007, "file has been delete");
                }
                case MALFORMED -> {
                    return refuse(exchange, 400, 1061002, "params error");
                }
                case NEEDS_EXTRA -> {
                    if (!extra.contains(file.token())) {
                        return refuse(exchange, 400, 1061002, "params error");
                    }
                }
                case API_HTML -> {
                    byte[] page =
                            "<html><body>Please log in</body></html>"
                                    .getBytes(StandardCharsets.UTF_8);
                    PlatformStandIn.answer(exchange, 200, "text/html", page);
                    return 200;
                }
                case API_CUT -> {
                    PlatformStandIn.json(exchange, 200, "{\"code\":0,\"data\":{\"tmp_downl");
                    return 200;
                }
                case API_TROUBLE_THRICE -> {
                    if (platform.count("trouble " + file.token()) <= 3) {
                        return refuse(exchange, 500, 1061001, "internal error");
                    }
                }
                default -> {
                    /* answered below, or a matter of the link host */
                }
            }
        }
        PlatformStandIn.json(exchange, 200, goodAnswer(files));
        return 200;
    }

    /** In another order than asked. */
    private String goodAnswer(List<StandInFile> files) {
        List<StandInFile> shuffled = new ArrayList<>(files);
        Collections.reverse(shuffled);
        ObjectNode answer = json.createObjectNode();
        answer.put("code", 0).put("msg", "success");
        ArrayNode urls = answer.putObject("data").putArray("tmp_download_urls");
        for (StandInFile file : shuffled) {
            if (file.behaviour() != Behaviour.MISSING) {
                urls.addObject()
                        .put("file_token", file.token())
                        .put("tmp_download_url", link(file));
            }
        }
        return json.writeValueAsString(answer);
    }

    private String link(StandInFile file) {
        String link = platform.grant(file);
        return switch (file.behaviour()) {
            case LINK_ELSEWHERE ->
                    link.replace(platform.linkAddress(), "https://files.example.net");
            case LINK_RELATIVE -> link.replace(platform.linkAddress(), "");
            case LINK_EMPTY -> "";
            default -> link;
        };
    }

    /** At most five calls in any second, by the clock of arrival. */
    private boolean isTooFrequent(long now) {
        synchronized (arrivals) {
            while (!arrivals.isEmpty() && now - arrivals.getFirst() >= SECOND) {
                arrivals.removeFirst();
            }
            if (arrivals.size() >= MOST_CALLS) {
                return true;
            }
            arrivals.addLast(now);
            return false;
        }
    }

    private boolean isJson(String extra) {
        if (extra.isEmpty()) {
            return true;
        }
        try {
            return json.readTree(extra).isObject();
        } catch (JacksonException encodedTwice) {
            return false;
        }
    }

    private static int refuse(HttpExchange exchange, int status, int code, String message)
            throws IOException {
        exchange.getResponseHeaders().set("X-Tt-Logid", "20261123" + code);
        PlatformStandIn.json(
                exchange,
                status,
                "{\"code\":" + code + ",\"msg\":\"" + message + "\",\"data\":{}}");
        return status;
    }
}
