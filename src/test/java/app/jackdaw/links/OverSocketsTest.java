package app.jackdaw.links;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.feishu.Feishu;
import app.jackdaw.model.Identity;
import app.jackdaw.model.ItemSource;
import app.jackdaw.model.LinkState;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Platform;
import app.jackdaw.model.Secret;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.net.Http;
import app.jackdaw.net.Ticker;
import app.jackdaw.net.TimeOuts;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From credentials to a link over real sockets: what is on the wire, byte by byte. */
class OverSocketsTest {

    private final List<String> wire = new CopyOnWriteArrayList<>();
    private final CountDownLatch asked = new CountDownLatch(1);
    private HttpServer server;
    private Http http;
    private LinkBook book;
    private volatile String mode = "good";

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        http = Http.open(TimeOuts.standard(), "9.9");
        book = new LinkBook(Ticker.system());
        Platform platform = Platform.other("http://127.0.0.1:" + server.getAddress().getPort());
        Identity app = new Identity.App(platform, "cli_a1b2c3d4e5", new Secret("top \"secret\" x"));
        book.use(new Feishu(http.api(), Ticker.system(), new Random(1)).session(app));
    }

    @AfterEach
    void stop() {
        http.close();
        server.stop(0);
    }

    @Test
    void tokensAreRepeatedKeysAndExtraIsEncodedExactlyOnce() throws Exception {
        String extra = "{\"bitablePerm\":{\"tableId\":\"tbl 1\",\"n\":\"a+b*~%7B中\"}}";
        MediaItem first = item("tok&en=1").withExtra(extra);
        MediaItem second = item("tok2").withExtra(extra);
        book.fetch(List.of(first, second), (_, _, _, _) -> {});

        assertThat(wire)
                .containsExactly(
                        "POST /open-apis/auth/v3/tenant_access_token/internal null"
                                + " application/json; charset=utf-8"
                                + " {\"app_id\":\"cli_a1b2c3d4e5\","
                                + "\"app_secret\":\"top \\\"secret\\\" x\"}",
                        "GET /open-apis/drive/v1/medias/batch_get_tmp_download_url"
                                + "?file_tokens=tok%26en%3D1&file_tokens=tok2"
                                + "&extra=%7B%22bitablePerm%22%3A%7B%22tableId%22%3A%22tbl%201%22"
                                + "%2C%22n%22%3A%22a%2Bb%2A~%257B%E4%B8%AD%22%7D%7D"
                                + " Bearer t-1 null ");
        assertThat(book.state("tok2"))
                .isInstanceOfSatisfying(
                        LinkState.Ready.class,
                        ready ->
                                assertThat(ready.link().url())
                                        .isEqualTo("http://127.0.0.1:9/space?code=tok2"));
    }

    @Test
    void anInterruptEndsAFetchThatHangsOnASocket() throws Exception {
        mode = "hang";
        FutureTask<String> fetching =
                new FutureTask<>(() -> {
                    try {
                        book.fetch(List.of(item("a")), (_, _, _, _) -> {});
                        return "done";
                    } catch (InterruptedException cancelled) {
                        return "cancelled";
                    }
                });
        Thread thread = Thread.ofVirtual().start(fetching);
        asked.await();
        thread.interrupt();
        assertThat(fetching.get()).isEqualTo("cancelled");
        assertThat(book.state("a")).isInstanceOf(LinkState.NotFetched.class);
    }

    @Test
    void nothingSecretIsPrinted() throws Exception {
        MediaItem item = item("a");
        TemporaryLink link = book.link(item, null);
        assertThat(link + " " + book.state("a")).doesNotContain("code=");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            wire.add(
                    String.join(
                            " ",
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().toString(),
                            exchange.getRequestHeaders().getFirst("Authorization"),
                            exchange.getRequestHeaders().getFirst("Content-Type"),
                            body));
            boolean signIn = exchange.getRequestURI().getPath().contains("tenant_access_token");
            if (!signIn && mode.equals("hang")) {
                asked.countDown();
                new CountDownLatch(1).await();
            }
            byte[] answer = (signIn ? TOKEN : LINKS).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private static final String TOKEN =
            "{\"code\":0,\"msg\":\"ok\",\"tenant_access_token\":\"t-1\",\"expire\":7140}";

    private static final String LINKS =
            """
            {"code":0,"data":{"tmp_download_urls":[
             {"file_token":"tok2","tmp_download_url":"http://127.0.0.1:9/space?code=tok2"},
             {"file_token":"a","tmp_download_url":"http://127.0.0.1:9/space?code=a"},
             {"file_token":"tok&en=1","tmp_download_url":"http://127.0.0.1:9/space?code=tok1"}]}}
            """;

    private static MediaItem item(String token) {
        return MediaItem.ofToken(token, new ItemSource.PastedToken(1));
    }
}
