package app.jackdaw.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.jackdaw.practice.PracticeDocument.Fate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkHostTest extends PracticeTest {

    private static final String MODIFIED = "Fri, 09 Oct 2026 01:30:00 GMT";

    @Test
    void everyDocumentThatIsServedArrivesWhole() throws Exception {
        List<PracticeDocument> served =
                platform.documents().stream()
                        .filter(d -> d.fate() == Fate.SERVED && d.tableId() == null)
                        .toList();
        assertThat(served).hasSizeGreaterThan(28);
        for (PracticeDocument document : served) {
            HttpResponse<byte[]> answer;
            try {
                answer = get(link(document));
            } catch (IOException brokenOff) {
                answer = get(link(document));
            }
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(sha256(answer.body())).as(document.name()).isEqualTo(document.sha256());
            assertThat(answer.body().length).isEqualTo(document.size());
            assertThat(header(answer, "Content-Type")).isEqualTo(document.mediaType());
            assertThat(header(answer, "Content-Length")).isEqualTo("" + document.size());
        }
    }

    @Test
    void slowDocumentsTakeTheirTime() throws Exception {
        for (String name : List.of("产品演示.mp4", "产品手册.pdf", "Annual report 2026.pdf")) {
            URI link = link(document(name));
            Duration before = elapsed();
            get(link);
            assertThat(elapsed().minus(before))
                    .as(name)
                    .isBetween(Duration.ofSeconds(3), Duration.ofSeconds(9));
        }
        URI quick = link(document("封面大图.png"));
        Duration before = elapsed();
        get(quick);
        assertThat(elapsed()).isEqualTo(before);
    }

    @Test
    void aTransferInFullSpeedSleepsNever() throws Exception {
        PracticeSettings settings =
                PracticeSettings.of(this::now, () -> elapsed().toNanos(), this::pass);
        platform.close();
        platform = PracticePlatform.start(settings.withSlowing(0));
        URI link = link(document("产品手册.pdf"));
        Duration before = elapsed();

        assertThat(get(link).statusCode()).isEqualTo(200);
        assertThat(elapsed()).isEqualTo(before);
    }

    @Test
    void oneDocumentBreaksOffOnceInTheMiddle() throws Exception {
        PracticeDocument document = document("培训资料.pdf");
        URI link = link(document);

        assertThatThrownBy(() -> get(link)).isInstanceOf(IOException.class);
        assertThat(sha256(get(link).body())).isEqualTo(document.sha256());
    }

    @ParameterizedTest
    @ValueSource(strings = {"产品手册.pdf", "产品演示.mp4", "销售数据.csv"})
    void aPartIsTheSameBytesAsInTheWhole(String name) throws Exception {
        PracticeDocument document = document(name);
        URI link = link(document);
        byte[] whole = get(link).body();
        int from = whole.length / 3;

        HttpResponse<byte[]> rest = get(link, "Range", "bytes=" + from + "-");

        assertThat(rest.statusCode()).isEqualTo(206);
        assertThat(header(rest, "Content-Range"))
                .isEqualTo("bytes " + from + "-" + (whole.length - 1) + "/" + whole.length);
        assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(whole, from, whole.length));
        HttpResponse<byte[]> one = get(link, "Range", "bytes=0-0");
        assertThat(one.body()).containsExactly(whole[0]);
        HttpResponse<byte[]> behind = get(link, "Range", "bytes=" + whole.length + "-");
        assertThat(behind.statusCode()).isEqualTo(416);
        assertThat(header(behind, "Content-Range")).isEqualTo("bytes */" + whole.length);
    }

    @Test
    void ifRangeHoldsForBothValidatorsAndNothingElse() throws Exception {
        URI link = link(document("销售数据.csv"));
        HttpResponse<byte[]> whole = get(link);
        String tag = header(whole, "ETag");
        assertThat(tag).matches("\"[^\"]+\"");
        assertThat(header(whole, "Last-Modified")).isEqualTo(MODIFIED);
        assertThat(header(whole, "Accept-Ranges")).isEqualTo("bytes");

        for (String condition : List.of(tag, MODIFIED)) {
            HttpResponse<byte[]> part = get(link, "Range", "bytes=5-", "If-Range", condition);
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(header(part, "ETag")).isEqualTo(tag);
        }
        for (String condition : List.of("\"other\"", "W/" + tag, "Fri, 09 Oct 2026 01:30:01 GMT")) {
            HttpResponse<byte[]> again = get(link, "Range", "bytes=5-", "If-Range", condition);
            assertThat(again.statusCode()).as(condition).isEqualTo(200);
            assertThat(again.body()).isEqualTo(whole.body());
        }
    }

    @Test
    void anAuthorizationHeaderIsRefusedAndCounted() throws Exception {
        URI link = link(document("产品照片 01.png"));
        get(link);
        assertThat(platform.calls().authorizedByteCalls()).isZero();

        HttpResponse<byte[]> answer = get(link, "Authorization", "Bearer " + accessToken());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(platform.calls().authorizedByteCalls()).isEqualTo(1);
    }

    @Test
    void unknownCodesPathsAndMethodsAreRefusedAsJson() throws Exception {
        URI link = link(document("产品照片 01.png"));
        URI changed = URI.create(link.toString().replaceFirst("code=...", "code=AAA"));
        List<HttpResponse<byte[]>> refusals =
                List.of(
                        get(changed),
                        get(platform.linkBase().resolve(LinkSide.PATH)),
                        get(platform.linkBase().resolve("/space/api/box/stream/download/all/x/")),
                        send("POST", link, "x"));
        assertThat(refusals)
                .extracting(HttpResponse::statusCode)
                .containsExactly(400, 400, 404, 405);
        for (HttpResponse<byte[]> refusal : refusals) {
            assertThat(code(refusal)).isPositive();
            assertThat(header(refusal, "Content-Type")).startsWith("application/json");
            assertThat(header(refusal, "Content-Disposition")).isEmpty();
        }
        HttpResponse<byte[]> head = send("HEAD", link, "");
        assertThat(head.statusCode()).isEqualTo(405);
        assertThat(header(head, "Allow")).isEqualTo("GET");
    }

    @Test
    void linksExpireToTheSecond() throws Exception {
        URI day = link(document("产品照片 01.png"));
        URI brief = link(document("限时优惠券.png"));
        pass(Duration.ofSeconds(119));
        assertThat(get(brief).statusCode()).isEqualTo(200);
        pass(Duration.ofSeconds(1));
        assertThat(get(brief).statusCode()).isEqualTo(403);
        platform.faults().expiredLinkStatus(401);
        assertThat(get(brief).statusCode()).isEqualTo(401);
        assertThat(code(get(brief))).isPositive();

        assertThat(get(day).statusCode()).isEqualTo(200);
        platform.faults().revokeLinks();
        assertThat(get(day).statusCode()).isEqualTo(401);
        assertThat(get(link(document("产品照片 01.png"))).statusCode()).isEqualTo(200);
    }

    @Test
    void anEmptyFileIsEmptyAndHasNoRange() throws Exception {
        URI link = link(document("空白.txt"));

        HttpResponse<byte[]> answer = get(link);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Length")).isEqualTo("0");
        assertThat(get(link, "Range", "bytes=0-").statusCode()).isEqualTo(416);
    }

    @Test
    void namesAreWrittenAsServersWriteThem() throws Exception {
        assertThat(dispositionOf("Price list.csv"))
                .isEqualTo("attachment; filename=\"Price list.csv\"");
        assertThat(dispositionOf("报价:最终?.png"))
                .isEqualTo(
                        "attachment; filename=\"__:__?.png\";"
                                + " filename*=UTF-8''%E6%8A%A5%E4%BB%B7%3A%E6%9C%80%E7%BB%88%3F.png");
        String raw = dispositionOf("活动海报 v2.png");
        assertThat(new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                .isEqualTo("attachment; filename=\"活动海报 v2.png\"");
    }

    @Test
    void callsAreWrittenDownWithoutTheirLinks() throws Exception {
        PracticeDocument document = document("销售数据.csv");
        get(link(document), "Range", "bytes=5-");

        PracticeCalls.ByteCall call = platform.calls().byteCalls().getLast();
        assertThat(call)
                .isEqualTo(
                        new PracticeCalls.ByteCall(
                                now(),
                                document.token(),
                                "bytes=5-",
                                PracticeCalls.Authorization.ABSENT,
                                206));
    }

    private String dispositionOf(String name) throws Exception {
        return header(get(link(document(name))), "Content-Disposition");
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
