package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person can read in an answer that is not the file. */
class ErrorTextTest {

    private static String in(byte[] body, String type, String link) {
        MemoryAnswer answer =
                new MemoryAnswer(
                        URI.create(link), 403, Map.of("Content-Type", type), body, most -> most);
        return ErrorText.in(answer, body, body.length);
    }

    private static String in(String body) {
        return in(body.getBytes(StandardCharsets.UTF_8), "text/plain", "http://127.0.0.1/x");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"code":1061045,"msg":"can retry"} | can retry (1061045)
                    {"code":0,"msg":"link expired"} | link expired
                    {"code":"AccessDenied","message":"no"} | no (AccessDenied)
                    {"msg":"","error":{"message":"deeper"}} | deeper
                    {"error":"invalid_token","error_description":"The \\"old\\" one\\n\\u94fe\\u63a5"} | The "old" one 链接
                    {"code":99991400} | 99991400
                    {"msg":"cut off in the mid | cut off in the mid
                    {"data":{}} | ``
                    <?xml version="1.0"?><Error><Code>NoSuchKey</Code><Message>It&#39;s gone &amp; lost</Message></Error> | It's gone & lost (NoSuchKey)
                    <Error><Code>AccessDenied</Code></Error> | AccessDenied
                    <html><head><title>403 Forbidden</title></head><body><h1>no</h1></body> | 403 Forbidden
                    <html><head><title> </title></head><body><h1 class="x">Gone</h1></body> | Gone
                    <p>Just <b>this</b><script>var a = 1;</script></p> | Just  this
                    signature expired | signature expired
                    """)
    void theSentenceIsFound(String body, String text) {
        assertThat(in(body).strip()).isEqualTo(text);
    }

    @Test
    void itIsReadInItsOwnCharacters() {
        byte[] gbk = "链接已失效".getBytes(Charset.forName("GBK"));
        String link = "http://127.0.0.1/x";
        assertThat(in(gbk, "text/plain; charset=GBK", link)).isEqualTo("链接已失效");
        assertThat(in(gbk, "text/plain; charset=nonsense", link)).as("not to be read").isEmpty();
        assertThat(in("\uFEFFgone")).isEqualTo("gone");
        assertThat(in("PK\u0000\u0001zip")).isEmpty();
        assertThat(in("")).isEmpty();
    }

    @Test
    void theKeysOfTheLinkAreTakenOutHoweverTheyLook() {
        String said = "{\"msg\":\"no such code as plainword or with blank, ask a\"}";
        String link = "http://127.0.0.1/x?code=plainword&other=with%20blank&n=a";
        assertThat(in(said.getBytes(StandardCharsets.UTF_8), "application/json", link))
                .isEqualTo("no such code as ••• or •••, ask a");
    }

    /** However long and odd it is: nobody waits for a text. */
    @Test
    void whatIsCutOffAnywhereIsRead() {
        String body = "{\"code\":1,\"msg\":\"" + "\\u94fe\\\\".repeat(600) + "\"}";
        for (int length = 0; length <= Math.min(4096, body.length()); length += 7) {
            assertThat(in(body.substring(0, length))).isNotNull();
        }
        assertThat(in("<" + "a ".repeat(2000))).isNotNull();
        assertThat(in("<title".repeat(680))).isNotNull();
    }
}
