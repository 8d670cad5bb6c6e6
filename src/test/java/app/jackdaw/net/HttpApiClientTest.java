package app.jackdaw.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.Secret;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpApiClientTest {

    private static final Secret TOKEN = new Secret("t-very-secret");
    private static final TimeOuts PATIENT = TimeOuts.standard();

    /** For tests of silence itself. */
    private static final TimeOuts SHORT =
            new TimeOuts(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ofMillis(300),
                    Duration.ofMillis(300),
                    Duration.ofMillis(1500));

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @Test
    void readsAnAnswerOfAnyStatusWithItsHeaders() throws Exception {
        RawServer server =
                serve(
                        "HTTP/1.1 429 Slow\r\nX-Ogw-RateLimit-Reset: 7\r\nX-A: 1\r\nX-A: 2\r\n"
                                + "Content-Length: 6\r\n\r\n中文");
        ApiAnswer answer = api().get(server.uri("/a?b=c%20d&b=e"), TOKEN);

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.body()).isEqualTo("中文");
        assertThat(answer.header("x-ogw-ratelimit-reset")).contains("7");
        assertThat(answer.header("X-A")).contains("1");
        assertThat(server.requests.getFirst())
                .startsWith("GET /a?b=c%20d&b=e HTTP/1.1\r\n")
                .contains("Authorization: Bearer t-very-secret\r\n")
                .contains("User-Agent: Jackdaw/9.9\r\n")
                .doesNotContain("Accept-Encoding")
                .doesNotContain("Upgrade");
        assertThat(answer.toString()).doesNotContain("中文");
    }

    @Test
    void postsJsonWithoutATokenWhereThereIsNone() throws Exception {
        RawServer server = serve("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        assertThat(api().post(server.uri("/x"), null, "{\"a\":1}").body()).isEqualTo("{}");
        assertThat(server.requests.getFirst())
                .startsWith("POST /x HTTP/1.1\r\n")
                .contains("Content-Type: application/json; charset=utf-8")
                .doesNotContain("Authorization");
    }

    @Test
    void neitherFollowsARedirectNorKeepsACookieNorTriesAgain() throws Exception {
        RawServer server =
                serve(
                        "HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nSet-Cookie: a=b\r\n"
                                + "Content-Length: 0\r\n\r\n");
        ApiClient api = api();
        assertThat(api.get(server.uri("/"), TOKEN).status()).isEqualTo(302);
        api.get(server.uri("/"), TOKEN);
        assertThat(server.requests).hasSize(2).allMatch(each -> each.startsWith("GET / "));
        assertThat(server.requests).noneMatch(each -> each.contains("Cookie"));

        RawServer unavailable =
                serve("HTTP/1.1 503 No\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n");
        assertThat(api.get(unavailable.uri("/"), TOKEN).status()).isEqualTo(503);
        assertThat(unavailable.requests).hasSize(1);
    }

    @Test
    void aBodyThatOnlyClaimsToBeCompressedIsNoAnswer() throws Exception {
        assertProblem(
                serve("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd"),
                Cause.CONNECTION_CUT);
    }

    @Test
    void aBodyThatEndsEarlyIsACutConnection() throws Exception {
        assertProblem(
                serve("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{"), Cause.CONNECTION_CUT);
        assertProblem(
                serve("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"),
                Cause.CONNECTION_CUT);
        assertProblem(serve(""), Cause.CONNECTION_CUT);
    }

    @Test
    void brokenProtocolIsNamed() throws Exception {
        assertProblem(serve("SSH-2.0-OpenSSH_9.9\r\n\r\n"), Cause.PROTOCOL_BROKEN);
        assertProblem(
                serve("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n{}"), Cause.PROTOCOL_BROKEN);
        assertProblem(
                serve("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
                Cause.PROTOCOL_BROKEN);
        assertProblem(
                serve("HTTP/1.1 200 OK\r\nX: " + "a".repeat(100_000) + "\r\n\r\n"),
                Cause.PROTOCOL_BROKEN);
    }

    @Test
    void anAnswerWithoutEndIsGivenUp() throws Exception {
        RawServer server =
                keep(
                        new RawServer((_, out) -> {
                            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes());
                            byte[] block = new byte[1 << 20];
                            for (int megabytes = 0; megabytes < 200; megabytes++) {
                                out.write(block);
                            }
                        }));
        assertProblem(server, Cause.PROTOCOL_BROKEN);
    }

    @Test
    void silenceBeforeAndWithinTheAnswerTimesOut() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        assertTimesOut(keep(new RawServer((_, _) -> never.await())));
        assertTimesOut(
                keep(
                        new RawServer((_, out) -> {
                            out.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{".getBytes());
                            never.await();
                        })));
    }

    @Test
    void anAnswerThatDripsEndsWithTheTimeOfTheWholeCall() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        RawServer server =
                keep(
                        new RawServer((_, out) -> {
                            out.write("HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n".getBytes());
                            for (int drop = 0; drop < 999; drop++) {
                                out.write('x');
                                if (over.await(100, TimeUnit.MILLISECONDS)) {
                                    return;
                                }
                            }
                        }));
        assertTimesOut(server);
        over.countDown();
    }

    @Test
    void aClosedPortAndAnUnknownHostAreTold() throws Exception {
        assertThat(problem(URI.create("http://127.0.0.1:1/?code=secret")))
                .isEqualTo(Problem.of(Cause.CONNECTION_REFUSED, "127.0.0.1"));
        assertThat(problem(URI.create("http://nowhere.invalid/?code=secret")))
                .isEqualTo(Problem.of(Cause.HOST_NOT_FOUND, "nowhere.invalid"));
    }

    @Test
    void anInterruptEndsACallAtOnceOnAnyThread() throws Exception {
        for (Thread.Builder kind : List.of(Thread.ofVirtual(), Thread.ofPlatform())) {
            CountDownLatch asked = new CountDownLatch(1);
            CountDownLatch never = new CountDownLatch(1);
            RawServer server =
                    keep(
                            new RawServer((_, _) -> {
                                asked.countDown();
                                never.await();
                            }));
            ApiClient api = api(TimeOuts.standard(), new Proxies(Map.of(), null));
            AtomicReference<@Nullable Throwable> end = new AtomicReference<>();
            Thread caller =
                    kind.start(() -> {
                        try {
                            api.get(server.uri("/"), TOKEN);
                        } catch (ProblemException | InterruptedException ended) {
                            end.set(ended);
                        }
                    });
            asked.await();
            caller.interrupt();
            assertThat(caller.join(Duration.ofSeconds(90))).isTrue();
            assertThat(end.get()).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void aProxyIsAskedForForeignHostsAndNeverForThisMachine() throws Exception {
        RawServer proxy = serve("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        RawServer here = serve("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhere");
        ApiClient api =
                api(
                        PATIENT,
                        new Proxies(Map.of("all_proxy", "http://127.0.0.1:" + proxy.port()), null));
        assertThat(api.get(URI.create("http://open.example.com/x"), null).body()).isEqualTo("{}");
        assertThat(proxy.requests.getFirst()).startsWith("GET http://open.example.com/x HTTP/1.1");
        assertThat(api.get(here.uri("/"), null).body()).isEqualTo("here");
        assertThat(proxy.requests).hasSize(1);
    }

    @Test
    void aProxyThatRefusesIsBlamedItself() throws Exception {
        RawServer login =
                serve(
                        "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"x\"\r\n"
                                + "Content-Length: 0\r\n\r\n");
        RawServer broken = serve("HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n");
        for (String scheme : List.of("http", "https")) {
            URI uri = URI.create(scheme + "://open.example.com/?code=secret");
            assertThat(problem(through(login), uri).cause()).isEqualTo(Cause.PROXY_LOGIN);
        }
        Problem failed = problem(through(broken), URI.create("https://open.example.com/"));
        assertThat(failed.cause()).isEqualTo(Cause.PROXY_FAILED);
        assertThat(failed.arguments()).containsExactly("127.0.0.1");
        assertThat(failed.httpStatus()).isEqualTo(503);

        ApiClient gone =
                api(PATIENT, new Proxies(Map.of("http_proxy", "http://127.0.0.1:1"), null));
        assertThat(problem(gone, URI.create("http://open.example.com/")))
                .isEqualTo(Problem.of(Cause.PROXY_FAILED, "127.0.0.1"));
    }

    @Test
    void logsInToAProxyWhoseAddressHasALogin() throws Exception {
        RawServer proxy =
                keep(
                        new RawServer((request, out) ->
                                out.write(
                                        (request.contains("Proxy-Authorization: Basic bWU6YStiOg==")
                                                        ? "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n"
                                                                + "\r\n{}"
                                                        : "HTTP/1.1 407 Who\r\nContent-Length: 0\r\n"
                                                                + "Connection: close\r\nProxy-Authenticate: Basic"
                                                                + " realm=\"x\"\r\n\r\n")
                                                .getBytes())));
        String address = "http://me:a+b%3A@127.0.0.1:" + proxy.port();
        ApiClient api = api(PATIENT, new Proxies(Map.of("HTTP_PROXY", address), null));
        assertThat(api.get(URI.create("http://open.example.com/"), null).body()).isEqualTo("{}");
    }

    @Test
    void aSocksProxyResolvesTheNameItself() throws Exception {
        ServerSocket socks = keep(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        CompletableFuture<String> askedFor = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> serveSocks(socks, askedFor));
        String address = "socks5://127.0.0.1:" + socks.getLocalPort();
        ApiClient api = api(PATIENT, new Proxies(Map.of("all_proxy", address), null));
        assertThat(api.get(URI.create("http://open.nowhere.invalid/"), null).body())
                .isEqualTo("{}");
        assertThat(askedFor.join()).isEqualTo("open.nowhere.invalid");
    }

    /** Version 5 without a login (RFC 1928), then the answer as if it came from behind. */
    private static void serveSocks(ServerSocket server, CompletableFuture<String> askedFor) {
        try (Socket socket = server.accept()) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            in.readByte();
            in.readNBytes(in.readUnsignedByte());
            out.write(new byte[] {5, 0});
            in.readNBytes(3);
            byte kind = in.readByte();
            byte[] name = kind == 3 ? in.readNBytes(in.readUnsignedByte()) : new byte[0];
            in.readNBytes(2);
            askedFor.complete(new String(name, StandardCharsets.UTF_8));
            out.write(new byte[] {5, 0, 0, 1, 127, 0, 0, 1, 0, 80});
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".getBytes());
            in.readAllBytes();
        } catch (IOException over) {
            askedFor.completeExceptionally(over);
        }
    }

    @Test
    void failuresCarryNoAddress() throws Exception {
        RawServer server = serve("nonsense\r\n\r\n");
        assertThatThrownBy(() -> api().get(server.uri("/p?code=top-secret"), TOKEN))
                .hasMessage("PROTOCOL_BROKEN")
                .hasNoCause();
    }

    private ApiClient through(RawServer proxy) throws GeneralSecurityException {
        return api(
                PATIENT,
                new Proxies(Map.of("ALL_PROXY", "http://127.0.0.1:" + proxy.port()), null));
    }

    private void assertProblem(RawServer server, Cause cause) throws Exception {
        assertThat(problem(server.uri("/p?code=secret"))).isEqualTo(Problem.of(cause, "127.0.0.1"));
    }

    private void assertTimesOut(RawServer server) throws Exception {
        ApiClient hasty = api(SHORT, new Proxies(Map.of(), null));
        assertThat(problem(hasty, server.uri("/p?code=secret")))
                .isEqualTo(Problem.of(Cause.TIMED_OUT, "127.0.0.1"));
    }

    private Problem problem(URI uri) throws GeneralSecurityException {
        return problem(api(), uri);
    }

    private static Problem problem(ApiClient api, URI uri) {
        ProblemException failure =
                catchThrowableOfType(ProblemException.class, () -> api.get(uri, TOKEN));
        assertThat(failure).as("a failure").isNotNull();
        return failure.problem();
    }

    private ApiClient api() throws GeneralSecurityException {
        return api(PATIENT, new Proxies(Map.of(), null));
    }

    private ApiClient api(TimeOuts timeOuts, Proxies proxies) throws GeneralSecurityException {
        List<java.security.@Nullable KeyStore> stores = new ArrayList<>();
        stores.add(null);
        Http http = keep(new Http(new Connections(timeOuts, proxies, Trust.of(stores), "9.9")));
        return http.api();
    }

    private RawServer serve(String answer) throws IOException {
        return keep(new RawServer(RawServer.text(answer)));
    }

    private <T extends AutoCloseable> T keep(T each) {
        open.add(each);
        return each;
    }
}
