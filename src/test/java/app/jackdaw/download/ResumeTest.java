package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.FaultServer;
import app.jackdaw.net.FaultServer.Script;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Half a file goes on only as the same file; two versions never meet under one name. */
class ResumeTest {

    private static final int SIZE = 300_000;
    private static final int HALF = 150_000;
    private static final byte[] ONE = Bench.bytes(SIZE, 1);
    private static final byte[] TWO = Bench.bytes(SIZE, 2);

    private static final String REPORT =
            "Content-Disposition: attachment; filename=\"report.pdf\"\r\n";

    @TempDir Path folder;
    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(folder);
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    /** The first answer ends half-way; the last script answers all that come later. */
    private MediaItem half(Resource first, Script... others) {
        return bench.cutAt(HALF, first, others);
    }

    private static Script partial(String range, byte[] body) {
        return (_, wire) -> wire.answer("206 Partial Content", range, body);
    }

    private static byte[] from(byte[] content, int from) {
        return Arrays.copyOfRange(content, from, content.length);
    }

    private void assertRestarted(Transfer transfer) {
        assertThat(transfer.facts().version()).isEqualTo(Transfer.Version.CHANGED);
    }

    @Test
    @Fault({13, 26})
    @Requirement({10, 12})
    void anotherEntityTagBeginsAnew() throws Exception {
        MediaItem item = half(Resource.of(ONE, "\"1\""), Resource.of(TWO, "\"2\""));
        Transfer transfer = bench.run(item);
        bench.assertSaved(transfer, TWO);
        assertRestarted(transfer);
    }

    @Test
    @Fault(14)
    @Requirement(10)
    void aWeakEntityTagIsNone() throws Exception {
        MediaItem item = half(Resource.of(ONE, "W/\"1\""), Resource.of(ONE, "W/\"1\""));
        bench.assertSaved(bench.run(item), ONE);
        FaultServer.Request second = bench.server.requests().get(1);
        assertThat(second.headers()).doesNotContainKey("if-range");
        assertThat(second.from()).isEqualTo(HALF - 65_536);
    }

    @Test
    @Fault(15)
    void anotherEntityTagInAPartialAnswerBeginsAnew() throws Exception {
        Script ignoresCondition =
                (request, wire) -> {
                    if (request.isRanged()) {
                        partial(
                                        "ETag: \"2\"\r\nContent-Range: bytes 150000-299999/300000\r\n",
                                        from(TWO, HALF))
                                .answer(request, wire);
                    } else {
                        Resource.of(TWO, "\"2\"").answer(request, wire);
                    }
                };
        bench.assertSaved(bench.run(half(Resource.of(ONE, "\"1\""), ignoresCondition)), TWO);
    }

    @Test
    @Fault(16)
    @Requirement(10)
    void withoutAnyVersionTheEndOfThePartIsCompared() throws Exception {
        MediaItem item = half(Resource.of(ONE, null), Resource.of(TWO, null));
        Transfer transfer = bench.run(item);
        bench.assertSaved(transfer, TWO);
        assertRestarted(transfer);
    }

    @Test
    @Requirement(10)
    void withoutAnyVersionTheSameFileGoesOn() throws Exception {
        MediaItem item = half(Resource.of(ONE, null), Resource.of(ONE, null));
        Transfer transfer = bench.run(item);
        bench.assertSaved(transfer, ONE);
        assertThat(transfer.facts().version()).isEqualTo(Transfer.Version.SAME);
        assertThat(transfer.received()).isEqualTo(SIZE + 65_536);
    }

    @Test
    @Requirement(10)
    void aDateIsAVersionOnlyWhenItIsOldEnough() throws Exception {
        String date = "Date: Mon, 23 Nov 2026 08:00:00 GMT\r\nLast-Modified: ";
        String old = "Mon, 23 Nov 2026 07:59:00 GMT";
        bench.run(half(new Resource(ONE, null, date + old + "\r\n"), new Resource(ONE, null, "")));
        assertThat(bench.server.requests().get(1).headers()).containsEntry("if-range", old);
        String young = "Mon, 23 Nov 2026 07:59:01 GMT";
        bench.server.on("/u", new Resource(ONE, null, date + young + "\r\n").limitData(HALF));
        bench.links.put("u", bench.server.uri("/u"));
        bench.run(Bench.item("u", "u", null));
        assertThat(bench.server.requests("/u").get(1).headers()).doesNotContainKey("if-range");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "\"\"", "\"unfinished", "LONG"})
    @Fault(17)
    void aDamagedEntityTagIsNone(String etag) throws Exception {
        String sent = etag.equals("LONG") ? "\"" + "x".repeat(8000) + "\"" : etag;
        MediaItem item = half(Resource.of(ONE, sent), Resource.of(ONE, sent));
        bench.assertSaved(bench.run(item), ONE);
        assertThat(bench.server.requests().get(1).headers()).doesNotContainKey("if-range");
    }

    /** Octets of UTF-8, one of which our own library sends as a question mark. */
    @Test
    @Fault(17)
    @Requirement({10, 16})
    void anEntityTagThatCannotBeSentBackIsNone() throws Exception {
        Resource file = Resource.of(ONE, "\"\u00e5\u009b\u00be-1\"");
        Transfer transfer = bench.run(half(file, file));
        bench.assertSaved(transfer, ONE);
        assertThat(transfer.shown().lost()).isZero();
        assertThat(bench.server.requests())
                .extracting(FaultServer.Request::from)
                .containsExactly(0L, HALF - 65_536L);
    }

    @Test
    @Requirement(10)
    void anEntityTagOfOtherOctetsIsSentBackAsItCame() throws Exception {
        Resource file = Resource.of(ONE, "\"\u00e5\u00a0\u00ff-1\"");
        bench.assertSaved(bench.run(half(file, file)), ONE);
        assertThat(bench.server.requests().get(1).headers()).containsEntry("if-range", file.etag());
        assertThat(bench.server.requests().get(1).from()).isEqualTo(HALF);
    }

    /** It could not be asked for, but here it is another file. */
    @Test
    @Fault(15)
    void anEntityTagThatCannotBeSentBackStillContradicts() throws Exception {
        Script ignoresCondition =
                (request, wire) -> {
                    if (request.isRanged()) {
                        String headers =
                                "ETag: \"\u009b\"\r\nContent-Range: bytes 150000-299999/300000\r\n";
                        partial(headers, from(TWO, HALF)).answer(request, wire);
                    } else {
                        Resource.of(TWO, "\"\u009b\"").answer(request, wire);
                    }
                };
        bench.assertSaved(bench.run(half(Resource.of(ONE, "\"1\""), ignoresCondition)), TWO);
        assertThat(bench.server.requests())
                .extracting(FaultServer.Request::from)
                .containsExactly(0L, (long) HALF, 0L);
    }

    @Test
    @Fault({18, 30})
    @Requirement({17, 21})
    void anotherCopyOfTheSameFileGoesOn() throws Exception {
        bench.links.put(
                "t", number -> number == 1 ? bench.server.uri("/one") : bench.server.uri("/two"));
        AtomicInteger requests = new AtomicInteger();
        bench.server.on(
                "/one",
                (request, wire) -> {
                    if (requests.getAndIncrement() == 0) {
                        Resource.of(ONE, "\"1\"").answer(request, wire, HALF);
                    } else {
                        wire.answer("403 Forbidden", "", new byte[0]);
                    }
                });
        bench.server.on("/two", Resource.of(ONE, "\"other-node\""));
        Transfer transfer = bench.run(Bench.item("t", "t", null));
        bench.assertSaved(transfer, ONE);
        assertThat(transfer.facts().version()).isEqualTo(Transfer.Version.SAME);
        assertThat(bench.server.requests("/two").getLast().from()).isEqualTo(HALF - 65_536);
    }

    @Test
    @Fault(18)
    void anotherFileBehindTheNewLinkBeginsAnew() throws Exception {
        bench.links.put(
                "t", number -> number == 1 ? bench.server.uri("/one") : bench.server.uri("/two"));
        AtomicInteger requests = new AtomicInteger();
        bench.server.on(
                "/one",
                (request, wire) -> {
                    if (requests.getAndIncrement() == 0) {
                        Resource.of(ONE, "\"1\"").answer(request, wire, HALF);
                    } else {
                        wire.answer("403 Forbidden", "", new byte[0]);
                    }
                });
        bench.server.on("/two", Resource.of(TWO, "\"2\""));
        Transfer transfer = bench.run(Bench.item("t", "t", null));
        bench.assertSaved(transfer, TWO);
        assertRestarted(transfer);
    }

    /** What a part says, how much comes with it, and whether it names the right version. */
    private static Stream<Arguments> wrongParts() {
        return Stream.of(
                        arguments("", HALF), // 19
                        arguments("Content-Range: bytes 100000-299999/300000\r\n", 200_000), // 20
                        arguments("Content-Range: bytes 149999-299999/300000\r\n", HALF + 1),
                        arguments("Content-Range: bytes 150001-299999/300000\r\n", HALF - 1),
                        arguments("Content-Range: bytes 100000-299999/*\r\n", 200_000),
                        arguments("Content-Range: bytes 150000-299999/300001\r\n", HALF), // 23
                        arguments("Content-Range: bytes 150000-249999/250000\r\n", 100_000),
                        arguments("Content-Range: bytes 150000-149999/300000\r\n", HALF),
                        arguments("Content-Range: bytes 150000-400000/300000\r\n", HALF),
                        arguments("Content-Range: nonsense\r\n", HALF),
                        arguments("Content-Range: bytes */300000\r\n", HALF))
                .flatMap(ResumeTest::withAndWithoutVersion);
    }

    private static Stream<Arguments> withAndWithoutVersion(Arguments each) {
        @Nullable Object[] of = each.get();
        return Stream.of(arguments(of[0], of[1], ""), arguments(of[0], of[1], "ETag: \"1\"\r\n"));
    }

    /** Answers every request for a rest in that way, and any other one properly. */
    private List<Long> startsBecauseOf(String headers, int length) throws Exception {
        Script wrong =
                (request, wire) -> {
                    if (request.isRanged()) {
                        wire.answer("206 Partial Content", headers, Arrays.copyOf(TWO, length));
                    } else {
                        Resource.of(ONE, "\"1\"").answer(request, wire);
                    }
                };
        bench.assertSaved(bench.run(half(Resource.of(ONE, "\"1\""), wrong)), ONE);
        return bench.server.requests().stream().map(FaultServer.Request::from).toList();
    }

    @ParameterizedTest
    @MethodSource("wrongParts")
    @Fault({19, 20, 23})
    @Requirement(11)
    void aRangeThatWasNotAskedForIsNeverAppended(String headers, int length, String version)
            throws Exception {
        assertThat(startsBecauseOf(headers + version, length)).containsExactly(0L, (long) HALF, 0L);
    }

    @Test
    @Fault(22)
    @Requirement(11)
    void aRangeThatGoesBehindTheKnownEndIsNeverAppended() throws Exception {
        String headers = "ETag: \"1\"\r\nContent-Range: bytes 150000-300000/*\r\n";
        assertThat(startsBecauseOf(headers, HALF + 1)).containsExactly(0L, (long) HALF, 0L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ETag: \"1\"\r\nContent-Range: bytes 150000-299999/300000\r\n"})
    @Fault(25)
    @Requirement(11)
    void severalRangesInOneBodyAreNeverAppended(String headers) throws Exception {
        String several = "Content-Type: multipart/byteranges; boundary=x\r\n";
        assertThat(startsBecauseOf(several + headers, HALF))
                .containsExactly(0L, (long) HALF, (long) HALF, 0L);
    }

    @ParameterizedTest
    @CsvSource({"149999, false", "149999, true", "150001, false", "150001, true"})
    @Requirement(11)
    void aRangeWhoseLengthContradictsItIsNeverAppended(int length, boolean named) throws Exception {
        String version = named ? "ETag: \"1\"\r\n" : "";
        String range = "Content-Range: bytes 150000-299999/300000\r\n";
        assertThat(startsBecauseOf(range + version, length)).containsExactly(0L, (long) HALF, 0L);
    }

    @Test
    @Fault(21)
    void aProxyThatAlwaysSendsTheWholeAsAPartBeginsAnew() throws Exception {
        MediaItem item =
                half(
                        Resource.of(ONE, "\"1\""),
                        partial("Content-Range: bytes 0-299999/300000\r\n", TWO));
        bench.assertSaved(bench.run(item), TWO);
    }

    @Test
    @Fault(22)
    void anUnknownTotalIsFineWhereTheEndFits() throws Exception {
        MediaItem item =
                half(
                        Resource.of(ONE, "\"1\""),
                        partial(
                                "ETag: \"1\"\r\nContent-Range: bytes 150000-299999/*\r\n",
                                from(ONE, HALF)));
        bench.assertSaved(bench.run(item), ONE);
        assertThat(bench.server.requests()).hasSize(2);
    }

    /** Tells no total, and ends before what is known to be the end, whoever asks. */
    private static Script partsWithoutTotal(byte[] content) {
        return (request, wire) -> {
            if (!request.isRanged()) {
                Resource.of(content, null).answer(request, wire);
                return;
            }
            int from = (int) request.from();
            int to = Math.min(SIZE, from + 140_000);
            partial(
                            "Content-Range: bytes " + from + "-" + (to - 1) + "/*\r\n",
                            Arrays.copyOfRange(content, from, to))
                    .answer(request, wire);
        };
    }

    @Test
    @Fault(22)
    @Requirement({10, 11})
    void whereTheEndDoesNotFitAnUnknownTotalTheSameFileGoesOn() throws Exception {
        Transfer transfer = bench.run(half(Resource.of(ONE, "\"1\""), partsWithoutTotal(ONE)));
        bench.assertSaved(transfer, ONE);
        assertThat(transfer.facts().version()).isEqualTo(Transfer.Version.SAME);
        assertThat(transfer.shown().lost()).isZero();
        int look = HALF - 65_536;
        assertThat(bench.server.requests())
                .extracting(FaultServer.Request::from)
                .containsExactly(0L, (long) HALF, (long) look, look + 140_000L);
        assertThat(bench.server.requests().get(2).headers()).doesNotContainKey("if-range");
    }

    @Test
    @Fault(22)
    @Requirement({10, 11})
    void whereTheEndDoesNotFitAnUnknownTotalAnotherFileBeginsAnew() throws Exception {
        Transfer transfer = bench.run(half(Resource.of(ONE, "\"1\""), partsWithoutTotal(TWO)));
        bench.assertSaved(transfer, TWO);
        assertRestarted(transfer);
        assertThat(bench.server.requests())
                .extracting(FaultServer.Request::from)
                .containsExactly(0L, (long) HALF, HALF - 65_536L, 0L);
    }

    @Test
    @Fault(24)
    @Requirement(14)
    void anHonestShorterRangeIsTakenAndTheNextAskedFor() throws Exception {
        Script little =
                (request, wire) -> {
                    int from = (int) request.from();
                    int to = Math.min(SIZE, from + 40_000);
                    wire.answer(
                            "206 Partial Content",
                            "ETag: \"1\"\r\nContent-Range: bytes "
                                    + (from + "-" + (to - 1) + "/" + SIZE + "\r\n"),
                            Arrays.copyOfRange(ONE, from, to));
                };
        MediaItem item = half(Resource.of(ONE, "\"1\""), little);
        bench.assertSaved(bench.run(item), ONE);
        assertThat(bench.server.requests())
                .extracting(FaultServer.Request::from)
                .containsExactly(0L, 150_000L, 190_000L, 230_000L, 270_000L);
    }

    /** Without its length at first, so nobody knows that it was all; then no rest is given. */
    private Transfer refused(byte[] content, String refusal, Script others) {
        AtomicInteger requests = new AtomicInteger();
        return bench.run(
                bench.scripted(
                        "t",
                        (request, wire) -> {
                            if (requests.getAndIncrement() == 0) {
                                wire.text(
                                        "HTTP/1.1 200 OK\r\nETag: \"1\"\r\n"
                                                + "Transfer-Encoding: chunked\r\n\r\n3e8\r\n");
                                wire.bytes(content).text("\r\n").close();
                            } else if (request.isRanged()) {
                                wire.answer("416 Range Not Satisfiable", refusal, new byte[0]);
                            } else {
                                others.answer(request, wire);
                            }
                        }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ETag: \"1\"\r\n"})
    @Fault(27)
    @Requirement(13)
    void aFileThatIsAllThereIsPublished(String version) throws Exception {
        byte[] content = Bench.bytes(1000, 3);
        String refusal = version + "Content-Range: bytes */1000\r\n";
        Transfer transfer = refused(content, refusal, Resource.of(content, "\"1\""));
        bench.assertSaved(transfer, content);
        assertThat(bench.server.requests())
                .extracting(FaultServer.Request::from)
                .containsExactly(0L, 1000L);
    }

    /** Another file of the same length; or more of this one, which is refused all the same. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ETag: \"2\"\r\nContent-Range: bytes */1000\r\n",
                "ETag: \"1\"\r\nContent-Range: bytes */2000\r\n",
                "ETag: \"1\"\r\nContent-Range: bytes */999\r\n"
            })
    @Fault({15, 27})
    @Requirement(13)
    void whatMayNotBeAllOfThisFileBeginsAnew(String refusal) throws Exception {
        byte[] other = Bench.bytes(2000, 4);
        Transfer transfer = refused(Bench.bytes(1000, 3), refusal, Resource.of(other, "\"2\""));
        bench.assertSaved(transfer, other);
        assertThat(bench.server.requests())
                .extracting(FaultServer.Request::from)
                .containsExactly(0L, 1000L, 0L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Range: bytes */100000\r\n",
                "Content-Range: bytes */150000\r\n", // as much as there is, of twice as much
                "",
            })
    @Fault(28)
    @Requirement({1, 11, 13})
    void aRangeThatCannotBeSatisfiedBeginsAnewOnce(String headers) throws Exception {
        Script refuses =
                (request, wire) -> {
                    if (request.isRanged()) {
                        wire.answer("416 Range Not Satisfiable", headers, new byte[0]);
                    } else {
                        Resource.of(TWO, "\"2\"").answer(request, wire);
                    }
                };
        bench.assertSaved(bench.run(half(Resource.of(ONE, "\"1\""), refuses)), TWO);
        assertThat(bench.server.requests()).hasSize(3);
    }

    @Test
    @Fault(29)
    @Requirement(14)
    void sliversEnd() throws Exception {
        Script sliver =
                (request, wire) -> {
                    int from = (int) request.from();
                    wire.answer(
                            "206 Partial Content",
                            "ETag: \"1\"\r\nContent-Range: bytes "
                                    + (from + "-" + from + "/" + SIZE + "\r\n"),
                            new byte[] {ONE[from]});
                };
        Transfer transfer = bench.run(half(Resource.of(ONE, "\"1\""), sliver));
        bench.assertFailed(transfer, Cause.SLIVERS);
        assertThat(bench.server.requests()).hasSize(1 + 64);
    }

    @ParameterizedTest
    @CsvSource({"64, true", "65, false"})
    @Fault(29)
    @Requirement(14)
    void theLastSliverMakesItAFile(int pieces, boolean saved) throws Exception {
        byte[] content = Bench.bytes(HALF + pieces * 2000, 5);
        Script sliver =
                (request, wire) -> {
                    int from = (int) request.from();
                    String range = "bytes " + from + "-" + (from + 1999) + "/" + content.length;
                    wire.answer(
                            "206 Partial Content",
                            "ETag: \"1\"\r\nContent-Range: " + range + "\r\n",
                            Arrays.copyOfRange(content, from, from + 2000));
                };
        Transfer transfer = bench.run(half(Resource.of(content, "\"1\""), sliver));
        if (saved) {
            bench.assertSaved(transfer, content);
        } else {
            bench.assertFailed(transfer, Cause.SLIVERS);
        }
        assertThat(bench.server.requests()).hasSize(1 + 64);
    }

    /** What 64 answers bring in good faith is a MiB or more, however many there are in all. */
    @ParameterizedTest
    @CsvSource({"16_384, true", "16_383, false"})
    @Fault(29)
    @Requirement(14)
    void anyNumberOfPiecesMakesAFileWhileSixtyFourBringAMebibyte(String piece, boolean saved)
            throws Exception {
        int length = Integer.parseInt(piece.replace("_", ""));
        byte[] content = Bench.bytes(HALF + 70 * length, 5);
        Script pieces =
                (request, wire) -> {
                    int from = (int) request.from();
                    int end = from + length;
                    String range = "bytes " + from + "-" + (end - 1) + "/" + content.length;
                    wire.answer(
                            "206 Partial Content",
                            "ETag: \"1\"\r\nContent-Range: " + range + "\r\n",
                            Arrays.copyOfRange(content, from, end));
                };
        Transfer transfer = bench.run(half(Resource.of(content, "\"1\""), pieces));
        if (saved) {
            bench.assertSaved(transfer, content);
        } else {
            bench.assertFailed(transfer, Cause.SLIVERS);
        }
        assertThat(bench.server.requests()).hasSize(1 + (saved ? 70 : 64));
    }

    @Test
    @Requirement(12)
    @Fault(46)
    void aLoginPageDuringAResumeLeavesThePartAlone() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        Resource file = Resource.of(ONE, "\"1\"");
        MediaItem item =
                bench.scripted(
                        "t",
                        (request, wire) -> {
                            switch (requests.getAndIncrement()) {
                                case 0 -> file.answer(request, wire, HALF);
                                case 1, 2 ->
                                        wire.answer(
                                                "302 Found", "Location: /login\r\n", new byte[0]);
                                default -> file.answer(request, wire);
                            }
                        });
        bench.server.on(
                "/login",
                (_, wire) ->
                        wire.answer(
                                "200 OK",
                                "Content-Type: text/html\r\n",
                                "<html>Log in!".getBytes(StandardCharsets.UTF_8)));
        bench.assertSaved(bench.run(item), ONE);
        assertThat(bench.server.requests("/t").getLast().from()).isEqualTo(HALF);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            quoteCharacter = '`',
            value = {
                // name | type | body | in chunks
                "a.pdf | application/json | {\"error\":\"link expired\"} | false",
                "a.pdf | application/json | {\"code\":0,\"msg\":\"ok\"} | false",
                "a.pdf | application/json | Please log in | false",
                "a.pdf | application/json | Please log in | true",
                "a.pdf | - | Not found | false",
                "a.pdf | - | Not found | true",
                // its name came with the first answer
                "- | application/json | {\"error\":\"link expired\"} | false",
                "- | text/plain | Please log in | false",
                "- | text/plain | Please log in | true",
                "- | application/xml | <denied/> | false",
                "- | text/html | <html>Please log in | true",
                "- | - | Not found | true"
            })
    @Fault(10)
    @Requirement({7, 12})
    void aFewWordsDuringAResumeLeaveThePartAlone(
            @Nullable String name, @Nullable String type, String words, boolean chunked)
            throws Exception {
        byte[] body = words.getBytes(StandardCharsets.UTF_8);
        Script says =
                (_, wire) -> {
                    wire.text("HTTP/1.1 200 OK\r\n");
                    wire.text(type == null ? "" : "Content-Type: " + type + "\r\n");
                    if (chunked) { // of which the first does not tell that it is so short
                        wire.text("Transfer-Encoding: chunked\r\n\r\n1\r\n").bytes(body, 0, 1);
                        wire.text("\r\n" + Integer.toHexString(body.length - 1) + "\r\n");
                        wire.bytes(body, 1, body.length - 1).text("\r\n0\r\n\r\n");
                    } else {
                        wire.text("Content-Length: " + body.length + "\r\n\r\n").bytes(body);
                    }
                };
        half(new Resource(ONE, "\"1\"", REPORT), says);
        Transfer transfer = bench.run(Bench.item("t", name, null));
        Cause cause = words.startsWith("<html>") ? Cause.INTERCEPTED : Cause.ERROR_PAGE;
        Problem problem = bench.assertFailed(transfer, cause);
        assertThat(problem.said()).as("what it says").isNotEmpty();
        assertThat(transfer.state().done()).isEqualTo(HALF);
        assertThat(bench.files()).singleElement().asString().endsWith(".part");
    }

    @Test
    @Requirement({16, 35})
    void pauseKeepsThePartAndResumeGoesOn() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        Resource file = Resource.of(ONE, "\"1\"");
        MediaItem item =
                bench.scripted(
                        "t",
                        (request, wire) -> {
                            if (requests.getAndIncrement() == 0) {
                                wire.text(
                                        "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: "
                                                + SIZE
                                                + "\r\n\r\n");
                                wire.bytes(ONE, 0, HALF);
                                wire.timeout();
                            } else {
                                file.answer(request, wire);
                            }
                        });
        Transfer transfer = bench.start(item);
        Bench.until(transfer, s -> s instanceof TransferState.Running r && r.done() == HALF);
        bench.downloads().pause(List.of("t"));
        Bench.until(transfer, TransferState.Paused.class::isInstance);
        assertThat(transfer.state()).isEqualTo(new TransferState.Paused(HALF, SIZE));
        assertThat(bench.files()).singleElement().asString().endsWith(".part");
        bench.downloads().resume(List.of("t"));
        bench.assertSaved(Bench.ended(transfer), ONE);
        assertThat(transfer.received()).isEqualTo(SIZE);
    }

    @Test
    @Fault(70)
    @Requirement(15)
    void aPartThatWasTouchedWhilePausedBeginsAnew() throws Exception {
        for (String change : List.of("edited", "deleted", "shorter", "longer")) {
            AtomicInteger requests = new AtomicInteger();
            Resource file = Resource.of(ONE, "\"1\"");
            MediaItem item =
                    bench.scripted(
                            change,
                            (request, wire) -> {
                                if (requests.getAndIncrement() == 0) {
                                    wire.text(
                                            "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: "
                                                    + SIZE
                                                    + "\r\n\r\n");
                                    wire.bytes(ONE, 0, HALF);
                                    wire.timeout();
                                } else {
                                    file.answer(request, wire);
                                }
                            });
            Transfer transfer = bench.start(item);
            Bench.until(transfer, s -> s instanceof TransferState.Running r && r.done() == HALF);
            bench.downloads().pauseAll();
            Bench.until(transfer, TransferState.Paused.class::isInstance);
            Path part =
                    folder.resolve(
                            bench.files().stream()
                                    .filter(name -> name.endsWith(".part"))
                                    .findFirst()
                                    .orElseThrow());
            byte[] bytes = Files.readAllBytes(part);
            switch (change) {
                case "edited" -> {
                    bytes[1000]++;
                    Files.write(part, bytes);
                }
                case "deleted" -> Files.delete(part);
                case "shorter" -> Files.write(part, Arrays.copyOf(bytes, 100));
                default -> Files.write(part, Arrays.copyOf(bytes, HALF + 1000));
            }
            bench.downloads().resumeAll();
            bench.assertSaved(Bench.ended(transfer), ONE);
            FaultServer.Request second = bench.server.requests("/" + change).get(1);
            assertThat(second.isRanged()).as(change).isEqualTo(change.equals("longer"));
        }
    }

    @Test
    @Fault(70)
    void aPartThatIsDeletedWhileItGrowsIsNotMistakenForAFile() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        MediaItem item =
                bench.scripted(
                        "t",
                        (request, wire) -> {
                            if (requests.getAndIncrement() > 0) {
                                Resource.of(ONE, "\"1\"").answer(request, wire);
                                return;
                            }
                            wire.text("HTTP/1.1 200 OK\r\nContent-Length: " + SIZE + "\r\n\r\n");
                            wire.bytes(ONE, 0, HALF);
                            Bench.until(
                                    bench.downloads().transfer("t").orElseThrow(),
                                    s -> s instanceof TransferState.Running r && r.done() == HALF);
                            Files.delete(folder.resolve(bench.files().getFirst()));
                            wire.bytes(ONE, HALF, SIZE - HALF);
                        });
        bench.assertSaved(bench.run(item), ONE);
    }
}
