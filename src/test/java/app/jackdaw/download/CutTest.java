package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.FaultServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that end early, late, wrongly or not at all; answers that are no files. */
class CutTest {

    private static final byte[] CONTENT = Bench.bytes(300_000, 7);

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

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** First the fault, then a proper server. */
    private MediaItem once(FaultServer.Script fault, FaultServer.Script then) {
        AtomicInteger requests = new AtomicInteger();
        return bench.scripted(
                "t",
                (request, wire) ->
                        (requests.getAndIncrement() == 0 ? fault : then).answer(request, wire));
    }

    @Test
    @Fault(1)
    @Requirement({3, 14})
    void goesOnWhereTheConnectionEnded() throws Exception {
        Resource file = Resource.of(CONTENT, "\"v\"");
        bench.assertSaved(bench.run(once(file.limitData(150_000), file)), CONTENT);
        FaultServer.Request second = bench.server.requests().get(1);
        assertThat(second.from()).isEqualTo(150_000);
        assertThat(second.headers()).containsEntry("if-range", "\"v\"");
    }

    @Test
    @Fault(2)
    void goesOnAfterAReset() throws Exception {
        Resource file = Resource.of(CONTENT, "\"v\"");
        FaultServer.Script reset =
                (_, wire) -> {
                    wire.text("HTTP/1.1 200 OK\r\nETag: \"v\"\r\nContent-Length: 300000\r\n\r\n");
                    wire.bytes(CONTENT, 0, 100_000);
                    // what was sent must have been read, else a reset takes it away
                    Bench.until(
                            bench.downloads().transfer("t").orElseThrow(),
                            s -> s instanceof TransferState.Running r && r.done() == 100_000);
                    wire.resetPeer();
                };
        bench.assertSaved(bench.run(once(reset, file)), CONTENT);
        assertThat(bench.server.requests().get(1).from()).isEqualTo(100_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5\r\nhello\r\n",
                "A\r\nhello",
                "A\r\nhello\r\n5\r\n",
                "0005\r\nhello\r\n000", // of 0006
                "0005\r\nhello\r\n0",
                "5\r\nhello\r\n0" // of 0abc
            })
    @Fault({3, 4, 5})
    void neverTakesCutChunksForAFile(String chunks) throws Exception {
        FaultServer.Script cut =
                (_, wire) ->
                        wire.text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks)
                                .close();
        byte[] content = utf8("hello world");
        bench.assertSaved(bench.run(once(cut, Resource.of(content, null))), content);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "xyz\r\nhello\r\n",
                "-5\r\nhello\r\n",
                "+5\r\nhello\r\n",
                " 5\r\nhello\r\n",
                "0x5\r\nhello\r\n",
                "FFFFFFFFFFFFFFFFFF\r\nhello\r\n"
            })
    @Fault(5)
    void chunksWithoutALengthEndTheConnectionAndAreTriedAgain(String chunks) throws Exception {
        byte[] content = utf8("hello world");
        FaultServer.Script broken =
                (_, wire) ->
                        wire.text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks)
                                .text("0\r\n\r\n");
        bench.assertSaved(bench.run(once(broken, Resource.of(content, null))), content);
        assertThat(bench.server.requests()).hasSize(2);
        assertThat(bench.server.connections()).isEqualTo(2);
    }

    @Test
    @Fault(9)
    @Requirement(6)
    void anEncodedRestIsAskedForOnceMoreAsAWhole() throws Exception {
        Resource file = Resource.of(CONTENT, "\"v\"");
        FaultServer.Script encoded =
                (request, wire) -> {
                    if (request.isRanged()) {
                        wire.answer(
                                "206 Partial Content",
                                "Content-Encoding: gzip\r\n"
                                        + "Content-Range: bytes 150000-299999/300000\r\n",
                                new byte[150_000]);
                    } else {
                        file.answer(request, wire);
                    }
                };
        bench.assertSaved(bench.run(once(file.limitData(150_000), encoded)), CONTENT);
        assertThat(bench.server.requests()).hasSize(3);
        assertThat(bench.server.requests().getLast().isRanged()).isFalse();
    }

    @Test
    @Fault(7)
    @Requirement(4)
    void stopsAtTheDeclaredLength() throws Exception {
        FaultServer.Script tooMuch =
                (_, wire) ->
                        wire.text(
                                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"
                                        + "helloHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx");
        bench.assertSaved(bench.run(bench.scripted("t", tooMuch)), utf8("hello"));
        byte[] next = utf8("next");
        bench.assertSaved(bench.run(bench.scripted("u", Resource.of(next, null))), next);
    }

    /** However little that is: what is read to tell a page from a file is no more of it. */
    @Test
    @Fault(7)
    @Requirement(4)
    void aRangeInChunksStopsAtItsDeclaredLength() throws Exception {
        byte[] body = Bench.bytes(200, 3);
        MediaItem item =
                bench.scripted(
                        "t",
                        (_, wire) -> {
                            if (bench.server.requests("/t").size() > 1) {
                                wire.answer("404 Not Found", "", new byte[0]);
                                return;
                            }
                            wire.text("HTTP/1.1 206 Partial Content\r\n");
                            wire.text("Content-Range: bytes 0-99/100\r\n");
                            wire.text("Transfer-Encoding: chunked\r\n\r\nc8\r\n");
                            wire.bytes(body).text("\r\n0\r\n\r\n");
                        });
        bench.assertSaved(bench.run(item), Arrays.copyOf(body, 100));
        assertThat(bench.server.requests()).hasSize(1);
    }

    @Test
    @Fault(8)
    @Requirement(5)
    void aBodyWithoutLengthIsCompleteOnlyIfItsSizeIsKnown() throws Exception {
        FaultServer.Script cut = (_, wire) -> wire.text("HTTP/1.1 200 OK\r\n\r\nhello").close();
        bench.scripted("known", cut);
        Transfer known = bench.run(Bench.item("known", "a", 5L));
        assertThat(known.facts().size()).isEqualTo(Transfer.Size.CHECKED);
        bench.assertSaved(known, utf8("hello"));

        bench.scripted("other", cut);
        bench.assertFailed(bench.run(Bench.item("other", "b", 50L)), Cause.INCOMPLETE);

        Transfer unknown = bench.run(bench.scripted("unknown", cut));
        assertThat(unknown.facts().size()).isEqualTo(Transfer.Size.UNVERIFIED);
        assertThat(unknown.state()).isInstanceOf(TransferState.Saved.class);
    }

    /** A server that breaks off before the first byte says nothing about the file. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Fault(8)
    @Requirement({5, 8})
    void nothingAtAllIsNoFileUnlessSomebodySaysSo(boolean comesInTheEnd) throws Exception {
        FaultServer.Script nothing = (_, wire) -> wire.text("HTTP/1.1 200 OK\r\n\r\n").close();
        Resource file = Resource.of(CONTENT, null);
        Transfer transfer = bench.run(once(nothing, comesInTheEnd ? file : nothing));
        if (comesInTheEnd) {
            bench.assertSaved(transfer, CONTENT);
        } else {
            bench.assertFailed(transfer, Cause.INCOMPLETE);
            assertThat(bench.files()).isEmpty();
        }
    }

    /** The server by its last chunk, or the document. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Requirement(8)
    void anEmptyFileIsOneWhereSomebodySaysSo(boolean chunked) throws Exception {
        String head = chunked ? "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" : "\r\n";
        bench.scripted("t", (_, wire) -> wire.text("HTTP/1.1 200 OK\r\n" + head).close());
        MediaItem item = Bench.item("t", "t.bin", chunked ? null : 0L);
        bench.assertSaved(bench.run(item), new byte[0]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Encoding: gzip\r\n",
                "Content-Encoding: identity\r\nContent-Encoding: gzip\r\n",
                "Content-Encoding: \r\nContent-Encoding: gzip\r\n",
                "Content-Encoding: identity, gzip\r\n"
            })
    @Fault(9)
    @Requirement(6)
    void neverStoresAnEncodedBody(String headers) throws Exception {
        MediaItem item =
                bench.scripted("t", (_, wire) -> wire.answer("200 OK", headers, utf8("zipped")));
        bench.assertFailed(bench.run(item), Cause.ENCODED_BODY);
        assertThat(bench.server.requests()).hasSize(2);
        assertThat(bench.files()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Encoding: \r\n",
                "Content-Encoding: Identity\r\n",
                "Content-Encoding: identity\r\nContent-Encoding: identity\r\n"
            })
    @Requirement(6)
    void aBodyThatIsSaidToBeAsItIsIsStored(String headers) throws Exception {
        bench.assertSaved(
                bench.run(
                        bench.scripted("t", (_, wire) -> wire.answer("200 OK", headers, CONTENT))),
                CONTENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\": 99991663, \"msg\": \"token expired\"}",
                "\uFEFF {\"msg\":\"gone\",\"code\":1061003,\"data\":{}}",
                "<?xml version=\"1.0\"?>\n<Error><Code>AccessDenied</Code></Error>",
                "<Error><Code>ExpiredToken</Code></Error>"
            })
    @Fault(10)
    @Requirement(7)
    void anErrorInPlaceOfTheFileMakesTheLinkSuspect(String page) throws Exception {
        bench.links.put(
                "t",
                number ->
                        number == 1
                                ? bench.server.on("/old", Resource.of(utf8(page), null))
                                : bench.server.on("/new", Resource.of(CONTENT, null)));
        bench.assertSaved(bench.run(Bench.item("t", "a.pdf", null)), CONTENT);
        assertThat(bench.links.given("t")).isEqualTo(2);
        assertThat(bench.links.refused).hasSize(1);
        assertThat(bench.ticker.elapsed()).isZero();
    }

    @Test
    @Fault(10)
    void anErrorThatStaysIsReportedWithItsCode() throws Exception {
        MediaItem item =
                bench.scripted("t", Resource.of(utf8("{\"code\":1061045,\"msg\":\"x\"}"), null));
        Problem problem = bench.assertFailed(bench.run(item), Cause.ERROR_PAGE);
        assertThat(problem.platformCode()).isEqualTo(1061045);
        assertThat(problem.httpStatus()).isEqualTo(200);
        assertThat(bench.files()).isEmpty();
    }

    @Test
    @Fault(11)
    void aLoginPageIsNoFile() throws Exception {
        MediaItem item =
                bench.scripted(
                        "t",
                        (_, wire) ->
                                wire.answer(
                                        "200 OK",
                                        "Content-Type: text/html\r\n",
                                        utf8("\n<!DOCTYPE html><title>Login</title>")));
        bench.assertFailed(bench.run(item), Cause.INTERCEPTED);
        assertThat(bench.files()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\": 5, \"msg\": \"my own data\"}",
                "{\\rtf1\\ansi hello}",
                "{}",
                "{",
                "<",
                "<?xml version='1.0'?><svg/>",
                "{\"code\":0,\"msg\":\"ok\"}",
                "{\"code\":7,\"name\":\"no envelope\"}",
                "",
                " ",
                "<!DOCTYPE html><p>mine"
            })
    @Fault(12)
    void aUsersOwnTextIsSavedAsItIs(String text) throws Exception {
        byte[] content = utf8(text);
        Resource file = Resource.of(content, null);
        bench.scripted("size", file);
        bench.run(Bench.item("size", "size", (long) content.length));
        bench.scripted("name", file);
        bench.run(Bench.item("name", "name.html", null));
        bench.scripted(
                "told",
                new Resource(content, null, "Content-Disposition: attachment; filename=a\r\n"));
        bench.run(Bench.item("told", "told", null));
        assertThat(bench.files()).containsExactlyInAnyOrder("size", "name.html", "told");
        assertThat(folder.resolve("size")).hasBinaryContent(content);
        assertThat(folder.resolve("name.html")).hasBinaryContent(content);
        assertThat(folder.resolve("told")).hasBinaryContent(content);
    }

    @Test
    @Requirement(1)
    void anotherSizeThanTheDocumentStatesIsNotTheFile() throws Exception {
        bench.scripted("t", Resource.of(new byte[10], null));
        Problem problem =
                bench.assertFailed(bench.run(Bench.item("t", "a", 12L)), Cause.SIZE_DIFFERS);
        assertThat(problem.arguments()).containsExactly("12", "10");
        bench.assertNoPart();
    }

    @Test
    @Fault({54, 55})
    @Requirement(34)
    void goesOnAfterAStall() throws Exception {
        bench.close();
        bench = new Bench(folder, Bench.SILENCE);
        Resource file = Resource.of(CONTENT, "\"v\"");
        FaultServer.Script stall =
                (_, wire) -> {
                    wire.text("HTTP/1.1 200 OK\r\nETag: \"v\"\r\nContent-Length: 300000\r\n\r\n");
                    wire.bytes(CONTENT, 0, 1000);
                    wire.timeout();
                };
        // a machine that stands still may be taken for a silent server before the first byte, too
        MediaItem item =
                bench.scripted(
                        "t",
                        (request, wire) ->
                                (request.isRanged() ? file : stall).answer(request, wire));
        bench.assertSaved(bench.run(item), CONTENT);
        assertThat(bench.server.requests("/t").getLast().from()).isEqualTo(1000);
        bench.scripted("u", (_, wire) -> wire.timeout());
        bench.assertFailed(bench.run(Bench.item("u", "u", null)), Cause.TIMED_OUT);
        assertThat(bench.server.requests("/u")).hasSize(Tries.MOST_WITHOUT_PROGRESS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit", "page", "tail"})
    @Fault(56)
    @Requirement(34)
    void aDripEndsWhateverItDripsInto(String into) throws Exception {
        FaultServer.Script drip =
                (request, wire) -> {
                    FaultServer.Pause minute = bench.afterEach(1, Duration.ofSeconds(20));
                    if (request.isRanged()) {
                        wire.text("HTTP/1.1 206 Partial Content\r\nContent-Range: bytes ");
                        wire.text(request.from() + "-299999/300000\r\n\r\n");
                        int from = (int) request.from();
                        wire.slicer(Arrays.copyOfRange(CONTENT, from, 300_000), 1, minute);
                    } else if (into.equals("tail")) {
                        wire.text("HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\n");
                        wire.bytes(CONTENT, 0, 150_000).close();
                    } else {
                        wire.text("HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\n");
                        wire.slicer(into.equals("page") ? new byte[300_000] : CONTENT, 1, minute);
                    }
                };
        if (into.equals("limit")) {
            bench.downloads().setSpeedLimit(1_000_000);
        }
        bench.assertFailed(bench.run(bench.scripted("t", drip)), Cause.TOO_SLOW);
    }

    @Test
    @Fault(56)
    @Requirement(34)
    void endsADripThatWouldLastForEver() throws Exception {
        // A minute passes with every dozen bytes.
        FaultServer.Script drip =
                (_, wire) -> {
                    wire.text("HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\n");
                    wire.slicer(CONTENT, 1, bench.afterEach(1, Duration.ofSeconds(5)));
                };
        bench.assertFailed(bench.run(bench.scripted("t", drip)), Cause.TOO_SLOW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "5\r\nhello\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nContent-Length: +5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nContent-Length: 12345678901234567890\r\n\r\nhello",
                "not HTTP at all\r\n\r\n",
                "garbage\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
                "<html>HTTP/0.9"
            })
    @Fault({60, 61, 63})
    void whatIsNotHttpIsNeverStored(String answer) throws Exception {
        MediaItem item = bench.scripted("t", (_, wire) -> wire.text(answer).close());
        Transfer transfer = bench.run(item);
        assertThat(transfer.state()).isInstanceOf(TransferState.Failed.class);
        assertThat(bench.files()).isEmpty();
        assertThat(bench.server.requests()).hasSize(Tries.MOST_WITHOUT_PROGRESS);
    }

    @Test
    @Fault(59)
    void interimAnswersAreSkipped() throws Exception {
        MediaItem item =
                bench.scripted(
                        "t",
                        (_, wire) ->
                                wire.text("HTTP/1.1 103 Early Hints\r\n\r\n")
                                        .answer("200 OK", "", utf8("hello")));
        bench.assertSaved(bench.run(item), utf8("hello"));
    }

    @Test
    @Fault(64)
    void anIdleConnectionThatWasClosedCostsNoTry() throws Exception {
        for (int i = 0; i < 5; i++) {
            MediaItem item =
                    bench.scripted(
                            "t" + i,
                            (_, wire) -> {
                                wire.answer("200 OK", "", utf8("hello"));
                                wire.close();
                            });
            Transfer transfer = bench.run(item);
            assertThat(transfer.facts().attempts()).isEqualTo(1);
        }
        assertThat(bench.ticker.elapsed()).isZero();
    }
}
