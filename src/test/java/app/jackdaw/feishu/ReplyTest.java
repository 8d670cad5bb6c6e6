package app.jackdaw.feishu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.jackdaw.model.Identity;
import app.jackdaw.model.Platform;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.Secret;
import app.jackdaw.model.ServerWord;
import app.jackdaw.net.ApiAnswer;
import app.jackdaw.net.VirtualTicker;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every odd answer ends as a class and a cause. */
class ReplyTest {

    private final VirtualTicker ticker = new VirtualTicker();
    private final FakeApi api = new FakeApi(ticker);

    static Stream<Arguments> oddAnswers() {
        String page = "<!DOCTYPE html><html>Welcome to HotelNet</html>";
        return Stream.of(
                Arguments.of(200, page, ErrorClass.RETRY, Cause.ANSWER_NOT_JSON),
                Arguments.of(200, "", ErrorClass.RETRY, Cause.ANSWER_NOT_JSON),
                Arguments.of(302, "", ErrorClass.RETRY, Cause.ANSWER_NOT_JSON),
                Arguments.of(
                        200, "{\"code\":0,\"data\":{\"tmp", ErrorClass.RETRY, Cause.ANSWER_CUT),
                Arguments.of(200, "[1,2]", ErrorClass.UNKNOWN, Cause.ANSWER_UNKNOWN),
                Arguments.of(200, "null", ErrorClass.UNKNOWN, Cause.ANSWER_UNKNOWN),
                Arguments.of(200, "{}", ErrorClass.UNKNOWN, Cause.ANSWER_UNKNOWN),
                Arguments.of(200, "{\"code\":true}", ErrorClass.UNKNOWN, Cause.ANSWER_UNKNOWN),
                Arguments.of(200, "{\"code\":0}", ErrorClass.UNKNOWN, Cause.ANSWER_UNKNOWN),
                Arguments.of(
                        200,
                        "{\"code\":0,\"data\":null}",
                        ErrorClass.UNKNOWN,
                        Cause.ANSWER_UNKNOWN),
                Arguments.of(
                        200,
                        "{\"code\":0,\"data\":{\"tmp_download_urls\":{\"a\":1}}}",
                        ErrorClass.UNKNOWN,
                        Cause.ANSWER_UNKNOWN),
                Arguments.of(404, page, ErrorClass.GONE, Cause.ANSWER_NOT_JSON),
                Arguments.of(403, page, ErrorClass.FORBIDDEN, Cause.ANSWER_NOT_JSON),
                Arguments.of(403, "", ErrorClass.FORBIDDEN, Cause.FORBIDDEN),
                Arguments.of(400, "{}", ErrorClass.PARAM, Cause.TOKEN_MALFORMED),
                Arguments.of(404, "", ErrorClass.GONE, Cause.FILE_NOT_FOUND),
                Arguments.of(500, page, ErrorClass.RETRY, Cause.PLATFORM_TROUBLE),
                Arguments.of(502, "", ErrorClass.RETRY, Cause.PLATFORM_TROUBLE),
                Arguments.of(401, page, ErrorClass.TOKEN, Cause.ACCESS_TOKEN_REJECTED),
                Arguments.of(429, page, ErrorClass.RATE, Cause.RATE_LIMITED));
    }

    @ParameterizedTest
    @MethodSource("oddAnswers")
    void anOddAnswerHasAMeaning(int status, String body, ErrorClass errorClass, Cause cause)
            throws Exception {
        PlatformRefusal refusal = refusal(new ApiAnswer(status, Map.of(), body), Platform.FEISHU);
        assertThat(refusal.errorClass()).isEqualTo(errorClass);
        assertThat(refusal.problem().cause()).isEqualTo(cause);
        assertThat(refusal.problem().httpStatus()).isEqualTo(status);
        assertThat(refusal).hasMessageNotContaining("HotelNet");
    }

    @ParameterizedTest
    @CsvSource({
        "200, 99991403, QUOTA, QUOTA_USED_UP",
        "429, 99991403, QUOTA, QUOTA_USED_UP",
        "200, 1061045, RATE, RATE_LIMITED",
        "400, 99991671, TOKEN, ACCESS_TOKEN_REJECTED",
        "200, 99991676, SCOPE, SCOPE_MISSING",
        "400, 99991679, SCOPE, USER_SCOPE_MISSING",
        "200, 99991662, APP, APP_STOPPED",
        "403, 1061004, FORBIDDEN, NOT_SHARED",
        "403, 1064510, FORBIDDEN, CROSS_TENANT",
        "200, 1254303, FORBIDDEN, ATTACHMENT_PERMISSION",
        "403, 77, FORBIDDEN, FORBIDDEN",
        "404, 1061003, GONE, FILE_NOT_FOUND",
        "400, 1061007, GONE, FILE_DELETED",
        "400, 1061002, PARAM, TOKEN_MALFORMED",
        "200, 1061001, RETRY, PLATFORM_TROUBLE",
        "504, 1255040, RETRY, PLATFORM_TROUBLE",
        "200, 1064230, RETRY, PLATFORM_BUSY_MOVING",
        "200, 424242, UNKNOWN, ANSWER_UNKNOWN",
    })
    void codesAndStatusesHaveTheirClass(int status, int code, ErrorClass errorClass, Cause cause)
            throws Exception {
        PlatformRefusal refusal = refusal(FakeApi.code(status, code), Platform.FEISHU);
        assertThat(refusal.errorClass()).isEqualTo(errorClass);
        assertThat(refusal.problem())
                .returns(cause, Problem::cause)
                .returns(code, Problem::platformCode);
    }

    @Test
    void aCodeWrittenAsTextIsACode() throws Exception {
        api.links =
                call -> {
                    String good = FakeApi.ok(call.tokens()).body();
                    return FakeApi.json(200, good.replace("\"code\":0", "\"code\":\"0\""));
                };
        assertThat(session(Platform.FEISHU).media().temporaryLinks(List.of("a"), null))
                .containsOnlyKeys("a");
        assertThat(refusal(FakeApi.json(200, "{\"code\":\"1061004\"}"), Platform.FEISHU).problem())
                .returns(1061004, Problem::platformCode);
    }

    @Test
    void entriesOfOddShapeHarmNobodyElse() throws Exception {
        api.links =
                _ ->
                        FakeApi.entries(
                                "null,7,\"x\",{},{\"file_token\":null},{\"tmp_download_url\":\"u\"},"
                                        + FakeApi.entry("b", "https://b")
                                        + ","
                                        + FakeApi.entry("b", "https://second")
                                        + ",{\"file_token\":\"c\",\"tmp_download_url\":12},"
                                        + "{\"file_token\":123,\"tmp_download_url\":\"https://n\"},"
                                        + FakeApi.entry("stranger", "https://s"));
        Map<String, String> links =
                session(Platform.FEISHU)
                        .media()
                        .temporaryLinks(List.of("a", "b", "c", "123"), null);
        assertThat(links).isEqualTo(Map.of("b", "https://b", "c", "", "123", "https://n"));
    }

    @Test
    void aMissingScopeNamesTheScopesAndTheConsole() throws Exception {
        String error =
                """
                {"code":99991672,"msg":"no","error":{"log_id":"L1","permission_violations":[
                 {"type":"action_scope_required","subject":"docs:doc"},{"subject":7},
                 {"subject":"drive:drive"},{"subject":"docs:doc"}],
                 "helps":[{"url":"http://open.feishu.cn/app"},{"url":"https://evil.example/app"},
                 {"url":"https://open.feishu.cn.evil.example/"},{"url":"https://x@open.feishu.cn/"},
                 {"url":"https://open.feishu.cn/app/cli_1/auth?q=docs:doc"}]}}
                """;
        Problem problem = refusal(FakeApi.json(400, error), Platform.FEISHU).problem();
        assertThat(problem.arguments())
                .containsExactly(
                        "docs:doc, drive:drive",
                        "https://open.feishu.cn/app/cli_1/auth?q=docs:doc");
        assertThat(problem.logId()).isEqualTo("L1");
        assertThat(refusal(FakeApi.code(400, 99991672), Platform.LARK).problem().arguments())
                .containsExactly("", "");
    }

    @Test
    void theLogIdIsFoundWhereverItIs() throws Exception {
        String body = "{\"code\":1061004,\"error\":{\"logid\":\"B2\"}}";
        assertThat(refusal(FakeApi.json(403, body), Platform.FEISHU).problem().logId())
                .isEqualTo("B2");
        ApiAnswer header = new ApiAnswer(500, Map.of("x-tt-logid", "H3"), "oops");
        assertThat(refusal(header, Platform.FEISHU).problem().logId()).isEqualTo("H3");
        ApiAnswer odd = new ApiAnswer(500, Map.of("x-tt-logid", "<b>"), "oops");
        assertThat(refusal(odd, Platform.FEISHU).problem().logId()).isEmpty();
    }

    /** Beside our own sentence, in the details. */
    @Test
    void theWordsOfARefusalAreKeptWithoutWhatOpensAnything() throws Exception {
        String body = "{\"code\":1061004,\"msg\":\"forbidden for t-g1044qeGEDXTB6NDJOGV\"}";
        assertThat(refusal(FakeApi.json(403, body), Platform.FEISHU).problem().said())
                .containsExactly(
                        new ServerWord(ServerWord.Speaker.PLATFORM, 403, "forbidden for •••"));
        assertThat(refusal(FakeApi.json(500, "{\"code\":7}"), Platform.FEISHU).problem().said())
                .isEmpty();
        // other words for the same answer
        ApiAnswer expired = FakeApi.json(400, "{\"code\":99991668,\"msg\":\"expired\"}");
        assertThat(refusal(expired, Platform.FEISHU).problem())
                .satisfies(problem -> {
                    assertThat(problem.cause()).isEqualTo(Cause.ACCESS_TOKEN_REJECTED);
                    assertThat(problem.said())
                            .containsExactly(
                                    new ServerWord(ServerWord.Speaker.PLATFORM, 400, "expired"));
                });
    }

    private PlatformRefusal refusal(ApiAnswer answer, Platform platform) throws ProblemException {
        api.links = _ -> answer;
        FeishuSession session = session(platform);
        return catchThrowableOfType(
                PlatformRefusal.class, () -> session.media().temporaryLinks(List.of("a"), null));
    }

    private FeishuSession session(Platform platform) throws ProblemException {
        Identity identity = new Identity.AccessToken(platform, new Secret("u-token"));
        return new Feishu(api, ticker, new Random(1)).session(identity);
    }
}
