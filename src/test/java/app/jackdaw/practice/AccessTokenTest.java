package app.jackdaw.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class AccessTokenTest extends PracticeTest {

    @Test
    void theAnswerIsFlatAndTheTokenLivesTwoHours() throws Exception {
        HttpResponse<byte[]> answer = askToken(platform.appId(), platform.appSecret().value());

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode json = json(answer);
        assertThat(json.path("code").asInt(-1)).isZero();
        assertThat(json.path("tenant_access_token").asString()).matches("t-[0-9a-f]{40}");
        assertThat(json.path("expire").asLong()).isEqualTo(7200);
        assertThat(json.has("data")).isFalse();
        assertThat(header(answer, "X-Tt-Logid")).matches("20261123100000[0-9A-F]{20}");
    }

    @Test
    void theSameTokenIsGivenWhileThirtyMinutesRemainAndBothAreGoodAfterwards() throws Exception {
        String first = accessToken();
        pass(Duration.ofMinutes(90));
        assertThat(accessToken()).isEqualTo(first);

        pass(Duration.ofSeconds(1));
        String second = accessToken();
        assertThat(second).isNotEqualTo(first);
        String query = query(tokens(0, 1));
        assertThat(code(askLinks(query, "Authorization", "Bearer " + first))).isZero();
        assertThat(code(askLinks(query, "Authorization", "Bearer " + second))).isZero();

        pass(Duration.ofMinutes(30).minusSeconds(1));
        assertThat(code(askLinks(query, "Authorization", "Bearer " + first))).isEqualTo(99991663);
        assertThat(code(askLinks(query, "Authorization", "Bearer " + second))).isZero();
    }

    @Test
    void expireSaysWhatRemains() throws Exception {
        accessToken();
        pass(Duration.ofMinutes(60));

        JsonNode json = json(askToken(platform.appId(), platform.appSecret().value()));

        assertThat(json.path("expire").asLong()).isEqualTo(3600);
    }

    @Test
    void aWrongSecretAnUnknownAppAndAStoppedOneAreToldApart() throws Exception {
        String secret = platform.appSecret().value();

        assertThat(code(askToken(platform.appId(), secret + "x"))).isEqualTo(10015);
        assertThat(code(askToken("cli_0000000000000000", secret))).isEqualTo(99991543);
        platform.faults().stopApp();
        assertThat(code(askToken(platform.appId(), secret))).isEqualTo(10014);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "app_id=cli_a7d3b05c91e4f26a&app_secret=x",
                "{\"app_id\":\"cli_a7d3b05c91e4f26a\"}",
                "{\"app_id\":\"my-app\",\"app_secret\":\"x\"}",
                "{\"app_id\":7,\"app_secret\":\"x\"}",
                "{\"app_id\":\"cli_a7d3b05c91e4f26a\",\"app_secret\":\"\"}",
                "[]",
                "{\"app_id\""
            })
    void aBodyThatIsNotAsDocumentedIsRefused(String body) throws Exception {
        HttpResponse<byte[]> answer = askToken(body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(code(answer)).isEqualTo(10003);
    }

    @Test
    void theBodyHasToBeDeclaredAsJson() throws Exception {
        URI uri = platform.apiBase().resolve(TokenEndpoint.PATH);
        String body =
                "{\"app_id\":\"%s\",\"app_secret\":\"%s\"}"
                        .formatted(platform.appId(), platform.appSecret().value());

        assertThat(code(send("POST", uri, body, "Content-Type", "text/plain"))).isEqualTo(10003);
    }

    @Test
    void onlyPostAndOnlyThisPath() throws Exception {
        URI uri = platform.apiBase().resolve(TokenEndpoint.PATH);

        assertThat(get(uri).statusCode()).isEqualTo(404);
        assertThat(code(get(uri))).isEqualTo(99991201);
        assertThat(code(send("POST", URI.create(uri + "/"), "{}"))).isEqualTo(99991201);
    }

    @Test
    void everyStartHasAnotherSecretThatNothingPrints() throws Exception {
        try (PracticePlatform other =
                PracticePlatform.start(
                        PracticeSettings.of(this::now, () -> elapsed().toNanos(), this::pass))) {
            assertThat(other.appId()).isEqualTo(platform.appId()).matches("cli_[0-9a-z]{16}");
            assertThat(other.appSecret()).isNotEqualTo(platform.appSecret());
            assertThat(other.appSecret().value()).matches("[A-Za-z0-9]{32}");
            assertThat(other.toString()).doesNotContain(other.appSecret().value());
        }
    }

    @Test
    void callsAreWrittenDownAndAnswersCanBeScripted() throws Exception {
        platform.faults()
                .answerTokenCallsWith(
                        ScriptedAnswer.html(502, "<html>Bad gateway</html>"),
                        ScriptedAnswer.refusal(429, 99991400, "slow down"));

        HttpResponse<byte[]> first = askToken("{}");
        assertThat(first.statusCode()).isEqualTo(502);
        assertThat(header(first, "Content-Type")).startsWith("text/html");
        assertThat(code(askToken("{}"))).isEqualTo(99991400);
        accessToken();

        assertThat(platform.calls().tokenCalls())
                .extracting(PracticeCalls.TokenCall::status, PracticeCalls.TokenCall::code)
                .containsExactly(tuple(502, 0), tuple(429, 99991400), tuple(200, 0));
    }
}
