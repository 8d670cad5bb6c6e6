package app.jackdaw.intake;

import static app.jackdaw.intake.Samples.A;
import static app.jackdaw.intake.Samples.B;
import static app.jackdaw.intake.Samples.C;
import static app.jackdaw.intake.Samples.ENCODED_EXTRA;
import static app.jackdaw.intake.Samples.EXTRA;
import static app.jackdaw.intake.Samples.LINK;
import static app.jackdaw.intake.Samples.facts;
import static app.jackdaw.intake.Samples.read;
import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.ItemSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON of every shape that carries media tokens, whole and damaged. */
class CopiedJsonTest {

    private static final String API = "https://open.feishu.cn/open-apis/drive/v1/medias/";

    private static final String RECORD =
            """
            {
              "data": { "items": [ { "record_id": "recB", "fields": { "附件": [
                {
                  "file_token": "%s",
                  "name": "照片 \\u0031.png",
                  "size": 87123,
                  "type": "image/png",
                  "tmp_url": "%sbatch_get_tmp_download_url?file_tokens=%s&extra=%s",
                  "url": "%s%s/download?extra=%s"
                },
                { "file_token": "%s", "name": "b.pdf", "size": 5, "type": "application/pdf" }
              ] } } ] }
            }
            """
                    .formatted(A, API, A, ENCODED_EXTRA, API, A, ENCODED_EXTRA, B);

    private static final String FIRST =
            A + " known=照片 1.png size=87123 type=image/png extra=" + EXTRA;
    private static final String SECOND = B + " known=b.pdf size=5 type=application/pdf";

    @Test
    void recordOfABase() {
        Reading reading = read(RECORD);
        assertThat(facts(reading)).containsExactly(FIRST, SECOND);
        assertThat(reading.remainder()).isEmpty();
        assertThat(reading.items().getFirst().source()).isEqualTo(new ItemSource.CopiedJson(4));
        assertThat(reading.items().get(1).source()).isEqualTo(new ItemSource.CopiedJson(11));
    }

    @Test
    void anExtraThatIsAnObjectIsSentAsText() {
        String json =
                """
                {
                  "file_token": "%s",
                  "extra": { "bitablePerm": { "tableId": "tblX", "rev": 32,
                      "attachments": { "fldA": { "recB": [ "%s" ] } }, "odd": [true, null, "é\\"{"] } },
                  "name": "b.pdf"
                }
                """
                        .formatted(A, A);
        String extra =
                "{\"bitablePerm\":{\"tableId\":\"tblX\",\"rev\":32,\"attachments\":{\"fldA\":{\"recB\":[\""
                        + A
                        + "\"]}},\"odd\":[true,null,\"é\\\"{\"]}}";
        assertThat(facts(read(json))).containsExactly(A + " known=b.pdf extra=" + extra);
        // cut in the middle, as a terminal does: what is there is still an object
        String cut = json.substring(0, json.indexOf("\"odd\""));
        assertThat(read(cut).items().getFirst().extra())
                .startsWith("{\"bitablePerm\"")
                .endsWith("}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"file_tokens\":[\"%s\",\"%s\"],\"extra\":{\"a\":1}}",
                "{\"extra\":\"{\\\"a\\\":1}\",\"file_tokens\":[\"%s\",\"%s\"]}",
                "{\"params\":{\"file_tokens\":[\"%s\",\"%s\"],\"extra\":\"%%7B%%22a%%22%%3A1%%7D\"}}",
            })
    void aListOfTokensHasTheExtraBesideIt(String json) {
        assertThat(facts(read(json.formatted(A, B))))
                .containsExactly(A + " extra={\"a\":1}", B + " extra={\"a\":1}");
    }

    @Test
    void commentsAreNoDamage() {
        String json =
                """
                { // what the explorer said
                  /* one */ "file_token": "%s", // the first
                  "name": "b.pdf" /* name */
                }
                """
                        .formatted(A);
        assertThat(facts(read(json))).containsExactly(A + " known=b.pdf");
        assertThat(read(json).remainder()).isBlank();
        // but no token goes by unseen
        assertThat(read(json.replace("the first", B)).items())
                .extracting("token")
                .containsExactly(A, B);
    }

    @Test
    void proseAroundAndSeveralDocuments() {
        Reading reading =
                read(
                        "2026-11-23 INFO answer="
                                + RECORD
                                + "\n完毕\n"
                                + "{\"file_token\":\""
                                + C
                                + "\"} "
                                + RECORD);
        assertThat(facts(reading).subList(0, 4)).containsExactly(FIRST, SECOND, C, "again 2");
        assertThat(reading.linesNotUnderstood()).containsExactly(1, 15);
        assertThat(reading.remainder()).isEqualTo("2026-11-23 INFO answer\n完毕");
    }

    @Test
    void cutAnywhereLosesNothingThatStoodWhole() {
        for (int end = RECORD.indexOf(A) + A.length() + 1; end < RECORD.length(); end++) {
            Reading reading = read(RECORD.substring(0, end));
            assertThat(reading.items()).describedAs("cut at %d", end).isNotEmpty();
            assertThat(reading.items().getFirst().token()).isEqualTo(A);
        }
        Reading front = read(RECORD.substring(RECORD.indexOf("\"name\": \"照片")));
        assertThat(facts(front)).containsExactly(FIRST, SECOND);
    }

    @Test
    void whatStandsBehindACutDocumentIsStillRead() {
        assertThat(
                        facts(
                                read(
                                        "{\"a\":[{\"file_token\":\""
                                                + A
                                                + "\",\"name\":\"x.p\n"
                                                + B
                                                + "\n"
                                                + C)))
                .containsExactly(A + " known=x.p", B, C);
    }

    @Test
    void rawQuotesInsideTheAddress() {
        String text =
                "{\"file_token\":\""
                        + A
                        + "\",\"name\":\"a.png\",\"url\":\""
                        + API
                        + A
                        + "/download?extra="
                        + EXTRA
                        + "\",\"size\":7}, {\"file_token\":\""
                        + B
                        + "\",\"tmp_url\":\""
                        + API
                        + "batch_get_tmp_download_url?file_tokens="
                        + B
                        + "&extra="
                        + EXTRA
                        + "\"}";
        assertThat(facts(read(text)))
                .containsExactly(A + " known=a.png size=7 extra=" + EXTRA, B + " extra=" + EXTRA);
    }

    @Test
    void rawQuotesCutInTheMiddle() {
        String text =
                "{\"file_token\":\""
                        + A
                        + "\",\"url\":\""
                        + API
                        + A
                        + "/download?extra={\"bitablePerm\":{\"tab";
        assertThat(read(text).items()).extracting("token").containsExactly(A);
    }

    @Test
    void jsonInsideAJsonText() {
        String inner = "{\"file_token\":\"" + A + "\",\"name\":\"a \\\"1\\\".png\"}";
        String once = "\"" + inner.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        String twice = "{\"body\":\"" + once.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";
        assertThat(facts(read(once))).containsExactly(A + " known=a \"1\".png");
        assertThat(facts(read("{\"body\":" + once + "}")))
                .containsExactly(A + " known=a \"1\".png");
        assertThat(facts(read("log: " + once))).contains(A + " known=a \"1\".png");
        assertThat(read(twice).items()).extracting("token").containsExactly(A);
        assertThat(facts(read(once.substring(0, once.length() - 8)))).hasSize(1);
    }

    @Test
    void blocksOfADocument() {
        String text =
                """
                {"items":[
                {"block_id":"blkA","block_type":27,"parent_id":"doxB","image":{"token":"%s","width":1280}},
                {"block_id":"blkC","block_type":23,"file":{"token":"%s","name":"minutes.pdf"}},
                {"block_id":"blkD","block_type":18,"bitable":{"token":"Zz9Kp3mbXz9QoR7YtxVwLucd_tblX"}},
                {"block_id":"blkE","block_type":43,"board":{"token":"Wh7Kp3mbXz9QoR7YtxVwLucd4N2"}},
                {"text":{"elements":[{"file":{"file_token":"%s","source_block_id":"blkC"}}]}}]}
                """
                        .formatted(A, B, B);
        assertThat(facts(read(text))).containsExactly(A, B + " known=minutes.pdf", "again 1");
    }

    @Test
    void cellsAndFloatingImagesOfASheet() {
        String text =
                """
                [[{"type":"embed-image","fileToken":"%s","width":800,"text":"","link":"https://internal-api-drive-stream.feishu.cn/space/api/box/stream/download/v2/cover/%s/"},
                [{"type":"attachment","fileToken":"%s","text":"plan.xlsx","mimeType":"application/x","size":2048}]],
                {"float_image_id":"ye06SS14ph","float_image_token":"%s","range":"A1:A1"}]
                """
                        .formatted(A, A, B, C);
        assertThat(facts(read(text)))
                .containsExactly(A, B + " known=plan.xlsx size=2048 type=application/x", C);
    }

    @Test
    void attachmentsOfBaseVersionThree() {
        String text =
                """
                {"attachments":{"recA":{"fldB":[{"file_token":"%s","name":"a","size":1,"extra_info":"%s"}]}}}
                """
                        .formatted(A, EXTRA.replace("\"", "\\\""));
        assertThat(facts(read(text))).containsExactly(A + " known=a size=1 extra=" + EXTRA);
    }

    @Test
    void answerOfTheLinkEndpointCarriesTheLink() {
        String text =
                """
                {"code":0,"data":{"tmp_download_urls":[{"file_token":"%s","tmp_download_url":"%s"}]},"msg":"success"}
                """
                        .formatted(A, LINK.replace("/", "\\/"));
        Reading reading = read(text + LINK);
        assertThat(facts(reading)).containsExactly(A + " link=yes", "again 1");
        assertThat(reading.links()).isZero();
        assertThat(reading.entries().getFirst().link())
                .satisfies(link -> assertThat(link.url()).isEqualTo(LINK));
    }

    @Test
    void linkWithoutAToken() {
        assertThat(facts(read("{\"name\":\"a.pdf\",\"url\":\"" + LINK + "\"}")))
                .containsExactly("link known=a.pdf");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'file_token': 'TOKEN', 'name': 'a.pdf', 'ok': True, 'x': None}",
                "{ file_token: 'TOKEN', name: 'a.pdf', }",
                "{ file_token: TOKEN, name: \"a.pdf\" }",
                "{\"a\":1,\"file_token\":\"TOKEN\" , \"file_name\":\"a.pdf\"",
                "\"file_token\": \"TOKEN\",\n\"name\": \"a.pdf\"",
                "x\t\"[{\"\"file_token\"\":\"\"TOKEN\"\",\"\"name\"\":\"\"a.pdf\"\"}]\"",
                "{\"token\":\"TOKEN\",\"name\":\"a.pdf\"}",
                "{\"name\":\"a.pdf\",\"url\":\"https://open.feishu.cn/open-apis/drive/v1/medias/TOKEN/download\"}"
            })
    void writtenByOthers(String text) {
        assertThat(facts(read(text.replace("TOKEN", A)))).contains(A + " known=a.pdf");
    }

    @Test
    void listsOfTokens() {
        assertThat(facts(read("{\"file_tokens\":[\"" + A + "\",\"" + B + "\"]}")))
                .containsExactly(A, B);
        assertThat(facts(read("{\"附件\":[\"" + A + "\"],\"log_id\":\"" + B + "\"}")))
                .containsExactly(A);
        assertThat(facts(read("{\"" + A + "\":\"" + B + "\"}"))).containsExactly(A, B);
    }

    @Test
    void documentsWithoutMediaAreNamed() {
        assertThat(facts(read("{\"code\":1061002,\n\"msg\":\"params error.\"}")))
                .containsExactly("JSON_WITHOUT_MEDIA @1");
        assertThat(facts(read(EXTRA))).containsExactly("EXTRA_ALONE @1");
        assertThat(
                        facts(
                                read(
                                        "{\"files\":[{\"token\":\""
                                                + A
                                                + "\",\"type\":\"docx\",\"url\":\"https://c.feishu.cn/docx/"
                                                + A
                                                + "\"}]}")))
                .containsExactly("DOCX FEISHU " + A);
        assertThat(facts(read("{\"document_id\":\"" + A + "\",\"node_token\":\"" + B + "\"}")))
                .containsExactly("JSON_WITHOUT_MEDIA @1");
    }

    @Test
    void malformedTokenStaysAloneInTheBox() {
        Reading reading =
                read(
                        "{\"a\":[{\"file_token\":\""
                                + A
                                + "\"},\n{\"file_token\":\"not one!\",\"name\":\"x\"}]}");
        assertThat(facts(reading)).containsExactly(A, "JSON_TOKEN_MALFORMED @2");
        assertThat(reading.remainder()).isEqualTo("\"file_token\":\"not one!\"");
        assertThat(facts(read(reading.remainder()))).isEqualTo(List.of("JSON_TOKEN_MALFORMED @1"));
    }

    @Test
    void laterMentionFillsInWhatTheFirstDidNotSay() {
        assertThat(facts(read(A + "\tmine.png\n" + RECORD)))
                .containsExactly(
                        A + " own=mine.png known=照片 1.png size=87123 type=image/png extra=" + EXTRA,
                        SECOND,
                        "again 1");
    }
}
