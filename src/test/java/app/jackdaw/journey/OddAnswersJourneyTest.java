package app.jackdaw.journey;

import static app.jackdaw.journey.OddPlatform.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever a server answers ends as a saved file or as the row's own sentence. */
class OddAnswersJourneyTest extends JourneyTest {

    private final Map<String, String> expected = new LinkedHashMap<>();
    private final List<String> saved = new ArrayList<>();

    private String saves(String name) {
        String token = name + token().substring(0, 12);
        expected.put(token, ENGLISH.get("transfer.saved"));
        saved.add(token);
        return token;
    }

    private String fails(String name, Cause cause) {
        String token = name + token().substring(0, 12);
        expected.put(token, ENGLISH.brief(Problem.of(cause)));
        return token;
    }

    @Test
    void everyAnswerEndsAsAFileOrAsItsOwnSentence() throws Exception {
        try (OddPlatform odd = new OddPlatform()) {
            answers(odd);
            links(odd);
            files(odd);
            start("en");
            enterApp(" " + odd.baseAddress() + "/ ", "cli_0123456789abcdef", "x".repeat(32));
            add(String.join("\n", expected.keySet()));
            app.fire("downloadButton");
            awaitSettled();

            Map<String, String> status = app.byToken("columnStatus");
            assertThat(status).containsExactlyInAnyOrderEntriesOf(expected);
            List<String> digests =
                    saved.stream().map(token -> StandInFile.sha256(odd.content(token))).toList();
            assertThat(digests(downloads())).containsExactlyInAnyOrderElementsOf(digests);
            assertThat(odd.leaks()).isEmpty();
        }
    }

    private void answers(OddPlatform odd) {
        int[] refusals = {1061002, 1061003, 1061004, 1061007};
        Cause[] causes = {
            Cause.TOKEN_MALFORMED, Cause.FILE_NOT_FOUND, Cause.NOT_SHARED, Cause.FILE_DELETED
        };
        for (int i = 0; i < refusals.length; i++) {
            String body = "{\"code\":" + refusals[i] + ",\"msg\":\"no\"}";
            odd.answering(fails("in200", causes[i]), (exchange, _, _) -> json(exchange, 200, body));
        }
        odd.answering(fails("bare403", Cause.FORBIDDEN), (exchange, _, _) -> bare(exchange, 403));
        odd.answering(
                fails("bare404", Cause.FILE_NOT_FOUND), (exchange, _, _) -> bare(exchange, 404));
        odd.answering(
                fails("bare400", Cause.TOKEN_MALFORMED), (exchange, _, _) -> bare(exchange, 400));
        odd.answering(
                fails("nothing204", Cause.ANSWER_NOT_JSON),
                (exchange, _, _) -> bare(exchange, 204));
        odd.answering(
                fails("moved302", Cause.ANSWER_NOT_JSON),
                (exchange, _, _) -> {
                    exchange.getResponseHeaders()
                            .set("Location", "http://" + odd.linkHost() + "/f/login");
                    return bare(exchange, 302);
                });
        odd.answering(
                fails("noData", Cause.ANSWER_UNKNOWN),
                (exchange, _, _) -> json(exchange, 200, "{\"code\":0,\"data\":null}"));
        for (String list :
                List.of("{}", "{\"tmp_download_urls\":null}", "{\"tmp_download_urls\":[]}")) {
            odd.answering(
                    fails("leftOut", Cause.NOT_RETURNED),
                    (exchange, tokens, _) ->
                            tokens.size() == 1
                                    && json(exchange, 200, "{\"code\":0,\"data\":" + list + "}"));
            odd.linking(List.copyOf(expected.keySet()).getLast(), OddPlatform.LEFT_OUT);
        }
        odd.answering(
                saves("packed"),
                (exchange, tokens, _) -> {
                    exchange.getResponseHeaders().set("Content-Encoding", "gzip");
                    PlatformStandIn.answer(
                            exchange, 200, "application/json", OddPlatform.gzip(odd.good(tokens)));
                    return true;
                });
        odd.answering(
                saves("mark"),
                (exchange, tokens, _) -> json(exchange, 200, "\uFEFF" + odd.good(tokens)));
        odd.answering(
                saves("textCode"),
                (exchange, tokens, _) ->
                        json(
                                exchange,
                                200,
                                odd.good(tokens).replace("\"code\":0", "\"code\":\"0\"")));
        odd.answering(
                saves("closedOnce"),
                (exchange, _, nth) -> {
                    if (nth == 1) {
                        exchange.close();
                    }
                    return nth == 1;
                });
        for (String reset : new String[] {"1", "0", "-3", "soon", ""}) {
            odd.answering(
                    saves("slow"),
                    (exchange, _, nth) -> {
                        if (nth > 1) {
                            return false;
                        }
                        if (!reset.isEmpty()) {
                            exchange.getResponseHeaders().set("x-ogw-ratelimit-reset", reset);
                        }
                        return json(
                                exchange,
                                reset.length() % 2 == 0 ? 200 : 400,
                                "{\"code\":99991400,\"msg\":\"slow\"}");
                    });
        }
        odd.answering(
                saves("reissued"),
                (exchange, _, nth) ->
                        nth == 1 && json(exchange, 400, "{\"code\":99991663,\"msg\":\"expired\"}"));
    }

    private void links(OddPlatform odd) {
        odd.linking(fails("null", Cause.LINK_INVALID), "null");
        odd.linking(fails("number", Cause.LINK_INVALID), "17");
        odd.linking(fails("file", Cause.LINK_INVALID), quoted("file:///etc/passwd"));
        odd.linking(fails("user", Cause.LINK_INVALID), quoted("https://feishu.cn@evil.example/x"));
        odd.linking(
                fails("user2", Cause.LINK_INVALID), quoted("http://127.0.0.1:80@evil.example/x"));
        odd.linking(
                fails("like", Cause.LINK_HOST_UNEXPECTED),
                quoted("https://127.0.0.1.evil.example/x"));
        odd.linking(
                fails("api", Cause.LINK_INVALID),
                quoted(odd.baseAddress() + "/open-apis/drive/v1/medias/x/download"));
        String upper = saves("upper");
        odd.linking(
                upper, quoted("HTTP://LOCALHOST:" + odd.linkHost().split(":")[1] + "/f/" + upper));
        String blank = saves("odd");
        odd.linking(
                blank,
                quoted(
                        " http://"
                                + odd.linkHost()
                                + "/f/a b|{x}^/"
                                + blank
                                + "?x=a b&extra={\\\"a\\\":1}#top "));
    }

    private void files(OddPlatform odd) {
        for (int status : new int[] {301, 302, 303, 307, 308}) {
            String token = saves("to" + status);
            odd.serving(token, exchange -> to(exchange, status, "/g/" + token));
        }
        String five = saves("fiveHops");
        odd.serving(five, exchange -> hop(exchange, 5, "/g/" + five));
        String six = fails("sixHops", Cause.TOO_MANY_REDIRECTS);
        odd.serving(six, exchange -> hop(exchange, 6, "/g/" + six));
        odd.serving(
                fails("loop", Cause.TOO_MANY_REDIRECTS),
                exchange -> to(exchange, 302, exchange.getRequestURI().toString()));
        odd.serving(
                fails("script", Cause.REDIRECT_REFUSED),
                exchange -> to(exchange, 302, "javascript:alert(1)"));
        String unknown = saves("noLength");
        odd.serving(
                unknown,
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write(odd.content(unknown));
                    exchange.getResponseBody().close();
                });
    }

    /** Redirects to itself until the last of so many hops, which leads to the target. */
    private static void hop(HttpExchange exchange, int hops, String target) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        String done = query == null ? "" : query;
        String next = exchange.getRequestURI().getPath() + "?" + done + "x";
        to(exchange, 302, done.length() >= hops - 1 ? target : next);
    }

    private static void to(HttpExchange exchange, int status, String target) throws IOException {
        exchange.getResponseHeaders().set("Location", target);
        exchange.getResponseHeaders().set("Set-Cookie", "a=b; Path=/");
        exchange.sendResponseHeaders(status, -1);
    }

    private static boolean json(HttpExchange exchange, int status, String body) throws IOException {
        PlatformStandIn.answer(
                exchange, status, "application/json", body.getBytes(StandardCharsets.UTF_8));
        return true;
    }

    private static boolean bare(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        return true;
    }
}
