package app.jackdaw.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.jackdaw.model.TemporaryLink;
import app.jackdaw.practice.PracticeDocument.Fate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkCallTest extends PracticeTest {

    private static final String A = "WK59PFkl0JfI2yyVlbPegBPrUhR";
    private static final String B = "dsvDQuc8dWrdE03WKpm15UELhUO";

    @Test
    void fiveTokensBecomeFiveLinksInAnyOrder() throws Exception {
        List<String> asked = tokens(0, 5);
        Set<List<String>> orders = new HashSet<>();
        for (int call = 0; call < 10; call++) {
            pass(Duration.ofSeconds(1));
            HttpResponse<byte[]> answer = askLinks(query(asked));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(code(answer)).isZero();
            assertThat(links(answer).keySet()).containsExactlyInAnyOrderElementsOf(asked);
            orders.add(new ArrayList<>(links(answer).keySet()));
        }
        assertThat(orders).hasSizeGreaterThan(3);
    }

    @Test
    void theSameSeedGivesTheSameOrder() throws Exception {
        List<String> first = new ArrayList<>(links(askLinks(query(tokens(0, 5)))).keySet());
        platform.close();
        start();

        assertThat(links(askLinks(query(tokens(0, 5)))).keySet()).containsExactlyElementsOf(first);
    }

    @Test
    void aLinkHasTheDocumentedShapeAndIsAnotherOneEachTime() throws Exception {
        URI link = link(document("产品照片 01.png"));

        assertThat(link.toString())
                .startsWith(platform.linkBase() + "/space/api/box/stream/download/authcode/?code=");
        assertThat(platform.linkBase().getPort()).isNotEqualTo(platform.apiBase().getPort());
        String code = link.getQuery().substring("code=".length());
        assertThat(code).hasSize(151).matches("[A-Za-z0-9_-]+");
        String plain = new String(Base64.getUrlDecoder().decode(code), StandardCharsets.US_ASCII);
        assertThat(plain)
                .hasSize(113)
                .matches("[0-9a-f]{32}_[0-9a-f]{32}_ID:\\d{19}_\\d{10}:\\d{10}_V3");
        assertThat(link(document("产品照片 01.png"))).isNotEqualTo(link);
    }

    @Test
    void theModelReadsIssueAndExpiryFromIt() throws Exception {
        TemporaryLink link = parsed(link(document("产品照片 01.png")));

        assertThat(link.estimated()).isFalse();
        assertThat(link.issued()).isEqualTo(now());
        assertThat(link.expires()).isEqualTo(now().plusSeconds(86_400));
    }

    @Test
    void oneDocumentHasLinksOfTwoMinutes() throws Exception {
        PracticeDocument brief =
                platform.documents().stream()
                        .filter(d -> d.linkLife().equals(Duration.ofMinutes(2)))
                        .findFirst()
                        .orElseThrow();

        assertThat(parsed(link(brief)).remaining(now())).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void withoutATokenOrWithADamagedOneNothingIsGiven() throws Exception {
        String query = "file_tokens=" + A;
        String good = accessToken();

        assertThat(code(askLinks(query, new String[0]))).isEqualTo(99991661);
        for (String damaged :
                List.of("Bearer Bearer " + good, "Bearer", good, "Basic " + good, "Bearer abc")) {
            HttpResponse<byte[]> answer = askLinks(query, "Authorization", damaged);
            assertThat(answer.statusCode()).as(damaged).isEqualTo(400);
            assertThat(code(answer)).as(damaged).isEqualTo(99991671);
        }
        String unknown = "Bearer t-" + "0".repeat(40);
        assertThat(code(askLinks(query, "Authorization", unknown))).isEqualTo(99991663);
        assertThat(code(askLinks(query, "Authorization", "Bearer u-1"))).isEqualTo(99991668);
        String twice = "Bearer " + good;
        assertThat(code(askLinks(query, "Authorization", twice, "Authorization", twice)))
                .isEqualTo(99991671);

        platform.faults().revokeAccessTokens();
        assertThat(code(askLinks(query, "Authorization", "Bearer " + good))).isEqualTo(99991663);
        assertThat(accessToken()).isNotEqualTo(good);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "file_tokens=",
                "file_tokens",
                "file_token=" + A,
                "file_tokens=%5B%22" + A + "%22%2C%22" + B + "%22%5D",
                "file_tokens=" + A + "," + B,
                "file_tokens=" + A + "%2C" + B,
                "file_tokens[]=" + A,
                "file_tokens%5B%5D=" + A,
                "file_tokens=" + A + "&file_tokens%5B%5D=" + B,
                "file_tokens=" + A + "&file_tokens=",
                "file_tokens=short",
                "file_tokens=https%3A%2F%2Fexample.feishu.cn%2Ffile%2F" + A,
                "file_tokens=" + A + "&extra=tbl1",
                "file_tokens=" + A + "&extra=",
                "file_tokens=" + A + "&extra=%5B%5D",
                "file_tokens=" + A + "&extra=%257B%2522bitablePerm%2522%253A%257B%257D%257D",
                "file_tokens=" + A + "&extra=%7B%7D&extra=%7B%7D"
            })
    void aQueryThatIsNotAsDocumentedIsRefused(String query) throws Exception {
        HttpResponse<byte[]> answer = askLinks(query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(code(answer)).isEqualTo(1061002);
        assertThat(json(answer).path("error").path("field_violations").isArray()).isTrue();
    }

    @Test
    void moreThanFiveTokensAreRefused() throws Exception {
        HttpResponse<byte[]> answer = askLinks(query(tokens(0, 6)));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(code(answer)).isEqualTo(1061002);
    }

    @Test
    void everyRefusalNamesALogIdInHeaderAndBody() throws Exception {
        HttpResponse<byte[]> answer = askLinks("");

        assertThat(header(answer, "X-Tt-Logid")).matches("\\d{14}[0-9A-F]{20}");
        assertThat(json(answer).path("error").path("log_id").asString())
                .isEqualTo(header(answer, "X-Tt-Logid"));
        assertThat(header(answer, "Content-Type")).startsWith("application/json");
        assertThat(header(askLinks(query(tokens(0, 1))), "X-Tt-Logid"))
                .isNotEmpty()
                .isNotEqualTo(header(answer, "X-Tt-Logid"));
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /open-apis/drive/v1/medias/batch_get_tmp_download_url",
        "HEAD, /open-apis/drive/v1/medias/batch_get_tmp_download_url",
        "GET, /open-apis/drive/v1/media/batch_get_tmp_download_url",
        "GET, /open-apis/drive/v1/medias/batch_get_tmp_download_url/",
        "GET, /"
    })
    void otherMethodsAndPathsAreUnknown(String method, String path) throws Exception {
        URI uri = URI.create(platform.apiBase() + path + "?file_tokens=" + A);

        HttpResponse<byte[]> answer =
                send(method, uri, "", "Authorization", "Bearer " + accessToken());

        assertThat(answer.statusCode()).isEqualTo(404);
        if (!method.equals("HEAD")) {
            assertThat(code(answer)).isEqualTo(99991201);
        }
    }

    @Test
    void oneBadTokenMakesTheWholeCallFail() throws Exception {
        String forbidden = withFate(Fate.FORBIDDEN);
        String gone = withFate(Fate.GONE);
        String unknown = "A".repeat(27);

        HttpResponse<byte[]> first = askLinks(query(List.of(A, forbidden)));
        assertThat(first.statusCode()).isEqualTo(403);
        assertThat(code(first)).isEqualTo(1061004);
        HttpResponse<byte[]> second = askLinks(query(List.of(A, gone)));
        assertThat(second.statusCode()).isEqualTo(404);
        assertThat(code(second)).isEqualTo(1061007);
        HttpResponse<byte[]> third = askLinks(query(List.of(A, unknown)));
        assertThat(third.statusCode()).isEqualTo(404);
        assertThat(code(third)).isEqualTo(1061003);
        assertThat(code(askLinks(query(List.of(A, B))))).isZero();
    }

    @Test
    void aGuardedTableWantsAnExtraThatNamesIt() throws Exception {
        String token = document("考勤汇总.csv").token();
        String table = document("考勤汇总.csv").tableId();
        Map<String, Integer> verdicts =
                Map.of(
                        "{\"bitablePerm\":{\"tableId\":\"" + table + "\",\"rev\":32}}",
                        0,
                        "{\"bitablePerm\":{\"tableId\":\""
                                + table
                                + "\",\"attachments\":{\"fldA\":{\"recB\":[\""
                                + token
                                + "\"]}}}}",
                        0,
                        "{\"bitablePerm\":{\"tableId\":\""
                                + table
                                + "\",\"attachments\":{\"fldA\":{\"recB\":[\"other\"]}}}}",
                        1061004,
                        "{\"bitablePerm\":{\"tableId\":\"tblOther\"}}",
                        1061004,
                        "{}",
                        1061004);
        for (Map.Entry<String, Integer> verdict : verdicts.entrySet()) {
            pass(Duration.ofSeconds(1));
            String query = "file_tokens=" + token + "&extra=" + encoded(verdict.getKey());
            assertThat(code(askLinks(query))).as(verdict.getKey()).isEqualTo(verdict.getValue());
        }
        HttpResponse<byte[]> without = askLinks("file_tokens=" + token);
        assertThat(without.statusCode()).isEqualTo(403);
        assertThat(code(without)).isEqualTo(1061004);
        assertThat(code(askLinks("file_tokens=" + A + "&extra=%7B%7D"))).isZero();
    }

    @Test
    void aTokenCanBeLeftOutAndAnAnswerScripted() throws Exception {
        platform.faults().leaveOut(A);
        assertThat(links(askLinks(query(List.of(A, B))))).containsOnlyKeys(B);
        platform.faults().leaveOutNoLonger(A);
        assertThat(links(askLinks(query(List.of(A, B))))).containsOnlyKeys(A, B);

        platform.faults()
                .answerLinkCallsWith(
                        ScriptedAnswer.refusal(429, 99991400, "slow down")
                                .withHeaders(Map.of("x-ogw-ratelimit-reset", "3")),
                        ScriptedAnswer.refusal(200, 0, "cut in the middle").cut());
        assertThat(header(askLinks(query(List.of(A))), "x-ogw-ratelimit-reset")).isEqualTo("3");
        assertThatThrownBy(() -> askLinks(query(List.of(A)))).isInstanceOf(IOException.class);
        assertThat(code(askLinks(query(List.of(A))))).isZero();
    }

    @Test
    void callsAreWrittenDown() throws Exception {
        askLinks(query(List.of(A, B)) + "&extra=" + encoded("{\"a\": \"ä\"}"));
        pass(Duration.ofSeconds(2));
        askLinks("file_tokens=bad");

        List<PracticeCalls.LinkCall> calls = platform.calls().linkCalls();
        assertThat(calls).hasSize(2);
        assertThat(calls.getFirst())
                .isEqualTo(
                        new PracticeCalls.LinkCall(
                                START, 0, List.of(A, B), "{\"a\": \"ä\"}", 200, 0));
        assertThat(calls.getLast().code()).isEqualTo(1061002);
        assertThat(calls.getLast().nanos()).isEqualTo(2_000_000_000L);
    }

    private String withFate(Fate fate) {
        return platform.documents().stream()
                .filter(document -> document.fate() == fate)
                .findFirst()
                .orElseThrow()
                .token();
    }
}
