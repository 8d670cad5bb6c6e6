package app.jackdaw.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.jackdaw.download.Fault;
import app.jackdaw.download.Requirement;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every source of bytes must do, whichever library is behind it. */
abstract class ByteSourceContract {

    /** For the test of silence itself. */
    private static final Duration SILENCE = Duration.ofSeconds(2);

    protected final FaultServer server = new FaultServer();
    private @Nullable ByteSource source;

    /** Nobody is taken for silent because the machine is busy. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * @param silence after which waits for a header and between two octets end, and one read as a
     *     whole
     */
    protected abstract ByteSource source(Duration silence) throws Exception;

    @AfterEach
    void stop() {
        server.close();
    }

    private ByteSource bytes() throws Exception {
        if (source == null) {
            source = source(PATIENCE);
        }
        return source;
    }

    protected String fetch(URI uri) throws Exception {
        return fetch(ByteRequest.whole(uri));
    }

    protected String fetch(ByteRequest request) throws Exception {
        try (ByteAnswer answer = bytes().open(request)) {
            return body(answer);
        }
    }

    private static String body(ByteAnswer answer) throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] buffer = new byte[1000];
        for (int n = answer.read(buffer, 0, 1000); n >= 0; n = answer.read(buffer, 0, 1000)) {
            body.write(buffer, 0, n);
        }
        return body.toString(StandardCharsets.ISO_8859_1);
    }

    private void assertFails(URI uri, Cause cause) {
        assertThatThrownBy(() -> fetch(uri))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().cause()).isEqualTo(cause));
    }

    private FaultServer.Script raw(String answer) {
        return (_, wire) -> wire.text(answer).close();
    }

    @Test
    void asksForBytesAndTellsNothingSecret() throws Exception {
        URI uri = server.on("/a", (_, wire) -> wire.answer("200 OK", "", "hello".getBytes()));
        assertThat(fetch(URI.create(uri + "?code=%2F'a~b&x=%e4"))).isEqualTo("hello");
        FaultServer.Request request = server.requests().getFirst();
        assertThat(request.target()).isEqualTo("/a?code=%2F'a~b&x=%e4");
        assertThat(request.headers())
                .containsEntry("accept-encoding", "identity")
                .doesNotContainKeys("authorization", "cookie", "range", "if-range", "upgrade")
                .hasEntrySatisfying(
                        "user-agent", agent -> assertThat(agent).startsWith("Jackdaw/"));
    }

    @Test
    void asksForTheRestOnlyIfTheFileIsTheSame() throws Exception {
        URI uri =
                server.on(
                        "/a",
                        (_, wire) ->
                                wire.answer(
                                        "206 Partial Content",
                                        "Content-Range: bytes 3-4/5\r\n",
                                        "lo".getBytes()));
        ByteRequest request = new ByteRequest(uri, 3, "\"v1\"");
        try (ByteAnswer answer = bytes().open(request)) {
            assertThat(answer.status()).isEqualTo(206);
            assertThat(answer.header("content-range")).contains("bytes 3-4/5");
            assertThat(answer.length()).isEqualTo(2);
            assertThat(answer.framing()).isEqualTo(ByteAnswer.Framing.LENGTH);
            assertThat(body(answer)).isEqualTo("lo");
        }
        assertThat(server.requests().getFirst().headers())
                .containsEntry("range", "bytes=3-")
                .containsEntry("if-range", "\"v1\"");
    }

    @Test
    void asksForAFewBytesOnly() throws Exception {
        URI last =
                server.on(
                        "/b",
                        (_, wire) ->
                                wire.answer(
                                        "206 Partial Content",
                                        "Content-Range: bytes 0-1/5\r\n",
                                        "he".getBytes()));
        URI first =
                server.on(
                        "/a",
                        (_, wire) ->
                                wire.answer(
                                        "302 Found", "Location: " + last + "\r\n", "".getBytes()));
        assertThat(fetch(new ByteRequest(first, 0, 2, null))).isEqualTo("he");
        assertThat(server.requests())
                .allSatisfy(
                        asked -> assertThat(asked.headers()).containsEntry("range", "bytes=0-1"));
    }

    @Test
    void keepsAConnectionWhoseBodyWasRead() throws Exception {
        URI uri = server.on("/a", (_, wire) -> wire.answer("200 OK", "", "hello".getBytes()));
        fetch(uri);
        fetch(uri);
        fetch(uri);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void dropsAConnectionWhoseBodyWasNotRead() throws Exception {
        byte[] large = new byte[4_000_000];
        URI uri = server.on("/a", (_, wire) -> wire.answer("200 OK", "", large));
        try (ByteAnswer answer = bytes().open(ByteRequest.whole(uri))) {
            assertThat(answer.read(new byte[10], 0, 10)).isPositive();
        }
        fetch(uri);
        assertThat(server.connections()).isEqualTo(2);
    }

    /** F7: a hidden second answer must not be taken for the answer to the next request. */
    @Test
    void neverTakesALeftoverForAnAnswer() throws Exception {
        URI trap =
                server.on(
                        "/trap",
                        (_, wire) ->
                                wire.text(
                                        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
                                                + "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwrong"));
        URI next = server.on("/next", (_, wire) -> wire.answer("200 OK", "", "right".getBytes()));
        assertThat(fetch(trap)).isEqualTo("hello");
        assertThat(fetch(next)).isEqualTo("right");
    }

    /** F64 */
    @Test
    void startsAgainWhereAnIdleConnectionWasClosed() throws Exception {
        URI uri =
                server.on(
                        "/a",
                        (_, wire) -> {
                            wire.answer("200 OK", "", "hello".getBytes());
                            wire.close();
                        });
        for (int round = 0; round < 20; round++) {
            assertThat(fetch(uri)).isEqualTo("hello");
        }
    }

    /** F1 to F5 and F61 to F63. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nA\r\nhello"
            })
    void aBodyThatEndsEarlyIsCut(String answer) {
        assertFails(server.on("/a", raw(answer)), Cause.CONNECTION_CUT);
    }

    @Test
    void aResetIsACut() {
        URI uri =
                server.on(
                        "/a",
                        (_, wire) -> {
                            wire.text("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
                            wire.resetPeer();
                        });
        assertFails(uri, Cause.CONNECTION_CUT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\nhello\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n+5\r\nhello\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n 5\r\nhello\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n+0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "FFFFFFFFFFFFFFFFFF\r\nhello\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nContent-Length: +5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "5\r\nhello\r\n0\r\n\r\n",
                "hello, I am no web server\r\n\r\n",
                "garbage\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
                "<html>HTTP/0.9</html>\r\n"
            })
    void whatIsNotHttpIsRefused(String answer) {
        assertThatThrownBy(() -> fetch(server.on("/a", raw(answer))))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e ->
                                assertThat(e.problem().cause())
                                        .isIn(Cause.PROTOCOL_BROKEN, Cause.CONNECTION_CUT));
    }

    /** F62 */
    @Test
    @Fault(62)
    void aHugeHeaderIsRefused() {
        String megabyte = "x".repeat(1 << 20);
        assertFails(
                server.on("/a", raw("HTTP/1.1 200 OK\r\nX-Y: " + megabyte + "\r\n\r\n")),
                Cause.PROTOCOL_BROKEN);
        String many = "X-Y: z\r\n".repeat(5_000);
        assertFails(
                server.on("/b", raw("HTTP/1.1 200 OK\r\n" + many + "\r\n")), Cause.PROTOCOL_BROKEN);
    }

    /** However much is sent, no more is read than may be kept. */
    @Test
    @Fault(62)
    void aHeaderWithoutEndTakesNoMemory() throws Exception {
        byte[] slice = "x".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
        int slices = 4096; // a quarter of a gigabyte
        FaultServer.Script endless =
                (request, wire) -> {
                    String each = request.path().equals("/line") ? "" : "\r\nX-Y: ";
                    wire.text("HTTP/1.1 200 OK\r\nX-Y: ");
                    for (int i = 0; i < slices; i++) {
                        wire.bytes(slice, 0, slice.length - 100).text(each);
                    }
                    wire.text("\r\n\r\n");
                };
        for (String path : List.of("/line", "/many")) {
            long before = allocated();
            assertFails(server.on(path, endless), Cause.PROTOCOL_BROKEN);
            assertThat(allocated() - before).as(path).isLessThan(64L << 20);
        }
        assertThat(server.sent()).isLessThan(64L << 20);
    }

    /** By all threads, whichever of them reads. */
    private static long allocated() throws Exception {
        ObjectName threads = new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME);
        Object bytes =
                ManagementFactory.getPlatformMBeanServer()
                        .getAttribute(threads, "TotalThreadAllocatedBytes");
        return (Long) bytes;
    }

    @Test
    void tellsABodyThatOnlyTheEndOfTheConnectionEnds() throws Exception {
        URI uri = server.on("/a", raw("HTTP/1.1 200 OK\r\n\r\nhello"));
        try (ByteAnswer answer = bytes().open(ByteRequest.whole(uri))) {
            assertThat(answer.framing()).isEqualTo(ByteAnswer.Framing.UNTIL_CLOSE);
            assertThat(answer.length()).isEqualTo(-1);
            assertThat(body(answer)).isEqualTo("hello");
        }
    }

    @Test
    void readsChunksAndEmptyBodies() throws Exception {
        assertThat(
                        fetch(
                                server.on(
                                        "/a",
                                        raw(
                                                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                                                        + "2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n"))))
                .isEqualTo("hello");
        assertThat(fetch(server.on("/b", (_, wire) -> wire.answer("200 OK", "", new byte[0]))))
                .isEmpty();
    }

    /** Padding, extensions and trailers are proper (RFC 9112, section 7.1), or in use. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "5;name=\"a+b\"\r\nhello\r\n0;last\r\n\r\n",
                "5  \r\nhello\r\n0  \r\n\r\n",
                "0005\r\nhello\r\n000\r\nX-Check: sum\r\nX-Other: +1\r\n\r\n",
                "2\r\nhe\r\n3\r\nllo\r\n0\r\nX-Check: sum\r\n\r\n"
            })
    @Fault(5)
    void whatElseStandsAroundChunksIsNoFault(String chunks) throws Exception {
        URI uri =
                server.on(
                        "/a",
                        (_, wire) ->
                                wire.text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
                                        .text(chunks));
        assertThat(fetch(uri)).isEqualTo("hello");
        assertThat(fetch(uri)).isEqualTo("hello");
        assertThat(server.connections()).isEqualTo(1);
    }

    /** The last chunk has come, and its line has an end: some servers say no more. */
    @ParameterizedTest
    @ValueSource(strings = {"5\r\nhello\r\n0\r\n", "0005\r\nhello\r\n0000\r\n"})
    @Fault(5)
    void nothingNeedFollowTheLastChunk(String chunks) throws Exception {
        URI uri =
                server.on(
                        "/a",
                        (_, wire) ->
                                wire.text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
                                        .text(chunks)
                                        .close());
        assertThat(fetch(uri)).isEqualTo("hello");
    }

    /** F9: coded bodies are handed over as they are, for the engine to refuse. */
    @Test
    void decodesNothing() throws Exception {
        URI uri =
                server.on(
                        "/a",
                        (_, wire) ->
                                wire.answer(
                                        "200 OK",
                                        "Content-Encoding: gzip\r\n",
                                        "not gzip at all".getBytes()));
        assertThat(fetch(uri)).isEqualTo("not gzip at all");
    }

    /** F59 */
    @Test
    void skipsInterimAnswers() throws Exception {
        URI uri =
                server.on(
                        "/a",
                        raw(
                                "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
                                        + "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"));
        assertThat(fetch(uri)).isEqualTo("hello");
    }

    /** F54 and F55 */
    @Test
    void silenceEnds() throws Exception {
        source = source(SILENCE);
        assertFails(server.on("/header", (_, wire) -> wire.timeout()), Cause.TIMED_OUT);
        URI body =
                server.on(
                        "/body",
                        (_, wire) -> {
                            wire.text("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
                            wire.timeout();
                        });
        assertFails(body, Cause.STALLED);
    }

    /** Each line comes in time, the end of them never does. */
    @ParameterizedTest
    @Fault({54, 56})
    @Requirement(34)
    @ValueSource(strings = {"X-Slow: 1\r\n", "HTTP/1.1 103 Early Hints\r\n\r\n"})
    void aHeaderThatDripsEnds(String drop) throws Exception {
        source = source(SILENCE);
        URI uri =
                server.on(
                        "/drip",
                        (_, wire) -> {
                            wire.text(drop.startsWith("X") ? "HTTP/1.1 200 OK\r\n" : "");
                            CountDownLatch never = new CountDownLatch(1);
                            do {
                                wire.text(drop);
                            } while (!never.await(100, TimeUnit.MILLISECONDS));
                        });
        assertFails(uri, Cause.TIMED_OUT);
    }

    /** Each octet comes in time, and none of them is ever one of the file. */
    @ParameterizedTest
    @Fault(56)
    @Requirement(34)
    @CsvSource({"'', 0", "'', '5;'", "'0\r\n', x"})
    void aBodyThatDripsBetweenItsBytesEnds(String before, String drop) throws Exception {
        source = source(SILENCE);
        URI uri =
                server.on(
                        "/drip",
                        (_, wire) -> {
                            wire.text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                            wire.text("5\r\nhello\r\n" + before);
                            CountDownLatch never = new CountDownLatch(1);
                            for (int drops = 0; drops < 200; drops++) { // then it is cut
                                wire.text(drop);
                                never.await(100, TimeUnit.MILLISECONDS);
                            }
                            wire.close();
                        });
        assertFails(uri, Cause.STALLED);
    }

    @Test
    void anInterruptEndsTheWaitForAHeader() throws Exception {
        assertInterruptible(server.on("/a", (_, wire) -> wire.timeout()));
    }

    @Test
    void anInterruptEndsTheWaitForBytes() throws Exception {
        assertInterruptible(
                server.on(
                        "/a",
                        (_, wire) -> {
                            wire.text("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
                            wire.timeout();
                        }));
    }

    private void assertInterruptible(URI uri) throws Exception {
        bytes();
        AtomicReference<Throwable> end = new AtomicReference<>();
        CountDownLatch ended = new CountDownLatch(1);
        Thread reader =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                fetch(uri);
                            } catch (Exception e) {
                                end.set(e);
                            }
                            ended.countDown();
                        });
        while (server.requests().isEmpty()) {
            Thread.onSpinWait();
        }
        reader.interrupt();
        ended.await();
        assertThat(end.get()).isInstanceOf(InterruptedException.class);
    }

    /** Each gives its place among the connections back, though nobody read its body to the end. */
    @Test
    void answersThatAreDroppedTakeNoPlaceFromOthers() throws Exception {
        URI uri =
                server.on(
                        "/a",
                        (_, wire) -> {
                            wire.text("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
                            wire.timeout();
                        });
        for (int i = 0; i < 200; i++) {
            try (ByteAnswer answer = bytes().open(ByteRequest.whole(uri))) {
                assertThat(answer.status()).isEqualTo(200);
            }
        }
    }

    // redirects

    /** RFC 3986, section 5.2.2: the path stays whole. */
    @Test
    void followsARedirectThatChangesTheQueryOnly() throws Exception {
        URI uri =
                server.on(
                        "/files/abc",
                        (request, wire) ->
                                wire.answer(
                                        request.target().endsWith("?sig=1")
                                                ? "200 OK"
                                                : "302 Found",
                                        "Location: ?sig=1\r\n",
                                        "there".getBytes()));
        assertThat(fetch(URI.create(uri + "?code=a/b"))).isEqualTo("there");
    }

    private URI redirect(String path, String location) {
        return server.on(
                path,
                (_, wire) ->
                        wire.answer("302 Found", "Location: " + location + "\r\n", new byte[0]));
    }

    /** F44 */
    @Test
    void followsRedirectsWithTheRange() throws Exception {
        server.on("/end", (_, wire) -> wire.answer("206 Partial Content", "", "lo".getBytes()));
        redirect("/second", "end?x={1}");
        URI first = redirect("/first", server.uri("/second").toString());
        assertThat(fetch(new ByteRequest(first, 3, "\"v\""))).isEqualTo("lo");
        assertThat(server.requests().getLast().target()).isEqualTo("/end?x=%7B1%7D");
        assertThat(server.requests())
                .allSatisfy(request ->
                        assertThat(request.headers())
                                .containsEntry("range", "bytes=3-")
                                .containsEntry("if-range", "\"v\""));
    }

    @Test
    @Fault(44)
    @Requirement(27)
    void aRedirectToAnotherHostTakesTheRangeAlongAndNothingElse() throws Exception {
        try (FaultServer other = new FaultServer()) {
            other.on(
                    "/end",
                    (_, wire) ->
                            wire.answer(
                                    "206 Partial Content",
                                    "Content-Range: bytes 3-4/5\r\n",
                                    "lo".getBytes()));
            String elsewhere = "localhost:" + other.port();
            URI first = redirect("/first", "http://" + elsewhere + "/end");
            try (ByteAnswer answer = bytes().open(new ByteRequest(first, 3, "\"v\""))) {
                assertThat(answer.status()).isEqualTo(206);
                assertThat(answer.uri().getHost()).isEqualTo("localhost");
                assertThat(body(answer)).isEqualTo("lo");
            }
            assertThat(server.requests()).hasSize(1);
            assertThat(other.requests()).hasSize(1);
            assertThat(other.requests().getFirst().headers())
                    .containsEntry("host", elsewhere)
                    .containsEntry("range", "bytes=3-")
                    .containsEntry("if-range", "\"v\"")
                    .doesNotContainKeys("authorization", "cookie", "referer");
        }
    }

    /** F41 */
    @Test
    void endsALoop() {
        assertFails(redirect("/loop", "/loop"), Cause.TOO_MANY_REDIRECTS);
        assertThat(server.requests()).hasSize(6);
    }

    /** F43 */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "javascript:alert(1)",
                "data:,x",
                "ftp://127.0.0.1/",
                "",
                "http://user:pw@127.0.0.1/",
                "http:///nowhere",
                "//"
            })
    @Fault(43)
    @Requirement(27)
    void refusesRedirectsToAnythingElse(String location) {
        assertFails(redirect("/a", location), Cause.REDIRECT_REFUSED);
    }
}
