package app.jackdaw.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.jackdaw.model.ItemSource;
import app.jackdaw.model.MediaItem;
import app.jackdaw.model.Problem;
import app.jackdaw.model.Problem.Cause;
import app.jackdaw.model.ProblemException;
import app.jackdaw.model.ServerWord;
import app.jackdaw.model.TemporaryLink;
import app.jackdaw.model.TransferState;
import app.jackdaw.net.ByteSource;
import app.jackdaw.net.FaultServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links that expire, are refused, lead astray; the user notices only what cannot be mended. */
class LinkTest {

    private static final byte[] CONTENT = "hello".getBytes(StandardCharsets.UTF_8);

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

    private static FaultServer.Script status(int status) {
        return (_, wire) -> wire.answer(status + " Status", "", new byte[0]);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410, 418, 451})
    @Fault({30, 32})
    @Requirement(21)
    void aRefusedLinkIsRenewedWithoutAnybodyNoticing(int status) throws Exception {
        bench.links.put(
                "t",
                number ->
                        number == 1
                                ? bench.server.on("/old", status(status))
                                : bench.server.on("/new", Resource.of(CONTENT, null)));
        Transfer transfer = bench.run(Bench.item("t", "a", null));
        bench.assertSaved(transfer, CONTENT);
        assertThat(transfer.facts().attempts()).isEqualTo(1);
        assertThat(bench.ticker.elapsed()).isZero();
        assertThat(bench.links.refused).hasSize(1);
    }

    /** Such as by a gateway that announces an explanation and never sends it. */
    @Test
    @Fault(30)
    @Requirement({21, 34})
    void aRefusalThatIsNotExplainedDoesNotKeepTheNextLinkWaiting(@TempDir Path other)
            throws Exception {
        try (Bench patient = new Bench(other, Duration.ofHours(1))) {
            patient.links.put(
                    "t",
                    number ->
                            number > 1
                                    ? patient.server.on("/new", Resource.of(CONTENT, null))
                                    : patient.server.on(
                                            "/old",
                                            (_, wire) -> {
                                                wire.text("HTTP/1.1 403 Forbidden\r\n");
                                                wire.text("Content-Length: 100\r\n\r\n{\"code\":");
                                                wire.timeout();
                                            }));
            patient.assertSaved(patient.run(Bench.item("t", "a", null)), CONTENT);
        }
    }

    @Test
    @Fault(31)
    void aForbiddenFileIsTriedOnceMoreAfterAMinute() throws Exception {
        MediaItem item = bench.scripted("t", status(403));
        Problem problem = bench.assertFailed(bench.run(item), Cause.LINK_REFUSED);
        assertThat(problem.httpStatus()).isEqualTo(403);
        assertThat(bench.ticker.elapsed()).isEqualTo(Duration.ofSeconds(60));
        assertThat(bench.server.requests()).hasSize(3);
        bench.assertSaved(bench.run(bench.scripted("u", Resource.of(CONTENT, null))), CONTENT);
    }

    /** Each link counts against a quota of the month: a list may have ten thousand such files. */
    @Test
    @Fault(31)
    @Requirement(21)
    void aForbiddenFileCostsOneLinkForEachTryAndOneToSeeThatItIsNotTheLink() throws Exception {
        List<MediaItem> items = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            items.add(bench.scripted("t" + i, status(403)));
        }
        for (Transfer transfer : bench.downloads().start(items, folder)) {
            bench.assertFailed(Bench.ended(transfer), Cause.LINK_REFUSED);
        }
        assertThat(items).allMatch(item -> bench.links.given(item.token()) <= 3);
    }

    @Test
    @Fault(32)
    void aFileThatIsGoneFailsAtOnce() throws Exception {
        MediaItem item = bench.scripted("t", status(404));
        Problem problem = bench.assertFailed(bench.run(item), Cause.LINK_GONE);
        assertThat(problem.httpStatus()).isEqualTo(404);
        assertThat(bench.server.requests()).hasSize(2);
        assertThat(bench.ticker.elapsed()).isZero();
    }

    @Test
    @Requirement(21)
    void aLinkIsRenewedThreeTimesAnHourAtMost() throws Exception {
        MediaItem item = bench.scripted("t", status(401));
        for (int round = 0; round < 6; round++) {
            bench.assertFailed(bench.run(item), Cause.LINK_REFUSED);
        }
        assertThat(bench.links.refused).hasSize(3);
        bench.assertSaved(bench.run(bench.scripted("u", Resource.of(CONTENT, null))), CONTENT);
        bench.ticker.advance(Duration.ofMinutes(59));
        bench.assertFailed(bench.run(item), Cause.LINK_REFUSED);
        assertThat(bench.links.refused).as("within the hour").hasSize(3);
        bench.ticker.advance(Duration.ofMinutes(1));
        bench.assertFailed(bench.run(item), Cause.LINK_REFUSED);
        assertThat(bench.links.refused).as("after it").hasSize(4);
    }

    /** Nobody was asked, so nothing counts against the quota. */
    @ParameterizedTest
    @EnumSource(names = {"HOST_NOT_FOUND", "TIMED_OUT", "RATE_LIMITED"})
    @Requirement(21)
    void aRenewalThatNobodyHeardIsNotCounted(Cause cause) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        URI good = bench.server.on("/good", Resource.of(CONTENT, null));
        URI bad = bench.server.on("/bad", status(403));
        LinkSource links =
                new LinkSource() {
                    @Override
                    public TemporaryLink link(MediaItem item, @Nullable TemporaryLink refused)
                            throws ProblemException {
                        if (refused != null && asked.incrementAndGet() <= 3) {
                            throw new ProblemException(
                                    Problem.of(cause, "open.example", Problem.NOT_CONNECTED));
                        }
                        URI address = refused == null ? bad : good;
                        return TemporaryLink.given(address.toString(), bench.ticker.now());
                    }
                };
        try (Downloads downloads = bench.fromMemory(bench.reads, links, Ledger.forgetful())) {
            MediaItem item = Bench.item("t", "t.bin", null);
            downloads.start(List.of(item), folder);
            Transfer transfer = downloads.transfer("t").orElseThrow();
            bench.assertSaved(Bench.ended(transfer), CONTENT);
        }
    }

    /** By hand, while the one that was refused waits to be tried once more. */
    @Test
    @Requirement(21)
    void aLinkThatTheUserFetchedMeanwhileIsUsed() throws Exception {
        String other = bench.server.on("/other", Resource.of(CONTENT, null)).toString();
        AtomicInteger requests = new AtomicInteger();
        MediaItem item =
                bench.scripted(
                        "t",
                        (_, wire) -> {
                            if (requests.incrementAndGet() == 2) {
                                bench.links.fetched.put(
                                        "t", TemporaryLink.given(other, bench.ticker.now()));
                            }
                            wire.answer("403 Forbidden", "", new byte[0]);
                        });
        bench.assertSaved(bench.run(item), CONTENT);
        assertThat(bench.links.refused).as("costs no other").hasSize(1);
    }

    @Test
    @Requirement(7)
    void aNameThatTheSystemCannotSpellIsNoMatterOfTheDisk() throws Exception {
        bench.links.put(
                "t",
                _ -> {
                    throw new InvalidPathException("简历.pdf", "unmappable characters");
                });
        Problem problem =
                bench.assertFailed(bench.run(Bench.item("t", "a", null)), Cause.NAME_NOT_SPELLED);
        assertThat(problem.arguments()).containsExactly("简历.pdf");
        assertThat(problem.cause().retryHelps()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    @Requirement(21)
    void renewalsOfAllTriesCountTogether(int errors) throws Exception {
        // an error page may pass, so it is tried again, with the link that is there in the end
        AtomicInteger requests = new AtomicInteger();
        byte[] page = "{\"code\":1,\"msg\":\"x\"}".getBytes(StandardCharsets.UTF_8);
        MediaItem item =
                bench.scripted(
                        "t",
                        (_, wire) ->
                                wire.answer(
                                        "200 OK",
                                        "",
                                        requests.getAndIncrement() < errors ? page : CONTENT));
        bench.assertSaved(bench.run(item), CONTENT);
        assertThat(bench.links.refused).hasSize(Math.min(errors, 3));
    }

    private static FaultServer.Script says(int status, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return (_, wire) -> wire.answer(status + " Status", "", bytes);
    }

    private static ServerWord word(ServerWord.Speaker speaker, int status, String text) {
        return new ServerWord(speaker, status, text);
    }

    /** Whoever reads why it failed reads what was said of both links. */
    @ParameterizedTest
    @ValueSource(ints = {200, 400, 401, 404, 410, 451})
    @Requirement({7, 21})
    void aFailureTellsWhatWasSaidOfBothLinks(int status) throws Exception {
        bench.links.put(
                "t",
                number ->
                        number == 1
                                ? bench.server.on("/1", says(401, "<title>Log in</title>"))
                                : bench.server.on(
                                        "/" + number,
                                        says(
                                                status,
                                                "{\"code\":7,\"msg\":\"no " + number + "\"}")));
        Transfer transfer = bench.run(Bench.item("t", "a.png", null));
        Problem problem = ((TransferState.Failed) transfer.state()).problem();
        assertThat(problem.httpStatus()).isEqualTo(status);
        int last = bench.links.given("t");
        assertThat(problem.said())
                .containsExactly(
                        last == 2
                                ? word(ServerWord.Speaker.LINK, 401, "Log in")
                                : word(
                                        ServerWord.Speaker.LINK,
                                        status,
                                        "no " + (last - 1) + " (7)"),
                        word(ServerWord.Speaker.NEW_LINK, status, "no " + last + " (7)"));
    }

    @Test
    @Requirement(21)
    void aHostThatSaysNothingIsToldByItsStatus() throws Exception {
        bench.links.put(
                "t",
                number ->
                        number == 1
                                ? bench.server.on("/old", status(403))
                                : bench.server.on("/new", says(404, "gone")));
        Problem problem =
                bench.assertFailed(bench.run(Bench.item("t", "a", null)), Cause.LINK_GONE);
        assertThat(problem.said())
                .containsExactly(
                        word(ServerWord.Speaker.LINK, 403, ""),
                        word(ServerWord.Speaker.NEW_LINK, 404, "gone"));
    }

    /** Nobody asked for that, and nobody here can read it. */
    @ParameterizedTest
    @ValueSource(strings = {"", "Content-Encoding: identity\r\n"})
    @Fault(9)
    @Requirement(21)
    void wordsThatComeEncodedAreNotTold(String before) throws Exception {
        String headers = before + "Content-Encoding: gzip\r\n";
        byte[] words = "zipped".getBytes(StandardCharsets.UTF_8);
        MediaItem item =
                bench.scripted("t", (_, wire) -> wire.answer("404 Not Found", headers, words));
        Problem problem = bench.assertFailed(bench.run(item), Cause.LINK_GONE);
        assertThat(problem.said()).extracting(ServerWord::text).doesNotContain("zipped");
    }

    /** Across the wait for a permission, too. */
    @Test
    @Requirement(21)
    void aPlatformThatGivesNoOtherLinkIsToldBesideTheHost() throws Exception {
        String url = bench.server.on("/old", says(403, "not for you")).toString();
        AtomicInteger asked = new AtomicInteger();
        LinkSource source =
                (_, refused) -> {
                    if (refused != null && asked.incrementAndGet() > 1) {
                        throw new ProblemException(
                                Problem.of(Cause.FILE_DELETED)
                                        .withHttpStatus(404)
                                        .saying(ServerWord.Speaker.PLATFORM, "deleted"));
                    }
                    return TemporaryLink.given(url, bench.ticker.now());
                };
        Downloads.Ports ports =
                new Downloads.Ports(
                        bench.http.bytes(_ -> false),
                        source,
                        Ledger.forgetful(),
                        bench.question,
                        bench.ticker);
        try (Downloads downloads = new Downloads(ports, bench.ticker, new Random(1))) {
            Transfer transfer =
                    Bench.ended(
                            downloads
                                    .start(List.of(Bench.item("t", "a", null)), folder)
                                    .getFirst());
            Problem problem = bench.assertFailed(transfer, Cause.FILE_DELETED);
            assertThat(problem.said())
                    .containsExactly(
                            word(ServerWord.Speaker.LINK, 403, "not for you"),
                            word(ServerWord.Speaker.PLATFORM, 404, "deleted"));
        }
    }

    /** When no other link may be asked for, the same one is no new one. */
    @Test
    @Requirement(21)
    void theSameLinkOnceMoreIsNoNewOne() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        MediaItem item =
                bench.scripted(
                        "t",
                        (request, wire) ->
                                says(
                                                200,
                                                "{\"code\":40,\"msg\":\"no "
                                                        + requests.incrementAndGet()
                                                        + "\"}")
                                        .answer(request, wire));
        Problem problem = bench.assertFailed(bench.run(item), Cause.ERROR_PAGE);
        assertThat(bench.links.given("t")).isEqualTo(4);
        assertThat(requests.get()).isGreaterThan(4);
        assertThat(problem.said())
                .containsExactly(
                        word(ServerWord.Speaker.LINK, 200, "no 3 (40)"),
                        word(ServerWord.Speaker.NEW_LINK, 200, "no " + requests + " (40)"));
    }

    /** Its connection serves the next request; one with more to say is not read to its end. */
    @ParameterizedTest
    @CsvSource({"4095, 1", "4096, 2", "100000, 2"})
    @Requirement(7)
    void noMoreThanALittleOfARefusalIsRead(int length, int connections) throws Exception {
        bench.links.put(
                "t",
                number ->
                        number == 1
                                ? bench.server.on("/old", says(403, "x".repeat(length)))
                                : bench.server.on("/new", Resource.of(CONTENT, null)));
        bench.assertSaved(bench.run(Bench.item("t", "a", null)), CONTENT);
        assertThat(bench.server.connections()).isEqualTo(connections);
    }

    /** Words that never come are not worth more than the rule of silence; nor is one that drips. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Requirement({7, 21})
    void aRefusalWhoseBodyDoesNotComeIsARefusal(boolean drips) throws Exception {
        try (Bench impatient = new Bench(folder, Bench.SILENCE)) {
            impatient.links.put(
                    "t",
                    number ->
                            number == 1
                                    ? impatient.server.on(
                                            "/old",
                                            (_, wire) -> {
                                                wire.text(
                                                        "HTTP/1.1 403 No\r\n"
                                                                + "Content-Length: 4000\r\n\r\n");
                                                if (drips) {
                                                    drip(impatient, wire);
                                                }
                                                wire.timeout();
                                            })
                                    : impatient.server.on("/new", Resource.of(CONTENT, null)));
            impatient.assertSaved(impatient.run(Bench.item("t", "a", null)), CONTENT);
            assertThat(impatient.links.refused).hasSize(1);
        }
    }

    /** A byte, and then longer than anybody waits for a text. */
    private static void drip(Bench bench, FaultServer.Wire wire) throws IOException {
        bench.ticker.advance(Duration.ofSeconds(6));
        wire.text("a");
    }

    @Test
    @Requirement({20, 21})
    void aStaleLinkIsNeverAsked() throws Exception {
        MediaItem item = bench.scripted("t", Resource.of(CONTENT, null));
        Bench.FakeLinks fresh = bench.links;
        TemporaryLink stale =
                new TemporaryLink(
                        bench.server.on("/stale", status(500)).toString(),
                        bench.ticker.now().minus(Duration.ofHours(24)),
                        bench.ticker.now().plusSeconds(60),
                        false,
                        bench.ticker.now().minus(Duration.ofHours(23)));
        List<@Nullable TemporaryLink> refused = new ArrayList<>();
        LinkSource source =
                (wanted, old) -> {
                    refused.add(old);
                    return old == null ? stale : fresh.link(wanted, null);
                };
        Downloads.Ports ports =
                new Downloads.Ports(
                        bench.http.bytes(_ -> false),
                        source,
                        Ledger.forgetful(),
                        bench.question,
                        bench.ticker);
        try (Downloads downloads = new Downloads(ports)) {
            bench.assertSaved(
                    Bench.ended(downloads.start(List.of(item), folder).getFirst()), CONTENT);
        }
        assertThat(refused).containsExactly(null, stale);
        assertThat(bench.server.requests("/stale")).isEmpty();
    }

    @Test
    @Fault(34)
    void anExpiryWhileTheBodyRunsChangesNothing() throws Exception {
        MediaItem item =
                bench.scripted(
                        "t",
                        (_, wire) -> {
                            wire.text("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel");
                            bench.ticker.moveWallClock(Duration.ofHours(25));
                            wire.text("lo");
                        });
        bench.assertSaved(bench.run(item), CONTENT);
        assertThat(bench.links.given("t")).isEqualTo(1);
    }

    /**
     * Links of all files expire when half of each is there.
     *
     * @param versions that the two copies tell: the same, each its own, or none
     */
    @ParameterizedTest
    @CsvSource({"v, v", "v, w", ","})
    @Fault(30)
    @Requirement(17)
    void whenAllLinksExpireHalfwayLittleIsFetchedTwice(
            @Nullable String before, @Nullable String after) throws Exception {
        int size = 16 << 20;
        Map<String, byte[]> contents = new TreeMap<>();
        List<MediaItem> items = new ArrayList<>();
        CountDownLatch halfOfEach = new CountDownLatch(4);
        for (int i = 0; i < 4; i++) {
            String token = "t" + i;
            byte[] content = Bench.bytes(size, i);
            contents.put(token, content);
            Resource first = Resource.of(content, before == null ? null : '"' + before + '"');
            AtomicBoolean expired = new AtomicBoolean();
            bench.server.on(
                    "/old/" + token,
                    (request, wire) -> {
                        if (expired.getAndSet(true)) {
                            wire.answer("403 Forbidden", "", new byte[300]);
                            return;
                        }
                        wire.text("HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n");
                        wire.text(first.etag() == null ? "" : "ETag: " + first.etag() + "\r\n");
                        wire.text("\r\n").bytes(content, 0, size / 2);
                        halfOfEach.countDown();
                        halfOfEach.await();
                        wire.close();
                    });
            Resource second = Resource.of(content, after == null ? null : '"' + after + '"');
            bench.server.on("/new/" + token, second);
            bench.links.put(
                    token, number -> bench.server.uri((number == 1 ? "/old/" : "/new/") + token));
            items.add(Bench.item(token, token, null));
        }
        List<Transfer> transfers = bench.downloads().start(items, folder);
        transfers.forEach(Bench::ended);
        for (Transfer transfer : transfers) {
            String token = transfer.item().token();
            bench.assertSaved(transfer, Objects.requireNonNull(contents.get(token)));
            assertThat(transfer.received()).isBetween((long) size, size * 102L / 100);
            assertThat(bench.links.given(token)).isEqualTo(2);
        }
        assertThat(bench.downloads().receivedBytes())
                .isLessThanOrEqualTo(items.size() * (size * 102L / 100));
    }

    @Test
    @Fault(73)
    @Requirement(17)
    void aClockThatJumpsCostsOneMoreLinkAtWorst() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        MediaItem item =
                bench.scripted(
                        "t",
                        (request, wire) -> {
                            if (requests.getAndIncrement() == 0) {
                                bench.ticker.moveWallClock(Duration.ofDays(2));
                                wire.close();
                            } else {
                                Resource.of(CONTENT, null).answer(request, wire);
                            }
                        });
        bench.assertSaved(bench.run(item), CONTENT);
        assertThat(bench.links.given("t")).isEqualTo(2);
    }

    @Test
    @Fault(74)
    void aSleepOfTheMachineCostsNoTry() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        MediaItem item =
                bench.scripted(
                        "t",
                        (request, wire) -> {
                            if (requests.getAndIncrement() < 20) {
                                bench.ticker.moveWallClock(Duration.ofHours(10));
                                wire.close();
                            } else {
                                Resource.of(CONTENT, null).answer(request, wire);
                            }
                        });
        bench.assertSaved(bench.run(item), CONTENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "/relative", "file:///etc/passwd", "ftp://h/x"})
    @Fault(37)
    void aLinkThatIsNoneIsNotFollowed(String link) throws Exception {
        LinkSource source = (_, _) -> TemporaryLink.given(link, bench.ticker.now());
        bench.scripted("t", status(500));
        Downloads.Ports ports =
                new Downloads.Ports(
                        bench.http.bytes(_ -> false),
                        source,
                        Ledger.forgetful(),
                        bench.question,
                        bench.ticker);
        try (Downloads downloads = new Downloads(ports, bench.ticker, new Random(1))) {
            Transfer transfer =
                    downloads.start(List.of(Bench.item("t", "a", null)), folder).getFirst();
            bench.assertFailed(Bench.ended(transfer), Cause.LINK_INVALID);
        }
    }

    @Test
    void theReasonOfTheLinkSourceIsTheReasonOfTheTransfer() throws Exception {
        LinkSource source =
                (_, _) -> {
                    throw new ProblemException(Problem.of(Cause.FILE_DELETED).withLogId("log1"));
                };
        Downloads.Ports ports =
                new Downloads.Ports(
                        bench.http.bytes(_ -> false),
                        source,
                        Ledger.forgetful(),
                        bench.question,
                        bench.ticker);
        try (Downloads downloads = new Downloads(ports, bench.ticker, new Random(1))) {
            Transfer transfer =
                    downloads.start(List.of(Bench.item("t", "a", null)), folder).getFirst();
            Problem problem = bench.assertFailed(Bench.ended(transfer), Cause.FILE_DELETED);
            assertThat(problem.logId()).isEqualTo("log1");
        }
    }

    @Test
    void anExpiredPastedLinkSaysSo() throws Exception {
        String url = bench.server.on("/pasted", status(400)).toString();
        MediaItem item = MediaItem.ofPastedLink(url, new ItemSource.PastedLink(1));
        TemporaryLink link =
                new TemporaryLink(
                        url,
                        bench.ticker.now().minus(Duration.ofHours(1)),
                        bench.ticker.now(),
                        false,
                        bench.ticker.now().minus(Duration.ofHours(1)));
        Downloads.Ports ports =
                new Downloads.Ports(
                        bench.http.bytes(_ -> false),
                        (_, _) -> link,
                        Ledger.forgetful(),
                        bench.question,
                        bench.ticker);
        try (Downloads downloads = new Downloads(ports)) {
            Transfer transfer = downloads.start(List.of(item), folder).getFirst();
            bench.assertFailed(Bench.ended(transfer), Cause.PASTED_LINK_EXPIRED);
        }
    }

    /** Its last minutes are good, and nobody has a better one. */
    @Test
    void aPastedLinkServesToItsEnd() throws Exception {
        String url = bench.server.on("/ending", Resource.of(CONTENT, "\"1\"")).toString();
        MediaItem item = MediaItem.ofPastedLink(url, new ItemSource.PastedLink(1));
        TemporaryLink link =
                new TemporaryLink(
                        url,
                        bench.ticker.now().minus(Duration.ofMinutes(52)),
                        bench.ticker.now().plus(Duration.ofMinutes(8)),
                        false,
                        bench.ticker.now().minus(Duration.ofMinutes(52)));
        LinkSource likeTheBook =
                (_, refused) -> {
                    if (refused != null) {
                        throw new ProblemException(Problem.of(Cause.PASTED_LINK_EXPIRED));
                    }
                    return link;
                };
        Downloads.Ports ports =
                new Downloads.Ports(
                        bench.http.bytes(_ -> false),
                        likeTheBook,
                        Ledger.forgetful(),
                        bench.question,
                        bench.ticker);
        try (Downloads downloads = new Downloads(ports)) {
            Transfer transfer = downloads.start(List.of(item), folder).getFirst();
            bench.assertSaved(Bench.ended(transfer), CONTENT);
        }
    }

    @Test
    @Fault({41, 44})
    @Requirement(27)
    void redirectsAreFollowedFiveTimesAndThenMakeTheLinkSuspect() throws Exception {
        bench.server.on("/file", Resource.of(CONTENT, "\"1\""));
        for (int hop = 0; hop < 5; hop++) {
            String next = hop == 0 ? "/file" : "/hop" + (hop - 1);
            bench.server.on(
                    "/hop" + hop,
                    (_, wire) ->
                            wire.answer("302 Found", "Location: " + next + "\r\n", new byte[0]));
        }
        bench.links.put("five", bench.server.uri("/hop4"));
        bench.assertSaved(bench.run(Bench.item("five", "five", null)), CONTENT);
        bench.links.put(
                "six",
                bench.server.on(
                        "/six",
                        (_, wire) -> wire.answer("302 Found", "Location: /hop4\r\n", new byte[0])));
        bench.assertFailed(bench.run(Bench.item("six", "six", null)), Cause.TOO_MANY_REDIRECTS);
        assertThat(bench.links.given("six")).isGreaterThan(1);
    }

    @Test
    @Fault(75)
    void aProxyThatWantsALoginEndsEverythingOnce() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        ByteSource behindAProxy =
                _ -> {
                    asked.incrementAndGet();
                    throw new ProblemException(Problem.of(Cause.PROXY_LOGIN, "proxy.example"));
                };
        List<MediaItem> items = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            bench.links.put("t" + i, URI.create("https://links.example/" + i));
            items.add(Bench.item("t" + i, "t" + i, null));
        }
        try (Downloads downloads =
                bench.fromMemory(behindAProxy, bench.links, Ledger.forgetful())) {
            downloads.setAtOnce(1);
            List<Transfer> transfers = downloads.start(items, folder);
            transfers.forEach(Bench::ended);
            for (Transfer transfer : transfers) {
                bench.assertFailed(transfer, Cause.PROXY_LOGIN);
            }
        }
        assertThat(asked).hasValue(1);
    }

    /** No proxy is in between: the answer is one server's, about one file. */
    @Test
    @Fault(75)
    void aServerThatAnswersLikeAProxyIsOneFilesTrouble() throws Exception {
        bench.downloads().setAtOnce(1);
        MediaItem odd = bench.scripted("odd", status(407));
        MediaItem fine =
                bench.scripted("fine", (_, wire) -> wire.answer("200 OK", "", new byte[] {1}));
        List<Transfer> transfers = bench.downloads().start(List.of(odd, fine), folder);
        transfers.forEach(Bench::ended);
        bench.assertFailed(transfers.get(0), Cause.SERVER_REFUSES);
        bench.assertSaved(transfers.get(1), new byte[] {1});
    }

    @Test
    @Requirement(20)
    void linksAreAskedForJustInTime() throws Exception {
        bench.downloads().setAtOnce(2);
        for (int i = 0; i < 10; i++) {
            bench.scripted(
                    "t" + i,
                    (_, wire) -> {
                        wire.text("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel");
                        wire.timeout();
                    });
        }
        List<MediaItem> items = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            items.add(Bench.item("t" + i, "n" + i, null));
        }
        List<Transfer> transfers = bench.downloads().start(items, folder);
        Bench.until(transfers.get(1), s -> s instanceof TransferState.Running r && r.done() == 3);
        Bench.until(transfers.get(0), s -> s instanceof TransferState.Running r && r.done() == 3);
        assertThat(transfers.stream().filter(t -> bench.links.given(t.itemId()) > 0)).hasSize(2);
    }

    /** Twice the running files, and two seconds of what the platform gives: 5 links for a call. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5})
    @Requirement(20)
    void fewLinksAreAnnouncedAheadOfTheirTimeAndEachOnce(int callsPerSecond) throws Exception {
        int active = 4;
        int most = 2 * active + 2 * 5 * callsPerSecond;
        bench.links.linksASecond = 5 * callsPerSecond;
        Semaphore gate = new Semaphore(0);
        List<MediaItem> items = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            items.add(
                    bench.scripted(
                            "t" + i,
                            (_, wire) -> {
                                gate.acquire();
                                wire.answer("200 OK", "", new byte[5]);
                            }));
        }
        bench.downloads().setAtOnce(active);
        List<Transfer> transfers = bench.downloads().start(items, folder);
        for (int done = 0; done <= 100; done += 20) {
            int served = done;
            // so many are through, and as many as may be are asked for after them
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> bench.server.requests().size() == served + active);
            assertThat(announced().size() - asked(items))
                    .as("announced and not asked for, after %d", done)
                    .isBetween(1L, (long) most);
            gate.release(20);
        }
        gate.release(1000);
        transfers.forEach(Bench::ended);
        assertThat(announced()).doesNotHaveDuplicates();
        assertThat(bench.links.soon).allMatch(call -> call.size() <= most);
    }

    private List<String> announced() {
        return bench.links.soon.stream().flatMap(List::stream).toList();
    }

    private long asked(List<MediaItem> items) {
        return items.stream().filter(item -> bench.links.given(item.token()) > 0).count();
    }
}
