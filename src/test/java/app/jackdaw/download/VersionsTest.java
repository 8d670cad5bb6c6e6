package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.download.Bench.FakeLinks;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.net.FaultServer;
import app.jackdaw.net.FaultServer.Script;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Servers that lie a little about what they send: what is there is neither mixed nor thrown away.
 */
class VersionsTest {

    private static final int SIZE = 300_000;
    private static final int HALF = 150_000;
    private static final byte[] ONE = Bench.bytes(SIZE, 1);
    private static final byte[] TWO = Bench.bytes(SIZE, 2);
    private static final String DATE = "Date: Mon, 23 Nov 2026 08:00:00 GMT\r\n";

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

    private static byte[] from(byte[] content, int from) {
        return Arrays.copyOfRange(content, from, content.length);
    }

    /** Ignores {@code If-Range}: sends the rest of another version, honestly labelled. */
    private static Script rest(byte[] content, String headers) {
        return (request, wire) -> {
            if (request.isRanged()) {
                int from = (int) request.from();
                String range = "Content-Range: bytes " + from + "-299999/300000\r\n";
                wire.answer("206 Partial Content", range + headers, from(content, from));
            } else {
                wire.answer("200 OK", headers, content);
            }
        };
    }

    @Test
    @Fault(15)
    @Requirement(10)
    void aFileThatHasJustChangedIsNotTheOldOne() throws Exception {
        String old = "Last-Modified: Sun, 22 Nov 2026 07:00:00 GMT\r\n";
        String young = "Last-Modified: Mon, 23 Nov 2026 07:59:50 GMT\r\n";
        MediaItem item = half(new Resource(ONE, null, DATE + old), rest(TWO, DATE + young));
        Transfer transfer = bench.run(item);
        bench.assertSaved(transfer, TWO);
        assertThat(bench.server.requests().get(1).headers()).containsKey("if-range");
        assertThat(transfer.facts().version()).isEqualTo(Transfer.Version.CHANGED);
    }

    @Test
    @Fault({14, 15})
    void aWeakTagOfAnotherVersionSaysThatItIsAnotherVersion() throws Exception {
        Transfer transfer =
                bench.run(half(Resource.of(ONE, "\"1\""), rest(TWO, "ETag: W/\"2\"\r\n")));
        bench.assertSaved(transfer, TWO);
        assertThat(transfer.facts().version()).isEqualTo(Transfer.Version.CHANGED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ETag: W/\"1\"\r\n", "ETag: \"1\"\r\n"})
    @Fault(14)
    void whatDoesNotContradictTheVersionGoesOn(String tag) throws Exception {
        Transfer transfer = bench.run(half(Resource.of(ONE, "\"1\""), rest(ONE, tag)));
        bench.assertSaved(transfer, ONE);
        assertThat(bench.server.requests()).hasSize(2);
        assertThat(transfer.received()).isEqualTo(SIZE);
    }

    /** Whoever heeds the condition says again which version it is. */
    @ParameterizedTest
    @ValueSource(strings = {"ETag: v2\r\n", ""})
    @Fault({15, 17})
    @Requirement(10)
    void whatSaysNothingOfTheVersionIsComparedBeforeItGoesOn(String tag) throws Exception {
        Transfer transfer = bench.run(half(Resource.of(ONE, "\"1\""), rest(ONE, tag)));
        bench.assertSaved(transfer, ONE);
        assertThat(transfer.facts().version()).isEqualTo(Transfer.Version.SAME);
        assertThat(bench.server.requests())
                .extracting(FaultServer.Request::from)
                .containsExactly(0L, (long) HALF, HALF - 65_536L);
        assertThat(transfer.received()).isEqualTo(SIZE + 65_536);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ETag: v2\r\n", ""})
    @Fault({15, 17})
    @Requirement(10)
    void anotherVersionThatSaysNothingOfItselfIsNotAppended(String tag) throws Exception {
        Transfer transfer = bench.run(half(Resource.of(ONE, "\"1\""), rest(TWO, tag)));
        bench.assertSaved(transfer, TWO);
        assertThat(transfer.facts().version()).isEqualTo(Transfer.Version.CHANGED);
    }

    /** Whose kind has a binary form, too: it is told from a notice by its version. */
    @Test
    @Fault(13)
    void aPlainFileThatHasBecomeMuchShorterIsAnotherVersion() throws Exception {
        byte[] step = "ISO-10303-21;\nHEADER;\n".getBytes(StandardCharsets.US_ASCII);
        String headers = "Content-Type: text/plain\r\nAccept-Ranges: bytes\r\n";
        half(Resource.of(ONE, "\"1\""), new Resource(step, "\"2\"", headers));
        Transfer transfer = bench.run(Bench.item("t", "model.stp", null));
        bench.assertSaved(transfer, step);
        assertThat(transfer.facts().version()).isEqualTo(Transfer.Version.CHANGED);
    }

    /** Of a version that has a date alone; a tag of its own says nothing of that. */
    @ParameterizedTest
    @ValueSource(strings = {"", "ETag: \"1\"\r\n", "Last-Modified: yesterday\r\n"})
    @Fault(15)
    @Requirement(10)
    void soIsWhatDoesNotSayTheDateOfTheVersion(String headers) throws Exception {
        String old = DATE + "Last-Modified: Sun, 22 Nov 2026 07:00:00 GMT\r\n";
        Transfer transfer = bench.run(half(new Resource(ONE, null, old), rest(ONE, headers)));
        bench.assertSaved(transfer, ONE);
        assertThat(transfer.facts().version()).isEqualTo(Transfer.Version.SAME);
        assertThat(transfer.received()).isEqualTo(SIZE + 65_536);
        assertThat(bench.server.requests().get(1).headers()).containsKey("if-range");
    }

    /** Half of a version of which nobody told how long it is; then as scripted. */
    private MediaItem halfInChunks(String headers, Script others) {
        AtomicInteger requests = new AtomicInteger();
        return bench.scripted(
                "t",
                (request, wire) -> {
                    if (requests.getAndIncrement() > 0) {
                        others.answer(request, wire);
                        return;
                    }
                    wire.text("HTTP/1.1 200 OK\r\n" + headers);
                    wire.text("Transfer-Encoding: chunked\r\n\r\n");
                    wire.text(Integer.toHexString(HALF) + "\r\n").bytes(ONE, 0, HALF);
                    wire.close();
                });
    }

    /** The range tells how long the file is. */
    @ParameterizedTest
    @ValueSource(strings = {"Last-Modified: Sun, 22 Nov 2026 07:00:00 GMT\r\n", "ETag: \"1\"\r\n"})
    @Fault(15)
    @Requirement({10, 11})
    void soIsWhatDoesNotSayItWhereNobodyToldTheLength(String version) throws Exception {
        Transfer transfer = bench.run(halfInChunks(DATE + version, rest(ONE, "")));
        bench.assertSaved(transfer, ONE);
        assertThat(transfer.facts().version()).isEqualTo(Transfer.Version.SAME);
        assertThat(transfer.received()).isEqualTo(SIZE + 65_536);
        assertThat(bench.server.requests())
                .extracting(FaultServer.Request::from)
                .containsExactly(0L, (long) HALF, HALF - 65_536L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Last-Modified: Sun, 22 Nov 2026 07:00:00 GMT\r\n", "ETag: \"1\"\r\n"})
    @Fault({15, 16})
    @Requirement(10)
    void anotherVersionIsNotAppendedWhereNobodyToldTheLength(String version) throws Exception {
        Transfer transfer = bench.run(halfInChunks(DATE + version, rest(TWO, "")));
        bench.assertSaved(transfer, TWO);
        assertThat(transfer.facts().version()).isEqualTo(Transfer.Version.CHANGED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ETag: \"2\"\r\n", "Last-Modified: yesterday\r\n"})
    @Fault({15, 16})
    @Requirement(10)
    void anotherVersionThatDoesNotSayItsDateIsNotAppended(String headers) throws Exception {
        String old = DATE + "Last-Modified: Sun, 22 Nov 2026 07:00:00 GMT\r\n";
        Transfer transfer = bench.run(half(new Resource(ONE, null, old), rest(TWO, headers)));
        bench.assertSaved(transfer, TWO);
        assertThat(transfer.facts().version()).isEqualTo(Transfer.Version.CHANGED);
    }

    /** It was compared once; from then on it is taken at its word. */
    @Test
    @Fault({15, 24})
    void manyShortRangesThatSayNothingOfTheVersionAreComparedOnce() throws Exception {
        Script little =
                (request, wire) -> {
                    int from = (int) request.from();
                    int to = Math.min(SIZE, from + 70_000);
                    String range = "bytes " + from + "-" + (to - 1) + "/" + SIZE;
                    wire.answer(
                            "206 Partial Content",
                            "Content-Range: " + range + "\r\n",
                            Arrays.copyOfRange(ONE, from, to));
                };
        bench.assertSaved(bench.run(half(Resource.of(ONE, "\"1\""), little)), ONE);
        assertThat(bench.server.requests())
                .extracting(FaultServer.Request::from)
                .containsExactly(0L, 150_000L, 84_464L, 154_464L, 224_464L, 294_464L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"200000", "400000"})
    @Fault({13, 23})
    @Requirement({11, 38})
    void anotherTotalIsAnnouncedAsAChange(int total) throws Exception {
        byte[] other = Bench.bytes(total, 3);
        Script grown =
                (request, wire) -> {
                    if (request.isRanged()) {
                        wire.answer(
                                "206 Partial Content",
                                "Content-Range: bytes 150000-" + (total - 1) + "/" + total + "\r\n",
                                from(other, HALF));
                    } else {
                        wire.answer("200 OK", "", other);
                    }
                };
        Transfer transfer = bench.run(half(Resource.of(ONE, "\"1\""), grown));
        bench.assertSaved(transfer, other);
        assertThat(transfer.facts().version()).isEqualTo(Transfer.Version.CHANGED);
    }

    @Test
    @Fault(25)
    void severalRangesAreRefusedOnceBeforeTheWholeIsAskedFor() throws Exception {
        Script multipart =
                (_, wire) ->
                        wire.answer(
                                "206 Partial Content",
                                "Content-Type: multipart/byteranges; boundary=x\r\n",
                                "--x\r\n".getBytes(StandardCharsets.US_ASCII));
        MediaItem item = half(Resource.of(ONE, "\"1\""), multipart, Resource.of(ONE, "\"1\""));
        bench.assertSaved(bench.run(item), ONE);
        assertThat(bench.server.requests())
                .extracting(FaultServer.Request::from)
                .containsExactly(0L, (long) HALF, (long) HALF);
    }

    @Test
    @Fault(26)
    @Requirement(12)
    void anotherVersionWithoutASingleByteLeavesThePartAlone() throws Exception {
        Script headerOnly =
                (_, wire) ->
                        wire.text(
                                        "HTTP/1.1 200 OK\r\nETag: \"2\"\r\nContent-Length: 300000"
                                                + "\r\n\r\n")
                                .close();
        MediaItem item = half(Resource.of(ONE, "\"1\""), headerOnly, Resource.of(ONE, "\"1\""));
        Transfer transfer = bench.run(item);
        bench.assertSaved(transfer, ONE);
        assertThat(bench.server.requests().getLast().from()).isEqualTo(HALF);
        assertThat(transfer.received()).isEqualTo(SIZE);
    }

    @Test
    @Requirement(12)
    void anAnswerOfAnotherLengthLeavesThePartAlone() throws Exception {
        Resource file = Resource.of(ONE, "\"1\"");
        Script other = (_, wire) -> wire.answer("200 OK", "", new byte[1000]);
        half(file, other, file);
        Transfer transfer = bench.run(Bench.item("t", "t.bin", (long) SIZE));
        bench.assertSaved(transfer, ONE);
        assertThat(bench.server.requests().getLast().from()).isEqualTo(HALF);
    }

    /** Of a body in chunks nobody knows the length before its end. */
    @Test
    @Requirement(12)
    void anAnswerOfAnotherLengthLeavesAPartAloneThatCameInChunks() throws Exception {
        Resource file = Resource.of(ONE, "\"1\"");
        Script chunks =
                (_, wire) ->
                        wire.text(
                                        "HTTP/1.1 200 OK\r\nETag: \"1\"\r\n"
                                                + "Transfer-Encoding: chunked\r\n\r\n493e0\r\n")
                                .bytes(ONE, 0, HALF)
                                .close();
        Script other = (_, wire) -> wire.answer("200 OK", "", new byte[1000]);
        List<Script> answers = List.of(chunks, other, file);
        AtomicInteger requests = new AtomicInteger();
        bench.scripted(
                "t",
                (request, wire) ->
                        answers.get(Math.min(requests.getAndIncrement(), 2)).answer(request, wire));
        Transfer transfer = bench.run(Bench.item("t", "t.bin", (long) SIZE));
        bench.assertSaved(transfer, ONE);
        assertThat(bench.server.requests().getLast().from()).isPositive();
        assertThat(transfer.received()).isLessThan(SIZE + HALF);
    }

    @Test
    @Fault(27)
    @Requirement({1, 13})
    // each answer is cut before its end, whatever the other one says of the length
    void aShorterFileThanTheDocumentStatesIsNotPublishedByA416() throws Exception {
        byte[] content = Bench.bytes(1000, 3);
        Script chunk =
                (_, wire) ->
                        wire.text(
                                        "HTTP/1.1 200 OK\r\nETag: \"1\"\r\n"
                                                + "Transfer-Encoding: chunked\r\n\r\n3e8\r\n")
                                .bytes(content)
                                .text("\r\n")
                                .close();
        bench.scripted(
                "t",
                (request, wire) -> {
                    if (request.isRanged()) {
                        wire.answer(
                                "416 Range Not Satisfiable",
                                "Content-Range: bytes */1000\r\n",
                                new byte[0]);
                    } else {
                        chunk.answer(request, wire);
                    }
                });
        bench.assertFailed(bench.run(Bench.item("t", "t.bin", 2000L)), Cause.CONNECTION_CUT);
        assertThat(bench.files()).doesNotContain("t.bin");
    }

    @Test
    @Fault(8)
    @Requirement(5)
    void thatNobodyToldTheLengthIsStillKnownAfterARestart() throws Exception {
        bench.ledger = new MemoryLedger();
        bench.run(bench.scripted("t", (_, wire) -> wire.text("HTTP/1.1 200 OK\r\n\r\nhi").close()));
        bench.run(bench.scripted("u", Resource.of(ONE, null)));
        Downloads again = bench.reopen();
        assertThat(again.transfer("t").orElseThrow().facts().size())
                .isEqualTo(Transfer.Size.UNVERIFIED);
        assertThat(again.transfer("u").orElseThrow().facts().size())
                .isEqualTo(Transfer.Size.CHECKED);
        again.start(List.of(Bench.item("t", "t.bin", null)), folder);
        Transfer transfer = Bench.ended(again.transfer("t").orElseThrow());
        assertThat(transfer.facts().size()).isEqualTo(Transfer.Size.UNVERIFIED);
        assertThat(bench.server.requests("/t")).hasSize(1);
        assertThat(Files.readString(folder.resolve("t.bin"))).isEqualTo("hi");
    }

    @Test
    @Fault(11)
    @Requirement(7)
    void aLoginPageMakesTheLinkSuspectBeforeItIsReported() throws Exception {
        FakeLinks links = bench.links;
        Script login =
                (_, wire) ->
                        wire.answer(
                                "200 OK",
                                "ETag: \"nginx\"\r\n",
                                "<!-- portal --><html>Log in".getBytes(StandardCharsets.US_ASCII));
        links.put("t", number -> bench.server.on("/" + number, login));
        bench.assertFailed(bench.run(Bench.item("t", "t.pdf", null)), Cause.INTERCEPTED);
        assertThat(links.refused).hasSize(3);
        assertThat(bench.files()).isEmpty();
    }

    @Test
    @Fault({11, 12})
    @Requirement(7)
    void aPageForAFileOfWhichNothingIsKnownIsSavedOnlyIfTheHostNamesIt() throws Exception {
        byte[] page = "<!DOCTYPE html><title>Sign in</title>".getBytes(StandardCharsets.US_ASCII);
        String type = "Content-Type: text/html\r\n";
        MediaItem portal = bench.scripted("portal", new Resource(page, "\"v\"", type));
        bench.assertFailed(bench.run(portal), Cause.INTERCEPTED);
        assertThat(bench.files()).isEmpty();
        String named = type + "Content-Disposition: attachment; filename=mine.html\r\n";
        bench.scripted("own", new Resource(page, "\"v\"", named));
        bench.assertSaved(bench.run(Bench.item("own", null, null)), page);
        assertThat(bench.files()).containsExactly("mine.html");
    }

    @Test
    @Fault({11, 46})
    @Requirement(7)
    void aPageFromAnotherHostThanTheLinksIsNotTheUsersOwn() throws Exception {
        byte[] page = "<!DOCTYPE html><title>Sign in</title>".getBytes(StandardCharsets.US_ASCII);
        String portal = "http://localhost:" + bench.server.port() + "/portal";
        bench.server.on("/portal", new Resource(page, null, "Content-Type: text/html\r\n"));
        bench.scripted(
                "t",
                (_, wire) -> wire.answer("302 Found", "Location: " + portal + "\r\n", new byte[0]));
        bench.assertFailed(bench.run(Bench.item("t", "t.html", null)), Cause.INTERCEPTED);
        assertThat(bench.server.requests("/portal")).isNotEmpty();
        assertThat(bench.files()).isEmpty();
    }
}
